import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A softmax that the loss applies again.
    static let softmaxBeforeLoss = Rule("softmax-before-loss", .training, .warning)
}

extension LintRule {
    static let softmaxBeforeLoss = LintRule(
        .softmaxBeforeLoss,
        summary: "A classifier trained with cross-entropy does not end in a softmax.",
        reason: """
            Cross-entropy applies softmax itself, in a form that is accurate for large values. A second softmax \
            flattens the gradients, and the loss stays high even when every prediction is right.
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
            guard facts.loss.applies == .softmax, !facts.isAutoencoder, let last = facts.lastChange,
                last.traits.contains(.givesProbabilities), last.layer.input.channels > 1
            else {
                return []
            }
            return [Message.twice(last)]
        })
}

private enum Message {
    static func twice(_ last: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .softmaxBeforeLoss, "the loss already applies softmax, so \(last.name) applies it a second time",
            at: last.span, help: "remove the softmax: the largest output is the same with or without it")
    }
}
