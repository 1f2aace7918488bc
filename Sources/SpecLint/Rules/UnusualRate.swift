import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A learning rate far from what the optimizer usually gets.
    static let unusualRate = Rule("unusual-rate", .training, .advice)
}

extension LintRule {
    static let unusualRate = LintRule(
        .unusualRate,
        summary: "The learning rate is in the usual range for its optimizer.",
        reason: """
            The learning rate matters more than any other setting. AdamW's steps are about as long as the rate, so \
            1e-4 to 1e-2 is common; plain gradients are small, so SGD uses 1e-3 to 1. Far outside these ranges, the \
            loss jumps or doesn't move.
            """,
        source:
            "Bengio, Practical recommendations for gradient-based training of deep architectures, 2012, section 3.1",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              optimizer: adamw, rate 0.5
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              optimizer: adamw, rate 1e-3
            """,
        training: { facts in
            guard let optimizer = facts.section.optimizer else { return [] }
            let (rate, usual) = (optimizer.choice.rate, optimizer.definition.usualRates)
            return usual.range ~= rate ? [] : [Message.unusual(optimizer, rate, usual)]
        })
}

private enum Message {
    static func unusual(_ optimizer: Chosen<Optimizer>, _ rate: Double, _ usual: UsualValues) -> Diagnostic {
        let isHigh = rate > usual.range.upperBound
        return Diagnostic(
            .unusualRate,
            "a rate of \(rate.concise) is \(isHigh ? "high" : "low") for \(optimizer.key): \(usual.words) is common",
            at: optimizer.span(of: "rate"),
            help: isHigh
                ? "if the loss jumps or becomes NaN, divide it by ten"
                : "if the loss barely changes, multiply it by ten")
    }
}
