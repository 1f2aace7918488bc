import NetworkTerms
import SpecLanguage
import SpecText

/// A name that a join or head uses, but no layer above has.
struct UnknownName: Sendable {
    let name: Located<String>
    /// The most similar known name.
    let closest: String?
    /// The place of a layer with this name: further down, or in a list whose names can't be used outside of it.
    let later: Span?
    /// The number of the next node.
    let node: Int
    let scope: Int
}

extension UnknownName {
    private static let unreachable =
        "layers in a block or a repeat can't be used outside of it: name the block or repeat, and join with that"

    var finding: Diagnostic {
        Diagnostic(
            .unknownName, "no layer above is named `\(name.value)`", at: name.span,
            notes: later.map { [Diagnostic.Note("a layer with this name is here", at: $0)] } ?? [], help: help,
            fixes: suggestion.map { [Diagnostic.Fix("change it to `\($0)`", replacing: name.span, with: $0)] } ?? [],
            // Only a person knows which layer the join is meant to use.
            leavesChoice: true)
    }

    private var isInput: Bool { name.value == "input" }

    /// The name that was probably meant, if no layer elsewhere has this one.
    private var suggestion: String? { isInput || later != nil ? nil : closest }

    private var help: String {
        if let later {
            return later.file == name.span.file && later.start > name.span.start
                ? "a join can only use layers above it: move it below that layer" : Self.unreachable
        }
        if isInput {
            return "the network's input has no name: use `branches` with an empty list, `[]`, which passes it through"
        }
        if let suggestion { return "did you mean `\(suggestion)`?" }
        return name.value.contains(".") ? Self.unreachable : "name the layer: add `, as \(name.value)` to its line"
    }
}
