import Basics
import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

@Suite("Life of a server")
struct LifecycleTests {
    @Test("the server exits with 0 after shutdown and exit")
    func cleanEnd() {
        let editor = Editor()
        #expect(editor.request("shutdown") == .null)
        editor.notify("exit")
        #expect(editor.server.exitCode == 0)
    }

    @Test("the server exits with 1 after exit without shutdown")
    func suddenEnd() {
        let editor = Editor()
        editor.notify("exit")
        #expect(editor.server.exitCode == 1)
    }

    @Test("requests before initialize and after shutdown are rejected")
    func order() {
        let server = LanguageServer(version: "test")
        _ = server.receive(.message(Array(#"{"id": 1, "method": "textDocument/hover"}"#.utf8)))
        #expect(server.work()?.first?["error"]?["code"] == -32002)
        let editor = Editor()
        editor.request("shutdown")
        #expect(editor.request("textDocument/hover")["code"] == -32600)
    }

    @Test(
        "an unknown request is answered with an error",
        arguments: [
            (#"{"id": 1, "method": "textDocument/unheardOf"}"#, -32601), (#"{"id": 1, "method": "$/odd"}"#, -32601),
            (#"{"id": 1, "method": "textDocument/hover"}"#, -32602), (#"{"id": 1}"#, -32600), ("[]", -32600),
            ("1", -32600), ("{", -32700), (#"{"id": [1], "method": "shutdown"}"#, -32600),
        ])
    func errors(_ message: String, _ code: Int) {
        let editor = Editor()
        let before = editor.received.count
        editor.receive(.message(Array(message.utf8)))
        editor.settle()
        #expect(editor.received.dropFirst(before).map { $0["error"]?["code"]?.integer } == [code])
    }

    @Test("a request that was canceled before its turn isn't processed")
    func cancelled() {
        let editor = Editor(Editor.layers("relu"))
        editor.send(["id": "a", "method": "textDocument/hover", "params": [:]])
        editor.send(["method": "$/cancelRequest", "params": ["id": "a"]])
        editor.settle()
        #expect(editor.received.last { $0["id"] == "a" }?["error"]?["code"] == -32800)
    }

    @Test("positions are counted in UTF-8 if the editor can, otherwise in UTF-16")
    func encoding() {
        func chosen(_ offered: JSON?) -> JSON? {
            let editor = Editor(capabilities: .fields(["general": offered.map { ["positionEncodings": $0] }]))
            return editor.received.first?["result"]?["capabilities"]?["positionEncoding"]
        }
        #expect(chosen(["utf-32", "utf-8", "utf-16"]) == "utf-8")
        #expect(chosen(["utf-32"]) == "utf-16")
        #expect(chosen(nil) == "utf-16")
    }

    @Test("YAML that isn't a spec is left alone")
    func otherYAML() {
        let editor = Editor("on: push\n", uri: "file:///nowhere/workflow.yaml")
        #expect(editor.findings() == [])
        #expect(editor.ask("completion") == .null)
    }

    @Test("every advertised capability works on incomplete text")
    func capabilities() {
        for request in Request.allCases {
            let editor = Editor("model: x\nbody:\n  - 3x3 co│\n  - {\n")
            let answer = editor.request(
                request.rawValue,
                [
                    "textDocument": ["uri": .string(editor.uri)], "position": ["line": 2, "character": 4],
                    "range": ["start": ["line": 0, "character": 0], "end": ["line": 9, "character": 0]],
                    "context": [:], "newName": "x",
                ])
            #expect(answer["code"] == nil || request == .rename, "\(request): \(answer)")
        }
    }
}

@Suite("Random messages")
struct RandomMessageTests {
    /// A sequence of messages that an editor could send, some of it broken.
    static func run(seed: UInt64, messages: Int) -> (requests: [JSON], answers: [JSON]) {
        var generator = SeededGenerator(seed: seed)
        let specs = Repository.specs.map(\.text)
        let editor = Editor(capabilities: generator.once(in: 3) ? ["textDocument": ["diagnostic": [:]]] : [:])
        let start = editor.received.count
        let uris = ["file:///a/b.strata.yaml", "untitled:1", "file:///%zz", "", "file:///a/c.strata.yaml"]
        var requests: [JSON] = []
        func position() -> JSON {
            ["line": .integer(generator.pick(0...50)), "character": .integer(generator.pick(0...60))]
        }
        func text() -> JSON {
            var bytes = Array(generator.pick(specs).utf8)
            if generator.once(in: 2) { bytes = Mutation.mutate(bytes, using: &generator) }
            return .string(String(decoding: bytes, as: UTF8.self))
        }
        let pieces = ["", "x", "🙂", "\n", "\r\n", "  - ", "3x3 conv, 8", ": ", "{", "- residual:\n", ", ", "#", "?"]
        for number in 0..<messages {
            let document: JSON = [
                "uri": .string(generator.pick(uris)), "version": .integer(number), "text": text(),
            ]
            var message: [String: JSON] = ["jsonrpc": "2.0"]
            switch generator.pick(0...9) {
            case 0:
                message["method"] = "textDocument/didOpen"
                message["params"] = ["textDocument": document]
            case 1...3:
                message["method"] = "textDocument/didChange"
                message["params"] = [
                    "textDocument": document,
                    "contentChanges": [
                        [
                            "range": ["start": position(), "end": position()],
                            "text": .string(generator.pick(pieces)),
                        ]
                    ],
                ]
            case 4 where generator.once(in: 4):
                message["method"] = "textDocument/didClose"
                message["params"] = ["textDocument": document]
            default:
                message["id"] = .integer(number + 100)
                message["method"] = .string(generator.pick(Request.allCases).rawValue)
                message["params"] = [
                    "textDocument": document, "position": position(), "newName": .string(generator.pick(pieces)),
                    "range": ["start": position(), "end": position()],
                    "context": ["only": ["source.fixAll", "quickfix", "refactor"]],
                ]
                requests.append(.integer(number + 100))
            }
            var bytes = JSON.object(message.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).bytes
            if generator.once(in: 20) {
                bytes = Mutation.mutate(bytes, using: &generator)
                // It may still be a request, or the same one twice; without a method, the answer is an error.
                if let id = message["id"] { requests.removeAll { $0 == id } }
                let read = try? JSON(reading: bytes, replacesBrokenText: true)
                if let id = read?["id"], id.integer != nil, read?["method"]?.string != "exit" { requests.append(id) }
            }
            editor.receive(.message(bytes))
            if generator.once(in: 4) { editor.settle() }
        }
        editor.settle()
        let answers = editor.received.dropFirst(start).filter { $0["method"] == nil && $0["id"] != nil }
        return (requests, answers.compactMap { $0["id"] })
    }

    @Test("whatever comes, each request is answered once", arguments: 1...50)
    func answersOnce(_ seed: Int) {
        for round in 0..<Effort.factor {
            let (requests, answers) = Self.run(seed: UInt64(seed + 50 * round), messages: 80)
            var counts: [JSON: Int] = [:]
            for id in requests { counts[id, default: 0] += 1 }
            for id in answers { counts[id, default: 0] -= 1 }
            #expect(counts.filter { $0.value > 0 }.isEmpty, "sequence \(seed + 50 * round)")
            #expect(
                counts.filter { $0.value < 0 && $0.key.integer.map { $0 >= 100 } ?? false }.isEmpty,
                "sequence \(seed + 50 * round)")
        }
    }
}
