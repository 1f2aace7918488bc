import NetworkTerms
import SpecLanguage
import SpecText

/// A name that is joined with, and that no layer above has.
struct UnknownName: Sendable {
    let name: Located<String>
    /// The known name that is most like it.
    let closest: String?
    /// Where a layer of this name is written: further down, or in a list whose names can't be reached from outside.
    let later: Span?
    /// The node that would come next.
    let node: Int
    let scope: Int
}

extension UnknownName {
    private static let unreachable =
        "what stands inside a block or a repeat can't be reached from outside: name the whole, and join with that"

    var finding: Diagnostic {
        Diagnostic(
            .unknownName, "no layer above is named `\(name.value)`", at: name.span,
            notes: later.map { [Diagnostic.Note("a layer of this name stands here", at: $0)] } ?? [], help: help,
            fixes: suggestion.map { [Diagnostic.Fix("write `\($0)`", replacing: name.span, with: $0)] } ?? [],
            // Which layer a join means only a person knows.
            leavesChoice: true)
    }

    private var isInput: Bool { name.value == "input" }

    /// The name that may be meant, where none of this name is written elsewhere.
    private var suggestion: String? { isInput || later != nil ? nil : closest }

    private var help: String {
        if let later {
            return later.file == name.span.file && later.start > name.span.start
                ? "a join takes what stands above it: move it below that layer" : Self.unreachable
        }
        if isInput {
            return "the network's own input has no name: write `branches` with an empty list, `[]`, which passes it on"
        }
        if let suggestion { return "did you mean `\(suggestion)`?" }
        return name.value.contains(".") ? Self.unreachable : "give the layer that is meant a name: `, as \(name.value)`"
    }
}
