import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Two weighted sums in a row, which are one.
    static let linearStack = Rule("linear-stack", .training, .warning)
}

extension LintRule {
    static let linearStack = LintRule(
        .linearStack,
        summary: "Between two fully connected or convolutional layers stands something that is not linear.",
        reason: """
            A weighted sum of weighted sums is a weighted sum: two such layers in a row can do nothing that one can't, and \
            cost twice. A first layer that is narrower than what stands around it is let be: it saves parameters on purpose.
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
    /// Whether its filters don't see all channels: what it can do is less than what the next one could.
    fileprivate var isGrouped: Bool { arguments["groups"].map { $0 != .integer(1) } ?? false }
}

private enum Message {
    static func collapse(_ first: LintedNetwork.Place, _ second: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .linearStack,
            "\(first.name) and \(second.name) have no activation between them: together they can do no more than one of them",
            at: first.span, notes: [Diagnostic.Note("the second one stands here", at: second.span)],
            help: "write an activation such as `relu` behind the first",
            // Which one is meant only a person knows.
            proposals: first.span == second.span
                ? [] : ["relu", "gelu"].map { first.layer.layer.adding($0, longhand: "activation: \($0)") })
    }
}
