import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

/// A language server for specs (Language Server Protocol 3.17): messages in, messages out. It reads included files and
/// configuration files, and nothing else from the system.
///
/// A change to a text costs nothing on its own: the text is compiled once, on the next request about it or when no
/// message is waiting (`settle`). So an editor that sends changes faster than the compiler runs gets the answer for its
/// last text.
public final class LanguageServer {
    enum State {
        case new
        case running
        case shutDown
    }

    struct Problem: Error {
        var code: Int
        var message: String

        static func parameters(_ message: String) -> Problem { Problem(code: -32602, message: message) }
    }

    /// The client's capabilities that answers depend on.
    struct Client {
        var encoding = PositionEncoding.utf16
        var pullsDiagnostics = false
        var refreshesDiagnostics = false
        var nestsSymbols = false
        var hoversMarkdown = true
        var watchesFiles = false
    }

    private let version: String
    private(set) var state = State.new
    private(set) var client = Client()
    /// Not nil once the client has sent `exit`: 0 after `shutdown`, otherwise 1.
    public private(set) var exitCode: Int32?

    private var waiting: [JSON] = []
    private var documents: [String: Document] = [:]
    /// Documents whose findings haven't been sent to the client.
    private var unsettled: Set<String> = []
    /// Whether findings have changed without a change of the text, because an include was saved.
    private var othersChanged = false
    private var sentRequests = 0
    /// The problems in configuration files that were sent to the client.
    private var projectProblems: Set<String> = []
    /// The messages to send before anything else.
    private var unsent: [JSON] = []

    public init(version: String) { self.version = version }

    // MARK: Messages

    /// Enqueues an incoming message; `work` answers it.
    package func receive(_ item: MessageFraming.Item) -> [JSON] {
        switch item {
        case .refused(let reason): return [Self.failure(id: .null, Problem(code: -32700, message: reason))]
        case .message(let bytes):
            do throws(JSONProblem) {
                waiting.append(try JSON(reading: bytes, replacesBrokenText: true))
                return []
            } catch {
                let message = "the message isn't valid JSON: byte \(error.position): \(error.message)"
                return [Self.failure(id: .null, Problem(code: -32700, message: message))]
            }
        }
    }

    /// Answers one waiting message. If there is none, sends new findings; nil if there is nothing to do.
    package func work() -> [JSON]? {
        guard exitCode == nil else { return nil }
        if !unsent.isEmpty {
            defer { unsent = [] }
            return unsent
        }
        if !waiting.isEmpty { return handle(waiting.removeFirst()) }
        return unsettled.isEmpty ? nil : settle()
    }

    /// The work for when nobody types: tries the fixes of findings, and sends the results. Nil if there is nothing to
    /// do.
    package func workWhenQuiet() -> [JSON]? {
        guard exitCode == nil, case .running = state,
            let document = documents.values.filter({ $0.isSpec && $0.hasUntriedFixes }).min(by: { $0.uri < $1.uri })
        else { return nil }
        let load = loader(document)
        let before = document.analysis(load).compilation.diagnostics.map(Self.withoutProposals)
        let after = document.analysisWithFixes(load).compilation.diagnostics
        guard before != after else { return [] }
        if client.pullsDiagnostics {
            return client.refreshesDiagnostics ? [request("workspace/diagnostic/refresh")] : []
        }
        return [published(document.uri)]
    }

    private static func withoutProposals(_ finding: Diagnostic) -> Diagnostic {
        var finding = finding
        finding.proposals = []
        return finding
    }

    /// Answers one message. Each request is answered once, and other messages never.
    private func handle(_ message: JSON) -> [JSON] {
        guard message.isObject else {
            return [Self.failure(id: .null, Problem(code: -32600, message: "a message must be an object"))]
        }
        let id = message["id"]
        guard let method = message["method"]?.string else {
            // The answer to a request of ours, which has no effect.
            if id != nil, case .object(let fields) = message,
                fields.contains(where: { $0.0 == "result" || $0.0 == "error" })
            {
                return []
            }
            return [Self.failure(id: Self.identity(id) ?? .null, Problem(code: -32600, message: "missing `method`"))]
        }
        let parameters = message["params"] ?? [:]
        guard let id else {
            notify(method, parameters)
            return []
        }
        guard let id = Self.identity(id) else {
            return [Self.failure(id: .null, Problem(code: -32600, message: "`id` must be a number or a string"))]
        }
        if isCancelled(id) {
            return [Self.failure(id: id, Problem(code: -32800, message: "the request was canceled"))]
        }
        do {
            return [["jsonrpc": "2.0", "id": id, "result": try answer(method, parameters)]]
        } catch {
            return [Self.failure(id: id, error)]
        }
    }

    private static func failure(id: JSON, _ problem: Problem) -> JSON {
        [
            "jsonrpc": "2.0", "id": id,
            "error": ["code": .integer(problem.code), "message": .string(problem.message)],
        ]
    }

    /// Only numbers and strings identify requests.
    private static func identity(_ id: JSON?) -> JSON? {
        switch id {
        case .integer, .string: id
        default: nil
        }
    }

    /// Whether a waiting message cancels a request.
    private func isCancelled(_ id: JSON) -> Bool {
        waiting.contains { $0["method"] == "$/cancelRequest" && $0["params"]?["id"] == id }
    }

    // MARK: Requests

    private func answer(_ method: String, _ parameters: JSON) throws(Problem) -> JSON {
        switch state {
        case .new:
            guard method == "initialize" else {
                throw Problem(code: -32002, message: "`initialize` must be the first request")
            }
            return initialize(parameters)
        case .shutDown: throw Problem(code: -32600, message: "the server was shut down")
        case .running: break
        }
        switch method {
        case "initialize": throw Problem(code: -32600, message: "the server is already running")
        case "shutdown":
            state = .shutDown
            unsettled = []
            return .null
        default:
            guard let request = Request(rawValue: method) else {
                throw Problem(code: -32601, message: "unknown method `\(method.prefix(80))`")
            }
            return try answer(request, parameters)
        }
    }

    private func initialize(_ parameters: JSON) -> JSON {
        let capabilities = parameters["capabilities"]
        let text = capabilities?["textDocument"]
        client.encoding = PositionEncoding.chosen(
            among: capabilities?["general"]?["positionEncodings"]?.array?.compactMap(\.string) ?? [])
        client.pullsDiagnostics = text?["diagnostic"] != nil
        client.refreshesDiagnostics = capabilities?["workspace"]?["diagnostics"]?["refreshSupport"]?.boolean ?? false
        client.nestsSymbols = text?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.boolean ?? false
        let formats = text?["hover"]?["contentFormat"]?.array?.compactMap(\.string) ?? []
        client.hoversMarkdown = formats.isEmpty || formats.contains("markdown")
        client.watchesFiles =
            capabilities?["workspace"]?["didChangeWatchedFiles"]?["dynamicRegistration"]?.boolean ?? false
        state = .running
        return [
            "capabilities": Capabilities.json(client.encoding),
            "serverInfo": ["name": "strata", "version": .string(version)],
        ]
    }

    private func answer(_ request: Request, _ parameters: JSON) throws(Problem) -> JSON {
        guard let uri = parameters["textDocument"]?["uri"]?.string else {
            throw .parameters("missing `textDocument.uri`")
        }
        guard let document = documents[uri] else { throw .parameters("`\(uri.prefix(200))` isn't open") }
        guard document.isSpec else { return request == .diagnostic ? ["kind": "full", "items": []] : .null }
        let load = loader(document)
        let analysis = request == .codeAction ? document.analysisWithFixes(load) : document.analysis(load)
        func offset() throws(Problem) -> Int {
            guard let position = Position(parameters["position"]) else { throw .parameters("invalid `position`") }
            return analysis.positions.offset(of: position)
        }
        func range() throws(Problem) -> Range<Int> {
            guard let range = analysis.positions.bytes(of: parameters["range"]) else {
                throw .parameters("invalid `range`")
            }
            return range
        }
        switch request {
        case .diagnostic: return report(document, analysis, previous: parameters["previousResultId"]?.string)
        case .hover: return analysis.hover(at: try offset(), markdown: client.hoversMarkdown) ?? .null
        case .inlayHint: return analysis.inlayHints(in: try range())
        case .formatting: return analysis.formatting()
        case .rangeFormatting: return analysis.formatting(in: try range())
        case .codeAction:
            let only = parameters["context"]?["only"]?.array?.compactMap(\.string)
            let shown = parameters["context"]?["diagnostics"]?.array ?? []
            return analysis.codeActions(in: try range(), for: shown, only: only, load: load)
        case .completion: return analysis.completion(at: try offset())
        case .signatureHelp: return analysis.signatureHelp(at: try offset()) ?? .null
        case .definition: return analysis.definition(at: try offset(), uriOfSource)
        case .references:
            let includes = parameters["context"]?["includeDeclaration"]?.boolean ?? true
            return analysis.references(at: try offset(), withDefinition: includes)
        case .documentHighlight: return analysis.highlights(at: try offset())
        case .prepareRename: return analysis.prepareRename(at: try offset()) ?? .null
        case .rename:
            guard let name = parameters["newName"]?.string else { throw .parameters("missing `newName`") }
            return try analysis.rename(at: try offset(), to: name, load: load)
        case .documentSymbol: return analysis.documentSymbols(nested: client.nestsSymbols)
        case .foldingRange: return analysis.foldingRanges()
        case .semanticTokens: return analysis.semanticTokens()
        case .codeLens: return analysis.codeLenses()
        }
    }

    // MARK: Notifications

    private func notify(_ method: String, _ parameters: JSON) {
        if method == "exit" {
            if case .shutDown = state { exitCode = 0 } else { exitCode = 1 }
            return
        }
        guard case .running = state else { return }
        let uri = parameters["textDocument"]?["uri"]?.string
        switch method {
        case "initialized" where client.watchesFiles:
            // To notice changes to includes and configuration files outside of the editor.
            unsent.append(
                request(
                    "client/registerCapability",
                    [
                        "registrations": [
                            [
                                "id": "watch", "method": "workspace/didChangeWatchedFiles",
                                "registerOptions": [
                                    "watchers": [
                                        ["globPattern": "**/*.yaml"],
                                        ["globPattern": .string("**/\(ProjectFile.name)")],
                                    ]
                                ],
                            ]
                        ]
                    ]))
        case "textDocument/didOpen":
            guard let uri, let text = parameters["textDocument"]?["text"]?.string else { return }
            documents[uri] = Document(
                uri: uri, language: parameters["textDocument"]?["languageId"]?.string, text: text,
                version: parameters["textDocument"]?["version"]?.integer, encoding: client.encoding)
            readProjects()
            changed(uri)
        case "textDocument/didChange":
            guard let uri, let document = documents[uri], let changes = parameters["contentChanges"]?.array else {
                return
            }
            document.change(changes, version: parameters["textDocument"]?["version"]?.integer)
            changed(uri)
        case "textDocument/didClose":
            guard let uri, documents.removeValue(forKey: uri) != nil else { return }
            changed(uri)
        case "textDocument/didSave", "workspace/didChangeWatchedFiles":
            for (uri, document) in documents where document.hasIncludes {
                document.invalidate()
                unsettled.insert(uri)
                othersChanged = true
            }
            readProjects()
        default: break
        }
    }

    /// A text has changed: it and the texts that include it are compiled again.
    private func changed(_ uri: String) {
        unsettled.insert(uri)
        guard let path = DocumentURI.path(of: uri).flatMap(File.absolutePath) else { return }
        for (other, document) in documents where other != uri {
            guard document.includes(path, resolve: File.absolutePath) else { continue }
            document.invalidate()
            unsettled.insert(other)
            othersChanged = true
        }
    }

    /// Reads the configuration files of the open specs. An error in one is reported once, and until it is fixed, all
    /// findings are shown.
    private func readProjects() {
        var problems: Set<String> = []
        for (uri, document) in documents where document.isSpec {
            var project: ProjectFile?
            do {
                project = try document.path.flatMap { try ProjectFile.find(above: $0) }
            } catch Failure.work(let problem) {
                problems.insert(problem)
            } catch Failure.mistake(let place, let problem) {
                problems.insert("\(place): \(problem)")
            } catch {}
            if document.join(project) {
                unsettled.insert(uri)
                othersChanged = true
            }
        }
        for problem in problems.subtracting(projectProblems).sorted() {
            unsent.append([
                "jsonrpc": "2.0", "method": "window/showMessage", "params": ["type": 2, "message": .string(problem)],
            ])
        }
        projectProblems = problems
    }

    // MARK: Findings

    /// Sends the findings in changed documents, unless the client requests them itself.
    private func settle() -> [JSON] {
        let uris = unsettled.sorted()
        unsettled = []
        if client.pullsDiagnostics {
            // The client requests findings for the text that it changes; for others, it needs a notification.
            defer { othersChanged = false }
            guard client.refreshesDiagnostics, othersChanged else { return [] }
            return [request("workspace/diagnostic/refresh")]
        }
        return uris.map(published)
    }

    private func published(_ uri: String) -> JSON {
        let document = documents[uri]
        let findings =
            document.map { document in
                document.isSpec ? document.analysis(loader(document)).diagnostics(uriOfSource: uriOfSource) : []
            } ?? []
        return [
            "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics",
            "params": .fields([
                "uri": .string(uri), "version": document?.version.map { .integer($0) },
                "diagnostics": .array(findings),
            ]),
        ]
    }

    /// A request of ours, whose answer has no effect.
    private func request(_ method: String, _ parameters: JSON? = nil) -> JSON {
        sentRequests += 1
        return .fields([
            "jsonrpc": "2.0", "id": .string("strata-\(sentRequests)"), "method": .string(method),
            "params": parameters,
        ])
    }

    private func report(_ document: Document, _ analysis: Analysis, previous: String?) -> JSON {
        let items = JSON.array(analysis.diagnostics(uriOfSource: uriOfSource))
        let id = Fingerprint.text(of: items.bytes)
        if id == previous { return ["kind": "unchanged", "resultId": .string(id)] }
        return ["kind": "full", "resultId": .string(id), "items": items]
    }

    // MARK: Files

    /// Reads includes: the text of an open document takes precedence over the file on disk.
    private func loader(_ document: Document) -> SpecCompiler.Loader {
        guard let path = document.path else {
            return { _ in .problem("can't be found, because this text isn't saved to a file yet") }
        }
        return SpecFiles.includes(of: path) { [documents] absolute in
            documents.values.first { $0.path.flatMap(File.absolutePath) == absolute }?.source
        }
    }

    private func uriOfSource(_ path: String) -> String? {
        guard let absolute = File.absolutePath(path) else { return nil }
        return documents.first { $0.value.path.flatMap(File.absolutePath) == absolute }?.key
            ?? PercentEncoding.fileAddress(absolute)
    }
}
