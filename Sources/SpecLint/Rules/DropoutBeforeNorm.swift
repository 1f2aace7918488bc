import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Dropout right before a batch norm.
    static let dropoutBeforeNorm = Rule("dropout-before-norm", .training, .warning)
}

extension LintRule {
    static let dropoutBeforeNorm = LintRule(
        .dropoutBeforeNorm,
        summary: "No dropout stands right before a batch norm.",
        reason: """
            Dropout changes the variance of what passes in training, and does nothing afterwards. The norm keeps the \
            variance of the training, which is another one than it then meets: the network gets worse the moment it is used.
            """,
        source: "Li, Chen, Hu and Yang, Understanding the disharmony between dropout and batch normalization, 2019",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - dropout 0.3
              - batch norm
            head:
              - fc 10
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, no bias
              - batch norm
              - relu
              - dropout 0.3
            head:
              - fc 10
            """,
        check: { linted in
            linted.pairs.compactMap { first, second in
                first.layer.layer.definition === LayerDefinition.dropout && second.traits.contains(.seesBatch)
                    ? Message.shifts(first, second) : nil
            }
        })
}

private enum Message {
    static func shifts(_ dropout: LintedNetwork.Place, _ norm: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .dropoutBeforeNorm,
            "\(dropout.name) stands right before \(norm.name), which learns a variance that is gone after training",
            at: dropout.span, notes: [Diagnostic.Note("the batch norm stands here", at: norm.span)],
            help: "move the dropout behind the last batch norm, or leave it out")
    }
}
