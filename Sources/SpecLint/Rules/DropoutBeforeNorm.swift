import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Dropout directly before a batch norm.
    static let dropoutBeforeNorm = Rule("dropout-before-norm", .training, .warning)
}

extension LintRule {
    static let dropoutBeforeNorm = LintRule(
        .dropoutBeforeNorm,
        summary: "Dropout is not directly before a batch norm.",
        reason: """
            Dropout changes the variance of its output during training but not afterwards. Batch norm keeps the \
            variance seen during training, which doesn't match what it sees later, so the network gets worse as soon \
            as it is used.
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
            "\(dropout.name) comes directly before \(norm.name), which then learns a variance that only training has",
            at: dropout.span, notes: [Diagnostic.Note("the batch norm is here", at: norm.span)],
            help: "move the dropout after the last batch norm, or remove it")
    }
}
