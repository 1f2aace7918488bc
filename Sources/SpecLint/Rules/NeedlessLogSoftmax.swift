import NetworkTerms
import SizeInference
import SpecLanguage
import SpecText

extension Rule {
    /// A log softmax that the loss computes again.
    static let needlessLogSoftmax = Rule("needless-log-softmax", .training, .advice)
}

extension LintRule {
    static let needlessLogSoftmax = LintRule(
        .needlessLogSoftmax,
        summary: "A classifier trained with cross-entropy does not end in a log softmax.",
        reason: """
            Cross-entropy computes the log softmax of the outputs itself. Computing it twice changes nothing: the \
            logarithms of probabilities are their own log softmax. It only takes time, in training and afterwards.
            """,
        source:
            "PyTorch's documentation of CrossEntropyLoss: equivalent to LogSoftmax on the input, followed by NLLLoss",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
              - log softmax
            train:
              data: fashion-mnist
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
              - log softmax
            train:
              data: fashion-mnist
              loss: negative log likelihood
            """,
        training: { facts in
            guard facts.loss.applies == .softmax, let last = facts.lastChange,
                last.traits.contains(.givesLogProbabilities), last.layer.input.channels > 1
            else { return [] }
            return [Message.needless(last, facts.loss)]
        })
}

private enum Message {
    static func needless(_ last: LintedNetwork.Place, _ loss: LossDefinition) -> Diagnostic {
        Diagnostic(
            .needlessLogSoftmax, "\(loss.syntax.title) computes the log softmax itself, so \(last.name) has no effect",
            at: last.span,
            help: "remove it, or write `loss: \(LossDefinition.negativeLogLikelihood.syntax.key)`, which needs it")
    }
}
