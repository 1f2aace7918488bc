import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A batch that the data can't fill.
    static let batchOverData = Rule("batch-over-data", .training, .warning)
}

extension LintRule {
    static let batchOverData = LintRule(
        .batchOverData,
        summary: "A batch is smaller than the data.",
        reason: "With a batch as large as the data there is one step an epoch, and the memory of all samples at once.",
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
            "a batch has \(batch.value.grouped) samples, and \(facts.dataName) has \(samples.grouped) to train on",
            at: batch.span, notes: facts.dataNote, help: "32 to 256 are usual")
    }
}
