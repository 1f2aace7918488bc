import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Many more parameters than samples.
    static let parametersOverSamples = Rule("parameters-over-samples", .advice, .advice)
}

extension LintRule {
    static let parametersOverSamples = LintRule(
        .parametersOverSamples,
        summary: "The number of parameters is in proportion to the number of samples.",
        reason: """
            A network with many parameters per sample can memorize the samples. Large networks still generalize well \
            if something prevents that: augmentation, dropout, weight decay, or weights trained on other data.
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
            the network has \(parameters.grouped) parameters for the \(samples.grouped) training samples of \(facts.dataName): \
            \((parameters / samples).grouped) per sample
            """,
            at: facts.dataSpan,
            help:
                "if it does well on training data but poorly on other data, make it narrower, or add dropout or weight decay"
        )
    }
}
