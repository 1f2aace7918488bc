import Basics
import Foundation
import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

/// An editor that talks to a server in the same process.
final class Editor {
    let server = LanguageServer(version: "test")
    private(set) var received: [JSON] = []
    private var lastID = 0
    private(set) var uri = "file:///nowhere/test.strata.yaml"
    private(set) var text = ""

    /// - Parameter capabilities: the capabilities that it announces.
    init(capabilities: JSON = [:]) {
        _ = request("initialize", ["capabilities": capabilities])
        notify("initialized")
    }

    /// An editor with one open text. `│` in it marks the cursor, and isn't part of it.
    convenience init(_ marked: String, uri: String? = nil, capabilities: JSON = [:]) {
        self.init(capabilities: capabilities)
        open(marked, uri: uri)
    }

    /// The position of the cursor in the opened text.
    private(set) var cursor = 0

    func open(_ marked: String, uri: String? = nil) {
        if let uri { self.uri = uri }
        text = marked.replacing("│", with: "")
        cursor = marked.firstRange(of: "│").map { marked[..<$0.lowerBound].utf8.count } ?? 0
        notify(
            "textDocument/didOpen",
            [
                "textDocument": [
                    "uri": .string(self.uri), "languageId": "yaml", "version": 1, "text": .string(text),
                ]
            ])
    }

    /// A text with a body of layers.
    static func layers(_ lines: String...) -> String {
        "model: Test\ninput: 32x32x3\nbody:\n" + lines.map { "  - \($0)\n" }.joined()
    }

    func positions(_ encoding: PositionEncoding = .utf16) -> PositionMap {
        PositionMap(SourceFile(path: "test", text: text), encoding)
    }

    func send(_ message: JSON) { receive(.message(message.bytes)) }

    func receive(_ item: MessageFraming.Item) { received += server.receive(item) }

    /// Lets the server finish all its work.
    func settle() {
        while let answers = server.work() ?? server.workWhenQuiet() { received += answers }
    }

    func notify(_ method: String, _ parameters: JSON = [:]) {
        send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
        settle()
    }

    /// The answer to a request: its result, or its error as an object with `code`.
    @discardableResult
    func request(_ method: String, _ parameters: JSON = [:]) -> JSON {
        lastID += 1
        let id = JSON.integer(lastID)
        send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": parameters])
        settle()
        let answer = received.last { $0["id"] == id }
        return answer?["result"] ?? answer?["error"] ?? .null
    }

    /// A request about the text, at its cursor.
    func ask(_ method: String, _ more: KeyValuePairs<String, JSON> = [:]) -> JSON {
        let fields: [(String, JSON)] = [
            ("textDocument", ["uri": .string(uri)]), ("position", positions().position(at: cursor).json),
            ("range", positions().range(0..<text.utf8.count)),
        ]
        return request("textDocument/" + method, .object(fields + more.map { ($0.key, $0.value) }))
    }

    /// The list that answers a request about the text; any other answer fails the test.
    func list(
        _ method: String, _ more: KeyValuePairs<String, JSON> = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) -> [JSON] {
        Self.list(ask(method, more), sourceLocation: sourceLocation)
    }

    static func list(_ answer: JSON?, sourceLocation: SourceLocation = #_sourceLocation) -> [JSON] {
        guard let list = answer?.array else {
            Issue.record("a list was expected, not \(answer ?? .null)", sourceLocation: sourceLocation)
            return []
        }
        return list
    }

    /// The actions of a kind that are offered at the cursor.
    func actions(_ kind: String, sourceLocation: SourceLocation = #_sourceLocation) -> [JSON] {
        list("codeAction", ["context": ["only": [.string(kind)]]], sourceLocation: sourceLocation)
    }

    /// Replaces text between two offsets.
    func change(_ range: Range<Int>, to new: String, version: Int = 2) {
        notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": .string(uri), "version": .integer(version)],
                "contentChanges": [["range": positions().range(range), "text": .string(new)]],
            ])
        var bytes = Array(text.utf8)
        bytes.replaceSubrange(range, with: Array(new.utf8))
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The findings that were published last for a text.
    func findings(of uri: String? = nil) -> [JSON]? {
        received.last {
            $0["method"] == "textDocument/publishDiagnostics" && $0["params"]?["uri"]?.string == uri ?? self.uri
        }?["params"]?["diagnostics"]?.array
    }

    /// The rules of the errors among them.
    func errors() -> [String]? {
        findings()?.filter { $0["severity"] == 1 }.compactMap { $0["code"]?.string }
    }

    /// The text in a range.
    func text(at range: JSON?) -> String {
        positions().bytes(of: range).map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } ?? "no range"
    }

    /// The text with the edits of an answer applied.
    func applying(_ edits: JSON?) -> String {
        let edits = (edits?["changes"]?[uri] ?? edits)?.array ?? []
        let map = positions()
        var bytes = Array(text.utf8)
        let placed = edits.compactMap { edit in map.bytes(of: edit["range"]).map { ($0, edit["newText"]?.string ?? "") }
        }
        for (range, new) in placed.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
            bytes.replaceSubrange(range, with: Array(new.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The labels of inlay hints, by the text of the line before them.
    func hints() -> [(line: String, label: String)] {
        let source = SourceFile(path: "test", text: text)
        return list("inlayHint").map { hint in
            let line = source.text(ofLine: (hint["position"]?["line"]?.integer ?? 0) + 1)
            return (String(line.drop { $0 == " " || $0 == "-" }), hint["label"]?.string ?? "")
        }
    }

    func hover() -> String { ask("hover")["contents"]?["value"]?.string ?? "" }

    private var proposals: [JSON] { Self.list(ask("completion")["items"]) }

    /// The labels of the completions at the cursor.
    func completions() -> [String] { proposals.compactMap { $0["label"]?.string } }

    /// The text after a completion was accepted.
    func completed(_ label: String) -> String? {
        guard let item = proposals.first(where: { $0["label"]?.string == label }),
            let edit = item["textEdit"]
        else { return nil }
        return applying([edit])
    }
}
