import Foundation

/// Runs each command on long specs, and on others that are twice as long: the time of the processor may grow only a little
/// more than the spec.
///
///     Growth PROGRAM [NAME ...]
///
/// The names are parts of those of the specs to try.
@main struct Growth {
    /// How much more the time may grow than the length.
    private static let mostGrowth = 1.25
    /// From how much time on the growth is certain, and the longest that a spec may take.
    private static let enough = 0.25
    private static let most = 60.0
    /// The longest spec that is made to take that much.
    private static let mostBytes = 1 << 20

    /// The commands, with the spec as `@`.
    private static let commands = [
        ["check", "@", "--no-cache"], ["check", "@", "--no-cache", "--format", "concise"],
        ["check", "@", "--no-cache", "--format", "github"], ["check", "@", "--no-cache", "--format", "json"],
        ["check", "@", "--no-cache", "--format", "sarif"], ["check", "@", "--no-cache", "--format", "checkstyle"],
        ["check", "@", "--fix", "--dry-run"], ["format", "@", "--check"], ["shapes", "@"], ["diff", "@", "@"],
        ["generate", "@", "--output", "@.swift"], ["lsp"],
    ]

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first else { fatalError("which program?") }
        let names = arguments.dropFirst()
        let folder = FileManager.default.temporaryDirectory.appending(path: "growth-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = Program(path: path, folder: folder)
        var failures = 0
        for spec in LongSpec.all where names.isEmpty || names.contains(where: spec.name.contains) {
            for command in commands {
                guard let finding = try grow(spec, command, program) else { continue }
                say("\(command.joined(separator: " ")), \(spec.name): \(finding)")
                failures += 1
            }
        }
        say("\(LongSpec.all.count) long specs, \(failures) findings")
        exit(failures == 0 ? 0 : 1)
    }

    /// Writes a line at once, because a run takes long.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    /// - Returns: what is wrong with the growth.
    private static func grow(_ spec: LongSpec, _ command: [String], _ program: Program) throws -> String? {
        let start = try program.time(command, spec.text(1))
        var count = spec.count
        var (text, time) = (spec.text(count), 0.0)
        while true {
            let twice = spec.text(2 * count)
            let longer = try program.time(command, twice) - start
            guard longer < most else { return "\(2 * count) repetitions take over \(Int(most)) s" }
            if longer > enough {
                time = try program.best(of: 3, command, text) - start
                let ratio = longer / max(time, enough / 8)
                let length = Double(twice.utf8.count) / Double(text.utf8.count)
                guard ratio > mostGrowth * length else { return nil }
                let best = try program.best(of: 3, command, twice) - start
                guard best / max(time, enough / 8) > mostGrowth * length else { return nil }
                return String(
                    format: "%d repetitions take %.2f s, %d take %.2f s", count, time, 2 * count, best)
            }
            guard twice.utf8.count < mostBytes, twice.utf8.count > text.utf8.count else { return nil }
            (count, text) = (2 * count, twice)
        }
    }
}

/// The program that is measured.
private struct Program {
    let path: String
    let folder: URL

    /// The processor time, in seconds, that a command takes for a spec.
    func time(_ command: [String], _ text: String) throws -> Double {
        let spec = folder.appending(path: "net.strata.yaml")
        try Data(text.utf8).write(to: spec)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = command.map { $0.replacingOccurrences(of: "@", with: spec.path) }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let input = folder.appending(path: "input")
        try Data((command == ["lsp"] ? try messages(text) : "").utf8).write(to: input)
        process.standardInput = try FileHandle(forReadingFrom: input)
        let before = childTime
        try process.run()
        process.waitUntilExit()
        return childTime - before
    }

    /// The shortest time of several runs, because other programs run, too.
    func best(of runs: Int, _ command: [String], _ text: String) throws -> Double {
        var best = Double.infinity
        for _ in 0..<runs { best = min(best, try time(command, text)) }
        return best
    }

    /// What an editor sends when a spec is opened, and all its findings are to be fixed.
    private func messages(_ text: String) throws -> String {
        let uri = "file:///net.strata.yaml"
        let document: [String: Any] = ["uri": uri]
        let whole: [String: Any] = [
            "start": ["line": 0, "character": 0], "end": ["line": 1_000_000, "character": 0],
        ]
        let requests: [(String, [String: Any])] = [
            ("initialize", ["capabilities": [String: String]()]),
            (
                "textDocument/didOpen",
                ["textDocument": ["uri": uri, "languageId": "yaml", "version": 1, "text": text]]
            ),
            ("textDocument/documentSymbol", ["textDocument": document]),
            ("textDocument/semanticTokens/full", ["textDocument": document]),
            ("textDocument/inlayHint", ["textDocument": document, "range": whole]),
            ("textDocument/foldingRange", ["textDocument": document]),
            (
                "textDocument/codeAction",
                ["textDocument": document, "range": whole, "context": ["diagnostics": [String]()]]
            ),
            ("shutdown", [:]), ("exit", [:]),
        ]
        return try requests.enumerated().map { number, request in
            var message: [String: Any] = ["jsonrpc": "2.0", "method": request.0, "params": request.1]
            if !["textDocument/didOpen", "exit"].contains(request.0) { message["id"] = number }
            let body = try JSONSerialization.data(withJSONObject: message)
            return "Content-Length: \(body.count)\r\n\r\n" + String(decoding: body, as: UTF8.self)
        }.joined()
    }

    /// The processor time of all programs that have ended.
    private var childTime: Double {
        var usage = rusage()
        // `RUSAGE_CHILDREN`, whose type isn't the same everywhere.
        getrusage(-1, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
