import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Batch norm over too few samples.
    static let smallBatchNorm = Rule("small-batch-norm", .training, .warning)
}

extension LintRule {
    static let smallBatchNorm = LintRule(
        .smallBatchNorm,
        summary: "Batch norm sees at least four samples at once.",
        reason: """
            It takes the mean and the variance of each batch for those of the data. Of two or three samples they are mostly \
            noise, and of one sample's vector there is no variance at all. Group and layer norm look at one sample only.
            """,
        source: "Wu and He, Group normalization, 2018, section 1",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, no bias
              - batch norm
              - relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              batch: 2
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, no bias
              - batch norm
              - relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              batch: 32
            """,
        training: { facts in
            guard let batch = facts.section.batch, batch.value < 4,
                let norm = facts.linted.places(with: .seesBatch).first
            else { return [] }
            return [Message.few(batch, norm)]
        })
}

private enum Message {
    static func few(_ batch: Located<Int>, _ norm: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .smallBatchNorm,
            "batch norm takes its mean and variance from \(batch.value == 1 ? "one sample" : "\(batch.value.grouped) samples") at a time",
            at: batch.span, notes: [Diagnostic.Note("the first batch norm is \(norm.name)", at: norm.span)],
            help: "write a larger batch, or `group norm` or `layer norm` in its place")
    }
}
