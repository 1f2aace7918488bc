import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Many more numbers to learn than samples to learn from.
    static let parametersOverSamples = Rule("parameters-over-samples", .advice, .advice)
}

extension LintRule {
    static let parametersOverSamples = LintRule(
        .parametersOverSamples,
        summary: "There are not many times more parameters than samples.",
        reason: """
            A network with many parameters for each sample can learn the samples by heart. Large networks do well all the \
            same where something keeps them from it: augmentation, dropout, weight decay, weights learnt on other data.
            """,
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 5.2",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 64, /2, pad 1, relu
              - 3x3 conv, 256, /2, pad 1, relu
              - 3x3 conv, 512, /2, pad 1, relu
            head:
              - global max pool
              - fc 10
            train:
              data: fashion-mnist
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 16, /2, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
              - 3x3 conv, 64, /2, pad 1, relu
            head:
              - global max pool
              - fc 10
            train:
              data: fashion-mnist
            """,
        training: { facts in
            let parameters = facts.network.total.parameters
            guard let samples = facts.samples, parameters / 10 > samples else { return [] }
            return [Message.many(parameters, samples, facts)]
        })
}

private enum Message {
    static func many(_ parameters: Int, _ samples: Int, _ facts: TrainingFacts) -> Diagnostic {
        Diagnostic(
            .parametersOverSamples,
            """
            the network has \(parameters.grouped) parameters, and \(facts.dataName) \(samples.grouped) samples to train on: \
            \((parameters / samples).grouped) for each
            """,
            at: facts.dataSpan,
            help:
                "where it does well on what it was trained on and badly on the rest, make it narrower, or add dropout or decay"
        )
    }
}
