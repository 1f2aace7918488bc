import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A layer that passes its input through unchanged.
    static let uselessLayer = Rule("useless-layer", .structure, .warning)
}

extension LintRule {
    static let uselessLayer = LintRule(
        .uselessLayer,
        summary: "Every layer has an effect.",
        reason: """
            A dropout of 0, an upsampling by 1, a 1x1 pooling, or a border of zero pixels passes its input through \
            unchanged: a value is mistyped, or the line is left over.
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
    /// Why it has no effect.
    fileprivate var idleness: String? {
        // A value computed from the parameters of a block may matter for other uses.
        guard arguments.expressions.isEmpty else { return nil }
        return layer.layer.definition.idleness(arguments.call, (layer.input, layer.output))
    }
}

private enum Message {
    static func nothing(_ place: LintedNetwork.Place, _ reason: String) -> Diagnostic {
        Diagnostic(
            .uselessLayer, "\(place.name) has no effect: \(reason)", at: place.span,
            help: "remove the line, or use another value")
    }
}
