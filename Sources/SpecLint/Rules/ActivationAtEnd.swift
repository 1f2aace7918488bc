import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An activation on the output of a classifier.
    static let activationAtEnd = Rule("activation-at-end", .training, .warning)
}

extension LintRule {
    static let activationAtEnd = LintRule(
        .activationAtEnd,
        summary: "The last layer of a classifier has no activation.",
        reason: """
            Cross-entropy compares unbounded scores. A relu sets every negative score to zero, where it gets no \
            gradient; a sigmoid or tanh squeezes the scores so close together that the loss can't fall.
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
            "the \(word) of \(last.name) restricts the scores that the network can give its classes",
            at: last.layer.layer.writtenSpan("activation") ?? last.span,
            help: "remove the \(word): the loss expects the values before it"
        )
    }
}
