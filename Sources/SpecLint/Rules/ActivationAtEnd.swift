import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A classifier whose answers went through an activation.
    static let activationAtEnd = Rule("activation-at-end", .training, .warning)
}

extension LintRule {
    static let activationAtEnd = LintRule(
        .activationAtEnd,
        summary: "The last layer of a classifier has no activation.",
        reason: """
            Cross-entropy compares numbers that may be as small or large as they like. A relu cuts all below zero, and what \
            it cuts gets no gradient; a sigmoid or tanh keeps the numbers so near to each other that the loss can't fall.
            """,
        source: "PyTorch's documentation of CrossEntropyLoss: the input is expected to hold unnormalized logits",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10, relu
            train:
              data: fashion-mnist
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
            """,
        training: { facts in
            guard facts.loss.applies != .none, let last = facts.linted.last, let word = last.activationName
            else { return [] }
            return [Message.limits(last, word)]
        })
}

private enum Message {
    static func limits(_ last: LintedNetwork.Place, _ word: String) -> Diagnostic {
        Diagnostic(
            .activationAtEnd,
            "\(last.name) answers for the classes, and its \(word) limits what it can say of them",
            at: last.layer.layer.writtenSpan("activation") ?? last.span,
            help: "leave the \(word) out: the loss wants the numbers before it"
        )
    }
}
