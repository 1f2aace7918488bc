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
            Batch norm uses the mean and variance of each batch as estimates for the data. With two or three samples, \
            they are mostly noise; with a single vector, there is no variance at all. Group norm and layer norm look \
            at one sample at a time.
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
                let norm = facts.linted.places(with: .seesBatch).min(by: { $0.valuesPerChannel < $1.valuesPerChannel })
            else { return [] }
            return [Message.few(batch, norm)]
        })
}

extension LintedNetwork.Place {
    /// The number of values of each channel in a sample.
    fileprivate var valuesPerChannel: Int { layer.input.count / max(1, layer.input.channels) }
}

private enum Message {
    static func few(_ batch: Located<Int>, _ norm: LintedNetwork.Place) -> Diagnostic {
        let values = norm.valuesPerChannel
        return Diagnostic(
            .smallBatchNorm,
            "batch norm computes its mean and variance from only \(batch.value == 1 ? "one sample" : "\(batch.value.grouped) samples")",
            at: batch.span,
            notes: [
                Diagnostic.Note(
                    "\(norm.name) has the fewest values: \(values == 1 ? "one" : values.grouped) per channel and sample",
                    at: norm.span)
            ],
            help: "use a larger batch, or replace it with `group norm` or `layer norm`")
    }
}
