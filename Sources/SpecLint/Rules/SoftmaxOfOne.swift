import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A softmax over a single value at the end of the network.
    static let softmaxOfOne = Rule("softmax-of-one", .structure, .error)
}

extension LintRule {
    static let softmaxOfOne = LintRule(
        .softmaxOfOne,
        summary: "A softmax at the end of a network has at least two values to choose from.",
        reason: """
            A softmax divides each value's exponential by the sum over all channels. With one channel, that is always \
            1: the output doesn't depend on the input, nothing gets a gradient, and the network never learns. A \
            sigmoid turns a single number into a probability.
            """,
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.2.2.3",
        example: """
            input: 30
            body:
              - fc 16, relu
            head:
              - fc 1
              - softmax
            """,
        better: """
            input: 30
            body:
              - fc 16, relu
            head:
              - fc 1
              - sigmoid
            """,
        check: { linted in
            linted.lastPlaces { !$0.traits.contains(.movesValues) }.filter {
                !$0.traits.isDisjoint(with: [.givesProbabilities, .givesLogProbabilities])
                    && $0.layer.input.channels == 1
            }.map { last in
                Message.alwaysOne(last, TrainingFacts.all(linted).first { $0.lastChange === last })
            }
        })
}

private enum Message {
    static func alwaysOne(_ place: LintedNetwork.Place, _ facts: TrainingFacts?) -> Diagnostic {
        let loss = facts?.loss
        // A sigmoid is never negative, so it wouldn't reach these targets.
        let needsNumbers = facts?.hasNegativeTargets == true
        let sigmoid = Activation.sigmoid.word
        let isLogarithm = place.traits.contains(.givesLogProbabilities)
        let help =
            switch loss?.applies {
            case .sigmoid?: "remove it: \(loss?.syntax.title ?? "the loss") already applies a sigmoid"
            case .softmax?: "remove it: \(loss?.syntax.title ?? "the loss") already applies softmax"
            case _ where needsNumbers && facts?.isAutoencoder == true: "remove it"
            case _ where needsNumbers:
                "remove it; if the target is one of two classes, also write `loss: \(LossDefinition.binaryCrossEntropy.syntax.key)`"
            default:
                isLogarithm
                    ? "end the network with one unit for each class, or use `loss: binary cross entropy` without it"
                    : "write `\(sigmoid)` for a probability"
            }
        return Diagnostic(
            .softmaxOfOne,
            "\(place.name) has a single value to choose from, so its output is always \(isLogarithm ? 0 : 1)",
            at: place.span, help: help,
            fixes: (loss?.applies ?? LossDefinition.OutputFunction.none) == LossDefinition.OutputFunction.none
                && !place.layer.layer.isNamed && !isLogarithm && !needsNumbers
                ? [Diagnostic.Fix("change to `\(sigmoid)`", replacing: place.span, with: sigmoid)] : [])
    }
}
