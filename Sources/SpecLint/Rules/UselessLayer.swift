import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A layer that hands on what it gets.
    static let uselessLayer = Rule("useless-layer", .structure, .warning)
}

extension LintRule {
    static let uselessLayer = LintRule(
        .uselessLayer,
        summary: "Every layer does something.",
        reason: """
            A dropout of 0, an upsampling by 1, a pooling of 1x1 or a frame of no pixels hand on what they get: a value was \
            mistyped, or the line is left over.
            """,
        source: "the layers' own definitions, docs/layers",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - dropout 0
            head:
              - fc 10
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - dropout 0.2
            head:
              - fc 10
            """,
        check: { linted in
            linted.places.compactMap { place in place.idleness.map { Message.nothing(place, $0) } }
        })
}

extension LintedNetwork.Place {
    /// Why it does nothing.
    fileprivate var idleness: String? {
        // What a block works out from its parameters does something elsewhere.
        guard arguments.expressions.isEmpty else { return nil }
        return layer.layer.definition.idleness(arguments.call, (layer.input, layer.output))
    }
}

private enum Message {
    static func nothing(_ place: LintedNetwork.Place, _ reason: String) -> Diagnostic {
        Diagnostic(
            .uselessLayer, "\(place.name) hands on what it gets: \(reason)", at: place.span,
            help: "remove the line, or write another value")
    }
}
