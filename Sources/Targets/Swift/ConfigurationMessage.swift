import Basics
import SpecText

/// The messages about a configuration of generated source.
enum ConfigurationMessage {
    private static let keys = ["access", "emit", "names"]

    static func notMapping(_ node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, "the configuration can't be \(node.kindDescription)", at: node.span,
            help: "use `access: public`, `emit: [training]`, or `names:`, each on a separate line")
    }

    static func unknownKey(_ key: String, at span: Span) -> Diagnostic {
        let closest = Suggestion.closest(to: key, among: keys)
        return Diagnostic(
            .unknownKey, "unknown key `\(key)`", at: span,
            help: closest.map { "did you mean `\($0)`?" } ?? "known: \(Suggestion.list(keys, conjunction: "and"))",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func unknownWord(_ node: YAMLNode, _ key: String, known: [String]) -> Diagnostic {
        let text = node.scalar.map { "`\($0.text)`" } ?? node.kindDescription
        let closest = node.scalar.flatMap { Suggestion.closest(to: $0.text, among: known) }
        return Diagnostic(
            .unknownWord, "`\(key)` can't be \(text)", at: node.span,
            help: closest.map { "did you mean `\($0)`?" } ?? "use \(Suggestion.list(known))",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: node.span, with: $0)] } ?? [])
    }

    static func notNames(_ node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, "names can't be \(node.kindDescription)", at: node.span,
            help: "write `SPEC: TypeName`, one line per spec, without `.strata.yaml`")
    }

    static func twice(_ key: String, at span: Span, first: Span?) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "duplicate key `\(key)`", at: span,
            notes: first.map { [Diagnostic.Note("first given here", at: $0)] } ?? [], help: "keep one of the two")
    }

    static func notTypeName(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "`\(name)` can't be the name of a network's type", at: span,
            help: "use a Swift name that isn't taken, such as `\(SwiftText.typeName(name))`",
            fixes: [
                Diagnostic.Fix("write `\(SwiftText.typeName(name))`", replacing: span, with: SwiftText.typeName(name))
            ])
    }
}
