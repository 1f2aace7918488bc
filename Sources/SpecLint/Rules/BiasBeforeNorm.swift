import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A bias that the following batch norm cancels.
    static let biasBeforeNorm = Rule("bias-before-norm", .training, .warning)
}

extension LintRule {
    static let biasBeforeNorm = LintRule(
        .biasBeforeNorm,
        summary: "A layer directly before a batch norm has no bias.",
        reason: """
            Batch norm subtracts the mean of each channel, and with it any constant that the previous layer added. \
            Such a bias is stored and trained but has no effect; batch norm has its own offset.
            """,
        source: "Ioffe and Szegedy, Batch normalization, 2015, section 3.2",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1
              - batch norm
              - relu
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, no bias
              - batch norm
              - relu
            """,
        check: { linted in
            linted.pairs.compactMap { first, second in
                guard second.traits.contains(.seesBatch), first.isWeighted, first.activation == nil,
                    first.arguments.boolean("bias") == true
                else { return nil }
                return Message.useless(first, second)
            }
        })
}

private enum Message {
    static func useless(_ layer: LintedNetwork.Place, _ norm: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .biasBeforeNorm,
            "\(layer.name) adds a bias to each of its \(layer.layer.output.channels) channels, and \(norm.name) cancels it",
            at: layer.span, notes: [Diagnostic.Note("the batch norm is here", at: norm.span)],
            help: "add `no bias`",
            proposals: !layer.arguments.isWritten("bias")
                ? [layer.layer.layer.adding("no bias", longhand: "bias: false")] : [])
    }
}
