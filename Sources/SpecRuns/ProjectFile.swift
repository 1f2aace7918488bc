import Basics
import OperatingSystem
import SpecCompiler

/// `.strata.yml`: a project's configuration of the findings that are reported. It is in the folder of a spec or above.
///
///     severity: warning
///     ignore: [large-kernel, cost]
///     budget: {parameters: 100k}
package struct ProjectFile: Equatable, Sendable {
    package static let name = ".strata.yml"

    package var path: String
    package var selection = RuleSelection()
    /// The limits on the cost of networks whose specs don't set their own.
    package var budget: ProjectBudget?

    /// The nearest one above a spec.
    ///
    /// - Parameter root: the last folder to look in; the root of the file system if nil.
    package static func find(above spec: String, within root: String? = nil) throws -> ProjectFile? {
        try path(above: spec, within: root).map(read)
    }

    /// The path of the nearest one above a spec, relative to the same folder as the spec's path.
    package static func path(above spec: String, within root: String? = nil) -> String? {
        let last = root.map { File.absolutePath($0) ?? $0 } ?? "/"
        let folder = Path.folder(of: spec)
        guard var absolute = File.absolutePath(folder.isEmpty ? "." : folder) else { return nil }
        while absolute == last || absolute.hasPrefix(Path.join(last, "")) {
            let path = Path.join(absolute, name)
            if File.kind(path) != nil {
                if spec.hasPrefix("/") { return path }
                let seen = SpecFiles.folder(of: path, seenFrom: "./\(name)")
                return seen == "/" ? path : Path.join(seen, name)
            }
            guard absolute != "/" else { return nil }
            absolute = Path.folder(of: absolute)
        }
        return nil
    }

    private static let keys = ["select", "ignore", "severity", StructureWord.budget.key]

    private static func read(_ path: String) throws -> ProjectFile {
        let source = try SpecFiles.read(path)
        func problem(_ message: String, at span: Span) -> Failure {
            let place = source.position(at: span.start)
            return .mistake(at: "\(path):\(place.line):\(place.column)", message)
        }
        let (document, findings) = YAMLParser.parse(source)
        if let finding = findings.first { throw problem(finding.message, at: finding.span) }
        var file = ProjectFile(path: path)
        guard let root = document.root, root.scalar?.isEmpty != true else { return file }
        guard case .mapping(let pairs) = root.content else {
            throw problem(
                "the configuration can't be \(root.kindDescription); add keys such as `severity: warning`",
                at: root.span)
        }
        for pair in pairs {
            let key = pair.key.scalar?.text ?? ""
            switch key {
            case "select", "ignore":
                let nodes: [YAMLNode] =
                    if case .sequence(let items) = pair.value.content { items } else { [pair.value] }
                var rules: Set<Rule> = []
                for node in nodes {
                    guard let scalar = node.scalar else {
                        throw problem("`\(key)` expects names of rules, not \(node.kindDescription)", at: node.span)
                    }
                    do {
                        rules.formUnion(try RuleSelection.rules(RuleSelection.names(scalar.text)))
                    } catch {
                        throw problem(error.message, at: node.span)
                    }
                }
                if key == "select" { file.selection.selected = rules } else { file.selection.ignored = rules }
            case "severity":
                guard let severity = pair.value.scalar.flatMap({ Severity(rawValue: $0.text) }) else {
                    throw problem(
                        "`severity` must be \(Suggestion.list(Severity.allCases.map(\.rawValue)))",
                        at: pair.value.span)
                }
                file.selection.severity = severity
            case StructureWord.budget.key:
                let (budget, findings) = ProjectBudget.read(pair.value, in: source)
                if let finding = findings.first {
                    throw problem(finding.message + (finding.guidance.map { "; \($0)" } ?? ""), at: finding.span)
                }
                file.budget = budget
            default:
                let closest = Suggestion.closest(to: key, among: keys).map { "did you mean `\($0)`?" }
                throw problem(
                    "unknown key `\(key)`; \(closest ?? "known: \(Suggestion.list(keys, conjunction: "and"))")",
                    at: pair.key.span)
            }
        }
        return file
    }
}
