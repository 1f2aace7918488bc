import NetworkTerms
import SpecText

/// What a training section chooses of one kind, such as its optimizer, as it is written.
public struct Chosen<Choice: TrainingChoice>: Sendable {
    /// What the catalog knows of it.
    public let definition: Choice.Definition
    /// The values of its parameters, with their places.
    public let arguments: Arguments
    public let span: Span

    /// What is chosen, without places.
    public var choice: Choice { Choice(definition: definition, call: arguments.call) }

    /// The key in a spec: `adamw`.
    public var key: String { arguments.syntax.key }

    /// Where a parameter is written, or else the whole.
    public func span(of parameter: String) -> Span { arguments.span(of: parameter) ?? span }
}
