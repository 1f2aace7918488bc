import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Hidden layers that are at least twice as wide as the input.
    static let hiddenUnderTwice = Rule("hidden-under-twice", .advice, .advice)
}

extension LintRule {
    static let hiddenUnderTwice = LintRule(
        .hiddenUnderTwice,
        summary: "A hidden layer of a perceptron has fewer than twice as many units as there are inputs.",
        reason: """
            The third of three rules of thumb for the number of hidden units: with more, a network tends to memorize \
            samples instead of learning what they share. It is a starting point, nothing more.
            """,
        source: "Heaton, Introduction to neural networks for Java, second edition, 2008, chapter 5",
        example: """
            input: 10
            head:
              - fc 40, relu
              - fc 12
            """,
        better: """
            input: 10
            head:
              - fc 11, relu
              - fc 12
            """,
        check: { linted in
            guard let perceptron = Perceptron(linted) else { return [] }
            return perceptron.hidden.filter { $0.layer.output.channels >= 2 * perceptron.inputs }
                .map { Message.wide($0, perceptron.inputs) }
        })
}

private enum Message {
    static func wide(_ place: LintedNetwork.Place, _ inputs: Int) -> Diagnostic {
        Diagnostic(
            .hiddenUnderTwice,
            "\(place.name) has \(place.layer.output.channels) units for \(inputs) inputs; a rule of thumb suggests fewer than \(2 * inputs)",
            at: place.layer.layer.writtenSpan("units") ?? place.span,
            help: "if the network does well only on its training data, make it narrower")
    }
}
