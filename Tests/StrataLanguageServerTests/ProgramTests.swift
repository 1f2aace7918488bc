import Foundation
import TestSupport
import Testing

@testable import StrataLanguageServer

/// `strata lsp` as editors run it: a process and two pipes.
@Suite("The program")
struct ProgramTests {
    static let strata = Shell.buildFolder.appendingPathComponent("strata").path

    /// What the server writes when it reads some bytes, and its exit code.
    static func serve(_ input: [UInt8]) throws -> (messages: [JSONValue], code: Int32) {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("input")
        try Data(input).write(to: path)
        let outcome = try Shell.run("/bin/sh", ["-c", "exec \"$0\" lsp < \"$1\"", strata, path.path])
        var framing = MessageFraming()
        framing.append(Array(outcome.output.utf8))
        var messages: [JSONValue] = []
        while case .message(let bytes) = framing.next() {
            if let message = JSONReader.read(bytes) { messages.append(message) }
        }
        return (messages, outcome.code)
    }

    static func framed(_ messages: JSONValue...) -> [UInt8] { messages.flatMap { MessageFraming.framed($0.bytes) } }

    static let initialize: JSONValue = ["id": 1, "method": "initialize", "params": ["capabilities": [:]]]
    static let shutdown: JSONValue = ["id": 2, "method": "shutdown"]
    static let exit: JSONValue = ["method": "exit"]

    @Test("a session ends with 0, and what is written is the protocol alone")
    func session() throws {
        let (messages, code) = try Self.serve(Self.framed(Self.initialize, Self.shutdown, Self.exit))
        #expect(code == 0)
        #expect(messages.compactMap { $0["id"] } == [1, 2])
    }

    @Test("where the editor dies, the server ends with 1")
    func editorDies() throws {
        #expect(try Self.serve(Self.framed(Self.initialize)).code == 1)
        #expect(try Self.serve(Self.framed(Self.initialize, Self.exit)).code == 1)
        #expect(try Self.serve([]).code == 1)
    }

    @Test("noise between messages is survived")
    func noise() throws {
        let noise = Array("Welcome!\n\0\u{1B}[0mContent-Length: 99999999999999\r\n\r\n{]\n".utf8)
        let (messages, code) = try Self.serve(
            noise + Self.framed(Self.initialize) + noise + Self.framed(Self.shutdown, Self.exit))
        #expect(code == 0)
        #expect(messages.compactMap { $0["result"] == nil ? nil : $0["id"] } == [1])
        #expect(messages.contains { $0["id"] == 2 })
    }
}

/// Neovim, as Debian ships it, against the built program.
@Suite("Neovim", .enabled(if: Shell.find("nvim") != nil, "Neovim is not installed: apt-get install neovim"))
struct NeovimTests {
    struct Seen: Decodable {
        struct Finding: Decodable, Equatable {
            var line: Int
            var text: String
            var message: String
        }
        struct Entry: Decodable, Equatable {
            var line: Int
            var column: Int
            var text: String
            var kind: String
        }
        var problem: String?
        var findings: [Finding]
        var hover: String
        var title: String
        var mended: [String]
        var left: Int
        var offered: [String]
        var stopped: Bool
        var quickfix: [Entry]
    }

    static func session(_ text: String) throws -> Seen {
        let folder = try TemporaryFolder()
        let spec = try folder.write(text, to: "net.strata.yaml")
        let result = folder.url.appendingPathComponent("seen.json")
        // The settings for older ones, which newer ones take as well.
        let setups = MarkdownPage(Repository.text(of: "docs/editors.md")).blocks.filter { $0.language == "lua" }
        let setup = try folder.write(try #require(setups.last).text, to: "setup.lua")
        let script = Repository.root.appendingPathComponent("Tests/StrataLanguageServerTests/Neovim/session.lua")
        let outcome = try Shell.run(
            Shell.find("nvim") ?? "", ["--headless", "--clean", "-S", script.path],
            environment: ["SPEC": spec, "STRATA": ProgramTests.strata, "RESULT": result.path, "SETUP": setup])
        let data = try Data(contentsOf: result)
        do {
            return try JSONDecoder().decode(Seen.self, from: data)
        } catch {
            Issue.record("\(String(decoding: data, as: UTF8.self)) \(outcome.errors)")
            throw error
        }
    }

    @Test("shows findings in their places, hovers, mends, completes, and fills the quickfix list")
    func wholeSession() throws {
        let text = """
            # 🙂 non-ASCII text before all that is looked at
            model: Net
            input: 28x28x1
            body:
              - 5x5 conv, 6, pad 2, relu
              - 2x2 max pol  # é

            """
        let seen = try Self.session(text)
        #expect(seen.problem == nil)
        #expect(seen.findings.map(\.line) == [6])
        #expect(seen.findings.map(\.text) == ["max pol"])
        #expect(seen.hover.contains("`conv1`: 28x28x1 → 28x28x6"))
        #expect(seen.title == "write `max pool`")
        #expect(seen.mended.last == "  - 2x2 max pool  # é")
        #expect(seen.left == 0)
        #expect(seen.offered.contains("max pool"))
        #expect(seen.stopped)
        #expect(seen.quickfix.map(\.line) == [6])
        #expect(seen.quickfix.map(\.column) == [9])
        #expect(seen.quickfix.map(\.kind) == ["e"])
    }
}
