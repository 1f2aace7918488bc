import NetworkTerms
import SpecText

/// A choice of a training section, such as its optimizer, as written.
public struct Chosen<Choice: TrainingChoice>: Sendable {
    /// The catalog's definition of it.
    public let definition: Choice.Definition
    /// The values of its parameters, with their spans.
    public let arguments: Arguments
    public let span: Span

    /// The choice, without spans.
    public var choice: Choice { Choice(definition: definition, call: arguments.call) }

    /// The key in a spec: `adamw`.
    public var key: String { arguments.syntax.key }

    /// The span of a parameter, or of the whole choice if the parameter isn't written.
    public func span(of parameter: String) -> Span { arguments.span(of: parameter) ?? span }
}
