import Foundation
import SpecCompiler
import TestSupport
import Testing

/// The documentation shows what Strata does. `MarkdownPage` describes how blocks are marked.
@Suite("The documentation")
struct DocumentationTests {
    static let pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]
        + Repository.files(in: "docs", suffix: ".md").map { "docs/\($0.path)" }
    private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1"
    private static let command = "UPDATE_DOCS=1 swift test --filter Documentation"

    @Test("pages show what the commands print, and specs that compile", arguments: pages)
    func isTrue(_ path: String) throws {
        let text = Repository.text(of: path)
        let page = MarkdownPage(text)
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            at: folder.url.appendingPathComponent("Specs"),
            withDestinationURL: Repository.root.appendingPathComponent("Specs"))
        var blocks = page.blocks
        for index in blocks.indices {
            let block = blocks[index]
            let place = "\(path):\(block.line)"
            switch block.language {
            case "yaml": try check(spec: block, in: folder, at: place)
            case "csv": if let name = block.words.first { try folder.write(block.text, to: name) }
            case "console" where block.words.contains("slow"): try checkOptions(of: block, at: place)
            case "console":
                let lines = try run(block, in: folder)
                if Self.isUpdating, !Self.matches(block.lines, lines) { blocks[index].lines = lines }
                #expect(
                    Self.isUpdating || Self.matches(block.lines, lines),
                    "\(place): the output is now\n\(lines.joined(separator: "\n"))\nrun: \(Self.command)")
            case "swift" where block.words.contains("sketch"): break
            case "swift": try check(generated: block, in: folder, at: place)
            case "python", "json", "text", "sh", "lua", "vim", "elisp", "toml": break
            default: Issue.record("\(place): nobody knows how to check a block of `\(block.language)`")
            }
        }
        let updated = page.text(with: blocks)
        if updated != text {
            try updated.write(to: Repository.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
    }

    @Test("pages made from the catalog are up to date")
    func isFresh() throws {
        let folder = try TemporaryFolder()
        let made = [
            "docs/layers", "docs/rules", "Grammar/textmate", "Grammar/vim/syntax", "Plugins/GenerateNetworks",
            "Sources/NetworkTerms/Training", "Sources/StrataRuntime/Network",
        ]
        for made in made {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(made), withIntermediateDirectories: true)
        }
        #expect(try Strata.run("reference", folder.url.path).code == 0)
        let command = "run: swift run strata reference"
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()
        let files = paths.filter { $0.contains(".") }
        #expect(files.contains("docs/language.md") && files.contains("Grammar/strata.schema.json"))
        for path in files {
            let text = try String(contentsOf: folder.url.appendingPathComponent(path), encoding: .utf8)
            #expect(text == Repository.text(of: path), "\(path): \(command)")
        }
        for pages in ["docs/layers", "docs/rules"] {
            for page in Repository.files(in: pages, suffix: "") {
                #expect(files.contains("\(pages)/\(page.path)"), "\(page.path): remove pages of what is gone")
            }
        }
    }

    /// The links of a page lead to files.
    @Test("links of pages lead to files", arguments: pages)
    func linksLead(_ path: String) throws {
        let folder = Repository.root.appendingPathComponent(path).deletingLastPathComponent()
        for match in Repository.text(of: path).matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
            let target = folder.appendingPathComponent(String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: target), "\(path): \(match.1)")
        }
    }

    /// What contributors are pointed to is there. In a path, `NAME` stands for a file to be written.
    @Test(arguments: ["CONTRIBUTING.md"] + pages.filter { $0.hasPrefix("docs/contributing/") })
    func filesThatPagesForContributorsNameExist(_ path: String) throws {
        let text = Repository.text(of: path)
        for match in text.matches(of: /`((?:Sources|Tests|docs|scripts|Specs)(?:\/[^`\s]*)?)`/) {
            let named = String(match.1)
            let existing =
                named.contains("NAME") ? named.split(separator: "/").dropLast().joined(separator: "/") : named
            let place = Repository.root.appendingPathComponent(existing).path
            #expect(FileManager.default.fileExists(atPath: place), "\(path): \(named)")
        }
    }

    // MARK: Blocks

    private func check(spec block: MarkdownPage.Block, in folder: TemporaryFolder, at place: String) throws {
        var text = block.text
        if block.words.contains("layers") {
            let input = try #require(block.value(of: "input"), "\(place): `yaml layers` needs `input=`")
            text = "model: Page\ninput: \(input)\nbody:\n" + block.lines.map { "  \($0)\n" }.joined()
        }
        let name = block.words.first { $0.hasSuffix(".strata.yaml") }
        if let name { try folder.write(text, to: name) }
        // `found`: its findings are shown below.
        if block.words.contains("hidden") || block.words.contains("found") { return }
        let compilation = SpecCompiler.compile(SourceFile(path: name ?? "test", text: text)) { path in
            let file = folder.url.appendingPathComponent(path)
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return .problem("can't be found") }
            return .file(SourceFile(path: path, text: text))
        }
        if block.words.contains("mistaken") {
            #expect(compilation.diagnostics.hasErrors, "\(place): nothing is wrong with this spec")
        } else {
            #expect(compilation.diagnostics.filter { $0.severity > .advice }.map(\.message) == [], "\(place)")
        }
    }

    /// The block as it should be: its commands, each with its output.
    private func run(_ block: MarkdownPage.Block, in folder: TemporaryFolder) throws -> [String] {
        var lines: [String] = []
        for line in block.lines where line.hasPrefix("$ ") {
            let words = line.dropFirst(2).split(separator: " ").map(String.init)
            guard words.first == "strata" else {
                Issue.record("only `strata` is run, not: \(line)")
                continue
            }
            let outcome = try Shell.run(Strata.path, Array(words.dropFirst()), in: folder.url)
            var output = (outcome.output + outcome.errors).split(separator: "\n", omittingEmptySubsequences: false)
            while output.last?.isEmpty == true { output.removeLast() }
            lines += [line] + output.map(String.init)
        }
        return lines
    }

    /// Whether lines match the written ones, in which a line `…` matches any number of lines.
    static func matches(_ written: [String], _ lines: [String]) -> Bool {
        let pieces = written.split(separator: "…", omittingEmptySubsequences: false).map(Array.init)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return written == lines }
        guard lines.starts(with: first), lines.count >= first.count + last.count, lines.suffix(last.count) == last[...]
        else { return false }
        var rest = lines[first.count..<(lines.count - last.count)]
        for piece in pieces.dropFirst().dropLast() {
            guard let found = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
            rest = rest[(found + piece.count)...]
        }
        return true
    }

    /// Commands that are too slow to run must at least have known options.
    private func checkOptions(of block: MarkdownPage.Block, at place: String) throws {
        for line in block.lines where line.hasPrefix("$ strata ") {
            let words = line.split(separator: " ").dropFirst(2).map(String.init)
            let help = try Strata.run(words.first ?? "", "--help")
            #expect(help.code == 0, "\(place): \(line)")
            for option in words where option.hasPrefix("--") {
                #expect(help.output.contains(option), "\(place): \(line) has an option that does not exist")
            }
        }
    }

    private func check(generated block: MarkdownPage.Block, in folder: TemporaryFolder, at place: String) throws {
        let spec = try #require(block.value(of: "from"), "\(place): `swift` needs `from=SPEC`")
        let outcome = try Strata.run("generate", spec, "--output", "generated", in: folder.url)
        #expect(outcome.code == 0, "\(place): \(outcome.errors)")
        let sources = try FileManager.default.subpathsOfDirectory(
            atPath: folder.url.appendingPathComponent("generated").path
        )
        .filter { $0.hasSuffix(".swift") }.sorted()
        .map { try String(contentsOf: folder.url.appendingPathComponent("generated/\($0)"), encoding: .utf8) }
        for piece in block.lines.split(whereSeparator: { $0.trimmingCharacters(in: .whitespaces) == "…" }) {
            let text = piece.joined(separator: "\n")
            #expect(sources.contains { $0.contains(text) }, "\(place): `strata generate` does not write\n\(text)")
        }
    }
}
