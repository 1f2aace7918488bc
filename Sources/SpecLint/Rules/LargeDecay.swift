import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Weight decay that outweighs the learning.
    static let largeDecay = Rule("large-decay", .training, .advice)
}

extension LintRule {
    static let largeDecay = LintRule(
        .largeDecay,
        summary: "Weight decay shrinks the weights slowly.",
        reason: """
            Plain SGD adds the decay to the gradient, where 1e-5 to 1e-3 is common. AdamW removes rate * decay of \
            every weight in each step, where 0.001 to 0.3 is common. With much more, weights shrink to zero faster \
            than they can learn.
            """,
        source: "Loshchilov and Hutter, Decoupled weight decay regularization, 2019",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              optimizer: sgd, rate 0.1, decay 0.5
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              optimizer: sgd, rate 0.1, decay 5e-4
            """,
        training: { facts in
            guard let optimizer = facts.section.optimizer, let decay = optimizer.arguments.decimal("decay"),
                let usual = optimizer.definition.usualDecays, decay > usual.range.upperBound
            else { return [] }
            return [Message.large(optimizer, decay, usual)]
        })
}

private enum Message {
    static func large(_ optimizer: Chosen<Optimizer>, _ decay: Double, _ usual: UsualValues) -> Diagnostic {
        Diagnostic(
            .largeDecay,
            "a decay of \(decay.concise) shrinks the weights faster than they can learn; \(usual.words) is common for \(optimizer.key)",
            at: optimizer.span(of: "decay"), help: "use a smaller decay")
    }
}
