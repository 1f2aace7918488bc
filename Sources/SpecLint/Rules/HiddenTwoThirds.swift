import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Hidden units far from two thirds of the inputs plus the outputs.
    static let hiddenTwoThirds = Rule("hidden-two-thirds", .advice, .advice)
}

extension LintRule {
    static let hiddenTwoThirds = LintRule(
        .hiddenTwoThirds,
        summary: "A perceptron has about two thirds as many hidden units as inputs, plus the number of outputs.",
        reason: """
            The second of three rules of thumb for the number of hidden units, reported only if it is off by more than \
            a factor of two. It is a starting point, nothing more.
            """,
        source: "Heaton, Introduction to neural networks for Java, second edition, 2008, chapter 5",
        example: """
            input: 100
            head:
              - fc 20, relu
              - fc 10
            """,
        better: """
            input: 100
            head:
              - fc 76, relu
              - fc 10
            """,
        check: { linted in
            guard let perceptron = Perceptron(linted), perceptron.hidden.count == 1, let place = perceptron.hidden.first
            else {
                return []
            }
            let usual = perceptron.inputs / 3 * 2 + perceptron.inputs % 3 * 2 / 3 + perceptron.outputs
            let units = place.layer.output.channels
            // More than twice the input is another rule.
            guard units < usual / 2 || units > usual * 2, units < 2 * perceptron.inputs else { return [] }
            return [Message.far(place, usual, perceptron)]
        })
}

private enum Message {
    static func far(_ place: LintedNetwork.Place, _ usual: Int, _ perceptron: Perceptron) -> Diagnostic {
        Diagnostic(
            .hiddenTwoThirds,
            """
            \(place.name) has \(place.layer.output.channels) units; a rule of thumb suggests \(usual): two thirds of \
            \(perceptron.inputs) inputs plus \(perceptron.outputs) outputs
            """,
            at: place.layer.layer.writtenSpan("units") ?? place.span,
            help: "try about \(usual), and keep what validates better")
    }
}
