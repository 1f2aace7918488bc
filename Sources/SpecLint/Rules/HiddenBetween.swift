import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Hidden layers that are wider than the input or narrower than the output.
    static let hiddenBetween = Rule("hidden-between", .advice, .advice)
}

extension LintRule {
    static let hiddenBetween = LintRule(
        .hiddenBetween,
        summary: "The number of hidden units of a perceptron is between those of its inputs and outputs.",
        reason:
            "The first of three rules of thumb for hidden units. It is only a starting point: the best number is found by experiment.",
        source: "Heaton, Introduction to neural networks for Java, second edition, 2008, chapter 5",
        example: """
            input: 30
            head:
              - fc 40, relu
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
            let (low, high) = (min(perceptron.inputs, perceptron.outputs), max(perceptron.inputs, perceptron.outputs))
            return perceptron.hidden.filter { !(low...high ~= $0.layer.output.channels) }
                // Twice the input is another rule.
                .filter { $0.layer.output.channels < 2 * perceptron.inputs }
                .map { Message.outside($0, low, high) }
        })
}

private enum Message {
    static func outside(_ place: LintedNetwork.Place, _ low: Int, _ high: Int) -> Diagnostic {
        Diagnostic(
            .hiddenBetween,
            "\(place.name) has \(place.layer.output.channels) units; a rule of thumb suggests \(low) to \(high), between the sizes of output and input",
            at: place.layer.layer.writtenSpan("units") ?? place.span,
            help: "try fewer and more units, and keep what validates better")
    }
}
