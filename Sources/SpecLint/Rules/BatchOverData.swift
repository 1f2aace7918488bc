import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A batch with more samples than the data.
    static let batchOverData = Rule("batch-over-data", .training, .warning)
}

extension LintRule {
    static let batchOverData = LintRule(
        .batchOverData,
        summary: "The batch is smaller than the training data.",
        reason: """
            With a batch as large as the data, an epoch is a single step, and all samples are in memory at once.
            """,
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 8.1.3",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              batch: 100000
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              batch: 128
            """,
        training: { facts in
            guard let samples = facts.samples, let batch = facts.section.batch, batch.value > samples else { return [] }
            return [Message.larger(batch, facts, samples)]
        })
}

private enum Message {
    static func larger(_ batch: Located<Int>, _ facts: TrainingFacts, _ samples: Int) -> Diagnostic {
        Diagnostic(
            .batchOverData,
            "a batch of \(batch.value.grouped) is larger than the \(samples.grouped) training samples of \(facts.dataName)",
            at: batch.span, notes: facts.dataNote, help: "batches of 32 to 256 samples are common")
    }
}
