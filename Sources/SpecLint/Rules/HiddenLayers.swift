import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// More hidden layers than a perceptron on a table needs.
    static let hiddenLayers = Rule("hidden-layers", .advice, .advice)
}

extension LintRule {
    static let hiddenLayers = LintRule(
        .hiddenLayers,
        summary: "A perceptron on a table has at most three hidden layers.",
        reason: """
            One hidden layer can approximate any continuous function on a bounded domain. More layers learn features \
            of features, as in images, but the columns of a table are features already. In a measurement on seven \
            tables, which the page of this rule shows, more than two layers were never better than one within the \
            intervals, and worse for a noisy number. A network without a hidden layer isn't reported: it is the baseline \
            to beat, and only iris and digits did clearly better with one. Networks for images and autoencoders aren't \
            reported either.
            """,
        source:
            "measured with Strata; Cybenko, Approximation by superpositions of a sigmoidal function, 1989",
        evidence: PerceptronMeasurement.layers,
        example: """
            input: 30
            body:
              - mlp 32-32-32-32, relu
            head:
              - fc 10
            """,
        better: """
            input: 30
            body:
              - mlp 32-32, relu
            head:
              - fc 10
            """,
        check: { linted in
            guard let perceptron = Perceptron(linted), !perceptron.isAutoencoder, !perceptron.seesImages,
                perceptron.hidden.count > 3
            else { return [] }
            return [Message.many(perceptron)]
        })
}

private enum Message {
    static func many(_ perceptron: Perceptron) -> Diagnostic {
        Diagnostic(
            .hiddenLayers,
            "the perceptron has \(perceptron.hidden.count) hidden layers; one or two are enough for most tables",
            at: perceptron.hidden[0].span, help: "try two, and keep what validates better")
    }
}
