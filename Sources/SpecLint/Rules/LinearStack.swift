import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Two consecutive weighted sums, which amount to one.
    static let linearStack = Rule("linear-stack", .training, .warning)
}

extension LintRule {
    static let linearStack = LintRule(
        .linearStack,
        summary: "Fully connected or convolutional layers have something nonlinear between them.",
        reason: """
            A weighted sum of weighted sums is a weighted sum: two such layers in a row can do nothing that one can't, \
            at twice the cost. A first layer that is narrower than its neighbors isn't reported, because it saves \
            parameters on purpose.
            """,
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.1",
        example: """
            input: 8x8x4
            body:
              - 3x3 conv, 16, relu
            head:
              - fc 64
              - fc 10
            """,
        better: """
            input: 8x8x4
            body:
              - 3x3 conv, 16, relu
            head:
              - fc 64, relu
              - fc 10
            """,
        check: { linted in
            linted.places.compactMap { first in
                guard first.isWeighted, first.activation == nil,
                    let second = linted.next(first, passing: [.dropsValues, .movesValues]),
                    second.kind == first.kind,
                    !first.isGrouped, !second.isGrouped,
                    first.layer.output.count
                        >= min(first.layer.input.count, second.layer.output.count)
                else { return nil }
                return Message.collapse(first, second)
            }
        })
}

extension LintedNetwork.Place {
    /// Whether its filters don't see all channels, so that it can do less than the next layer, or have kernels in common,
    /// so that two can do more than one.
    fileprivate var isGrouped: Bool {
        arguments["groups"].map { $0 != .integer(1) }
            ?? (layer.layer.definition === LayerDefinition.separableConvolution)
    }
}

private enum Message {
    static func collapse(_ first: LintedNetwork.Place, _ second: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .linearStack,
            "\(first.name) and \(second.name) have no activation between them, so together they can do no more than one layer",
            at: first.span, notes: [Diagnostic.Note("the second layer is here", at: second.span)],
            help: "add an activation such as `relu` to the first",
            // Only the author knows which one is intended.
            proposals: first.span == second.span
                ? [] : ["relu", "gelu"].map { first.layer.layer.adding($0, longhand: "activation: \($0)") })
    }
}
