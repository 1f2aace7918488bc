import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An activation on the output that keeps it from reaching its targets.
    static let activationAtEnd = Rule("activation-at-end", .training, .warning)
}

extension LintRule {
    static let activationAtEnd = LintRule(
        .activationAtEnd,
        summary: "No activation keeps the network's output from its targets.",
        reason: """
            Cross-entropy and binary cross-entropy compare unbounded scores and apply softmax or a sigmoid themselves. \
            A relu sets every negative score to zero, where it gets no gradient; a sigmoid or tanh squeezes the scores \
            so close together that the loss can't fall. Mean squared error compares with the numbers of a table, \
            which are standardized, or with pixels scaled to a mean of about 0: many are negative, which a relu or a \
            sigmoid never outputs.
            """,
        source:
            "PyTorch's documentation of CrossEntropyLoss and BCEWithLogitsLoss, which expect unnormalized logits",
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
            // An autoencoder whose loss compares classes needs another loss first.
            guard let last = facts.lastChange, !facts.isAutoencoder || facts.loss.compares != .classes else {
                return []
            }
            if facts.isAutoencoder, last.traits.contains(.givesProbabilities), last.layer.input.channels > 1 {
                return [Message.addsUpToOne(last)]
            }
            guard let activation = last.activation, let word = last.activationName else { return [] }
            switch facts.loss.applies {
            case .softmax: return [Message.limits(last, word)]
            case .sigmoid where activation == .sigmoid: return [Message.twice(last, word)]
            case .sigmoid:
                return [activation.isNeverNegative ? Message.overHalf(last, word) : Message.squeezes(last, word)]
            case .none where activation.isNeverNegative && facts.hasNegativeTargets:
                return [Message.neverNegative(last, word, isAutoencoder: facts.isAutoencoder, facts)]
            case .none
            where activation == .tanh && facts.isAutoencoder && facts.settings.data.definition.samples != .rows:
                return [Message.neverAboveOne(last, word)]
            case .none: return []
            }
        })
}

private enum Message {
    private static func finding(_ message: String, _ last: LintedNetwork.Place, help: String) -> Diagnostic {
        Diagnostic(
            .activationAtEnd, message, at: last.layer.layer.writtenSpan("activation") ?? last.span, help: help)
    }

    static func limits(_ last: LintedNetwork.Place, _ word: String) -> Diagnostic {
        finding(
            "the \(word) of \(last.name) restricts the scores that the network can give its classes", last,
            help: "remove the \(word): the loss expects the values before it")
    }

    static func twice(_ last: LintedNetwork.Place, _ word: String) -> Diagnostic {
        finding(
            "the loss already applies a \(word), so \(last.name) applies it a second time", last,
            help: "remove the \(word): the loss expects the values before it")
    }

    static func overHalf(_ last: LintedNetwork.Place, _ word: String) -> Diagnostic {
        finding(
            "the \(word) of \(last.name) is never negative, so the sigmoid that the loss applies never gives less than 0.5",
            last, help: "remove the \(word): the loss expects the values before it")
    }

    static func squeezes(_ last: LintedNetwork.Place, _ word: String) -> Diagnostic {
        finding(
            "the \(word) of \(last.name) restricts the numbers to which the loss applies its sigmoid", last,
            help: "remove the \(word): the loss expects the values before it")
    }

    static func addsUpToOne(_ last: LintedNetwork.Place) -> Diagnostic {
        finding(
            "the outputs of \(last.name) add up to 1, but those of an autoencoder are the values of its input", last,
            help: "remove the softmax")
    }

    static func neverAboveOne(_ last: LintedNetwork.Place, _ word: String) -> Diagnostic {
        finding(
            "the \(word) of \(last.name) is never above 1, but many of its targets are", last,
            help: "remove the \(word): bright pixels are above 1")
    }

    static func neverNegative(
        _ last: LintedNetwork.Place, _ word: String, isAutoencoder: Bool, _ facts: TrainingFacts
    ) -> Diagnostic {
        let isTable = facts.settings.data.definition.samples == .rows
        return finding(
            "the \(word) of \(last.name) is never negative, but many of its targets are", last,
            help: isTable
                ? "remove the \(word): the numbers of a table are standardized to a mean of 0"
                : "remove the \(word): dark pixels are negative; or write `loss: \(LossDefinition.binaryCrossEntropy.syntax.key)`, also without the \(word)"
        )
    }
}
