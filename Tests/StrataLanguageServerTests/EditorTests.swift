import Foundation
import TestSupport
import Testing

/// A spec with a misspelled layer, and with spaces that the formatter removes.
private let misspelt = """
    # 🙂 non-ASCII text before all that is looked at
    model:   Net
    input: 28x28x1
    body:
      - 5x5 conv, 6, pad 2, relu
      - 2x2 max pol  # é

    """

/// Neovim, as Debian ships it, against the built program.
@Suite("Neovim", .enabled(if: Shell.find("nvim") != nil, "Neovim is not installed: apt-get install neovim"))
struct NeovimTests {
    struct Seen: Decodable {
        struct Finding: Decodable, Equatable {
            var line: Int
            var text: String
            var message: String
        }
        var problem: String?
        var findings: [Finding]
        var hover: String
        var title: String
        var fixed: [String]
        var left: Int
        var formatted: [String]
        var offered: [String]
        var stopped: Bool
    }

    static func session(_ text: String) throws -> Seen {
        let folder = try TemporaryFolder()
        let spec = try folder.write(text, to: "net.strata.yaml")
        let result = folder.url.appendingPathComponent("seen.json")
        // Settings for 0.11 and later, and for older versions; the session uses those that it can.
        let setups = MarkdownPage(Repository.text(of: "docs/editors.md")).blocks.filter { $0.language == "lua" }
        try #require(setups.count == 2)
        let (setup, older) = (
            try folder.write(setups[0].text, to: "new.lua"), try folder.write(setups[1].text, to: "old.lua")
        )
        let script = Repository.root.appendingPathComponent("Tests/StrataLanguageServerTests/Neovim/session.lua")
        let outcome = try Shell.run(
            Shell.find("nvim") ?? "", ["--headless", "--clean", "-S", script.path], in: folder.url,
            environment: [
                "SPEC": spec, "STRATA": ProgramTests.strata, "RESULT": result.path, "SETUP": setup,
                "OLDER_SETUP": older,
            ])
        let data = try Data(contentsOf: result)
        do {
            return try JSONDecoder().decode(Seen.self, from: data)
        } catch {
            Issue.record("\(String(decoding: data, as: UTF8.self)) \(outcome.errors)")
            throw error
        }
    }

    @Test("Neovim shows findings in their places, hovers, fixes, formats, and completes")
    func wholeSession() throws {
        let seen = try Self.session(misspelt)
        #expect(seen.problem == nil)
        #expect(seen.findings.map(\.line) == [6])
        #expect(seen.findings.map(\.text) == ["max pol"])
        #expect(seen.hover.contains("`conv1`: 28x28x1 → 28x28x6"))
        #expect(seen.title == "change to `max pool`")
        #expect(seen.fixed.last == "  - 2x2 max pool  # é")
        #expect(seen.left == 0)
        #expect(seen.formatted[1] == "model: Net")
        #expect(seen.offered.contains("max pool"))
        #expect(seen.stopped)
    }
}

/// Vim, and Neovim as Vim, with the settings of docs/editors.md and nothing else.
@Suite("Vim")
struct VimTests {
    struct Seen: Decodable {
        struct Entry: Decodable, Equatable {
            var line, column: Int
            var kind, text: String
        }
        var filetype: String
        var entries: [Entry]
        var cursor: [Int]
    }

    /// Opens a spec, runs `:make`, and goes to the last finding.
    ///
    /// - Parameter before: a person's own settings, before ours.
    private static func made(_ text: String, with vim: [String], before: String) throws -> Seen {
        let folder = try TemporaryFolder()
        let spec = try folder.write(text, to: "my specs/net.strata.yaml")
        let blocks = MarkdownPage(Repository.text(of: "docs/editors.md")).blocks
        let setup = try #require(blocks.first { $0.language == "vim" }).text
            .replacing("PATH/TO/strata", with: Repository.root.path.replacing(" ", with: "\\ "))
        let settings = try folder.write(before + setup, to: "vimrc")
        let result = folder.url.appendingPathComponent("seen.json").path
        let session = try folder.write(
            """
            silent make
            let entries = map(getqflist(), {_, entry -> {
            \\   'line': entry.lnum, 'column': entry.col, 'kind': entry.type, 'text': entry.text}})
            clast
            let cursor = [line('.'), charcol('.')]
            call writefile([json_encode({'filetype': &filetype, 'entries': entries, 'cursor': cursor})], '\(result)')
            qall!

            """, to: "session.vim")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let outcome = try Shell.run(
            vim[0], vim.dropFirst() + ["-u", settings, "-i", "NONE", spec, "-S", session], in: folder.url,
            environment: ["PATH": Shell.buildFolder.path + ":" + path])
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: result)) else {
            Issue.record("\(outcome.output) \(outcome.errors)")
            throw CocoaError(.fileReadNoSuchFile)
        }
        return try JSONDecoder().decode(Seen.self, from: data)
    }

    static let spec = "model: Net\ninput: 28x28x1\nbody: [\"é\", 3x3 cnv]\n"

    private static func expectFindings(_ seen: Seen) {
        #expect(seen.filetype == "yaml.strata")
        #expect(seen.entries.map(\.kind) == ["e", "e"])
        #expect(seen.entries.last?.text == "unknown layer `cnv` [unknown-word]")
        // After a character of two bytes.
        #expect(seen.cursor == [3, 17])
    }

    private static let startings = ["", "filetype plugin on\nsyntax on\n"]

    @Test(
        "Vim's `:make` fills the quickfix list, wherever in the settings ours are",
        .enabled(if: Shell.find("vim") != nil, "Vim is not installed: apt-get install vim"), arguments: startings)
    func quickfix(_ before: String) throws {
        let seen = try Self.made(Self.spec, with: [Shell.find("vim") ?? "", "-es", "-N"], before: before)
        Self.expectFindings(seen)
    }

    @Test(
        "Vim's quickfix list distinguishes warnings from advice",
        .enabled(if: Shell.find("vim") != nil, "Vim is not installed: apt-get install vim"))
    func severities() throws {
        let spec = "model: Net\ninput: 28x28x1\nbody:\n  - 4x4 conv, 6, same, relu\n  - 3x3 conv, 6\n  - batch norm\n"
        let seen = try Self.made(spec, with: [Shell.find("vim") ?? "", "-es", "-N"], before: "")
        #expect(seen.entries.map(\.line).starts(with: [4, 5]))
        #expect(seen.entries.map(\.kind).starts(with: ["I", "w"]))
    }

    @Test(
        "Neovim's `:make` fills the quickfix list, wherever in the settings ours are",
        .enabled(if: Shell.find("nvim") != nil, "Neovim is not installed: apt-get install neovim"),
        arguments: startings)
    func neovim(_ before: String) throws {
        Self.expectFindings(try Self.made(Self.spec, with: [Shell.find("nvim") ?? "", "--headless"], before: before))
    }
}

/// The path of Emacs, if it has the packages that the settings in docs/editors.md need.
private let emacs: String? = Shell.find("emacs").flatMap { emacs in
    let needs = "(and (require 'eglot nil t) (require 'yaml-mode nil t))"
    let test = "(progn (package-activate-all) (kill-emacs (if \(needs) 0 1)))"
    return (try? Shell.run(emacs, ["--batch", "-q", "--eval", test]))?.code == 0 ? emacs : nil
}

/// Emacs, with the settings of docs/editors.md.
@Suite(
    "Emacs",
    .enabled(
        if: emacs != nil,
        "There is no Emacs with eglot and yaml-mode: apt-get install emacs-nox elpa-eglot elpa-yaml-mode"))
struct EmacsTests {
    struct Seen: Decodable {
        struct Finding: Decodable {
            var line: Int
            var text, message: String
        }
        struct Place: Decodable, Equatable { var line, column, kind: Int }
        var problem, mode, fixed: String?
        var findings: [Finding]?
        var left: Int?
        var compiled: Place?
    }

    private static func session(_ part: String, _ text: String) throws -> Seen {
        let folder = try TemporaryFolder()
        let spec = try folder.write(text, to: "net.strata.yaml")
        let result = folder.url.appendingPathComponent("seen.json")
        let blocks = MarkdownPage(Repository.text(of: "docs/editors.md")).blocks
        let setup = try folder.write(try #require(blocks.first { $0.language == "elisp" }).text, to: "setup.el")
        let script = Repository.root.appendingPathComponent("Tests/StrataLanguageServerTests/Neovim/emacs.el").path
        let outcome = try Shell.run(
            emacs ?? "", ["--batch", "-q", "--eval", "(package-activate-all)", "-l", script],
            environment: [
                "SPEC": spec, "STRATA": ProgramTests.strata, "RESULT": result.path, "SETUP": setup, "PART": part,
            ])
        guard let data = try? Data(contentsOf: result) else {
            Issue.record("\(outcome.errors)")
            throw CocoaError(.fileReadNoSuchFile)
        }
        return try JSONDecoder().decode(Seen.self, from: data)
    }

    @Test("eglot shows findings in their places, fixes, and formats")
    func eglot() throws {
        let seen = try Self.session("eglot", misspelt)
        #expect(seen.problem == nil)
        #expect(seen.mode == "strata-mode")
        #expect(seen.findings?.map(\.line) == [6])
        #expect(seen.findings?.map(\.text) == ["max pol"])
        #expect(seen.findings?.first?.message.contains("did you mean `max pool`?") == true)
        #expect(seen.left == 0)
        #expect(seen.fixed == misspelt.replacing("pol ", with: "pool ").replacing("model:   ", with: "model: "))
    }

    @Test("`M-x compile` finds the lines of `strata check`")
    func compile() throws {
        let seen = try Self.session("compile", misspelt)
        #expect(seen.problem == nil)
        // 2 is an error.
        #expect(seen.compiled == Seen.Place(line: 6, column: 9, kind: 2))
    }
}
