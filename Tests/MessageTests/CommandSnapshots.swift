import Foundation
import TestSupport
import Testing

/// What the programs print on pages of `Snapshots`: a block named after a file is that file, and in a block of the console
/// each line after `$ ` is run by the shell, in one folder a page. Of what it prints, `FOLDER` is that folder.
///
/// To add a message, add files and a command that shows it, and run `STRATA_UPDATE=1 swift test --filter '^MessageTests|RuntimeMessage'`.
@Suite struct CommandSnapshots {
    static let pages = Repository.files(in: "Tests/MessageTests/Snapshots", suffix: ".md")

    #if os(Linux)
        private static let isLinux = true
    #else
        private static let isLinux = false
    #endif

    @Test(.enabled(if: isLinux, "the pages show a shell, files and errors of Linux"), arguments: pages)
    func commandsPrintWhatTheyDid(_ file: TextFile) throws {
        let page = MarkdownPage(file.text)
        let folder = try TemporaryFolder()
        var blocks = page.blocks
        for index in blocks.indices {
            let block = blocks[index]
            if block.language == "console" {
                blocks[index].lines = try block.lines.filter { $0.hasPrefix("$ ") }.flatMap { line in
                    try [line] + Self.output(of: String(line.dropFirst(2)), in: folder) + [""]
                }.dropLast()
            } else if let name = block.words.first {
                try folder.write(block.text, to: name)
            }
        }
        let path = "Tests/MessageTests/Snapshots/\(file.path)"
        #expect(Snapshot(path).difference(from: page.text(with: blocks)) == nil)
    }

    private static func output(of command: String, in folder: TemporaryFolder) throws -> [String] {
        let shell = try #require(Shell.find("sh"))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let outcome = try Shell.run(
            shell, ["-c", command], in: folder.url,
            environment: [
                "PATH": "\(Shell.buildFolder.path):\(path)", "OMP_NUM_THREADS": "1",
                "XDG_CACHE_HOME": folder.file("cache"),
            ])
        let real = folder.url.resolvingSymlinksInPath().path
        var lines = (outcome.output + outcome.errors)
            .replacing(real, with: "FOLDER").replacing(folder.path, with: "FOLDER")
            .replacing(Repository.root.path, with: "CHECKOUT")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // Each wrong use of a command ends in its usage, which its help shows.
        lines.removeAll { $0.hasPrefix("Usage: strata ") || $0.hasPrefix("  See 'strata ") }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return outcome.code == 0 ? lines : lines + ["[exit code \(outcome.code)]"]
    }
}
