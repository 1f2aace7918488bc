import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A softmax that the loss takes again.
    static let softmaxBeforeLoss = Rule("softmax-before-loss", .training, .warning)
}

extension LintRule {
    static let softmaxBeforeLoss = LintRule(
        .softmaxBeforeLoss,
        summary: "A classifier that is trained with cross-entropy does not end in a softmax.",
        reason: """
            Cross-entropy takes the softmax itself, in a form that is exact for large values. A second one flattens the \
            gradients: the loss stays high even where every answer is right.
            """,
        source: "PyTorch's documentation of CrossEntropyLoss: the input is expected to hold unnormalized logits",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
              - softmax
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
            guard facts.loss.applies == .softmax, let last = facts.linted.last,
                last.traits.contains(.givesProbabilities)
            else {
                return []
            }
            return [Message.twice(last)]
        })
}

private enum Message {
    static func twice(_ last: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .softmaxBeforeLoss, "the loss takes a softmax itself, so that with \(last.name) here are two",
            at: last.span, help: "remove the softmax: the largest value is the answer with or without it")
    }
}
