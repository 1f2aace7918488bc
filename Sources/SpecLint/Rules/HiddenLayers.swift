import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// The number of hidden layers of a perceptron.
    static let hiddenLayers = Rule("hidden-layers", .advice, .advice)
}

extension LintRule {
    static let hiddenLayers = LintRule(
        .hiddenLayers,
        summary: "A perceptron has one or two hidden layers.",
        reason: """
            Without a hidden layer, a network can only learn linear decision boundaries. One hidden layer can \
            approximate any continuous function on a bounded domain; two can represent any region. More layers learn \
            their own features and need more data.
            """,
        source: "Heaton, Introduction to neural networks for Java, second edition, 2008, table 5.1",
        example: """
            input: 30
            head:
              - fc 10
            """,
        better: """
            input: 30
            head:
              - fc 24, relu
              - fc 10
            """,
        check: { linted in
            guard let perceptron = Perceptron(linted) else { return [] }
            if perceptron.hidden.isEmpty, let place = linted.places(with: .isFullyConnected).first {
                return [Message.none(place)]
            }
            return perceptron.hidden.count > 3 ? [Message.many(perceptron)] : []
        })
}

private enum Message {
    static func none(_ place: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .hiddenLayers,
            "\(place.name) is the only layer: the network can learn only linear decision boundaries", at: place.span,
            help: "add a hidden layer before it, such as `fc \(max(2, (place.layer.input.channels * 2) / 3)), relu`")
    }

    static func many(_ perceptron: Perceptron) -> Diagnostic {
        Diagnostic(
            .hiddenLayers,
            "the perceptron has \(perceptron.hidden.count) hidden layers; one or two are enough for most tables",
            at: perceptron.hidden[0].span, help: "try two, and keep what validates better")
    }
}
