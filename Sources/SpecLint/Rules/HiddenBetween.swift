import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Hidden layers that are wider than what comes in, or narrower than what goes out.
    static let hiddenBetween = Rule("hidden-between", .advice, .advice)
}

extension LintRule {
    static let hiddenBetween = LintRule(
        .hiddenBetween,
        summary: "The hidden units of a perceptron are between its inputs and its outputs in number.",
        reason:
            "The first of three rules of thumb for hidden units. It is where to begin, and no more: what is best, trying tells.",
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
                // Twice the input has a rule of its own.
                .filter { $0.layer.output.channels < 2 * perceptron.inputs }
                .map { Message.outside($0, low, high) }
        })
}

private enum Message {
    static func outside(_ place: LintedNetwork.Place, _ low: Int, _ high: Int) -> Diagnostic {
        Diagnostic(
            .hiddenBetween,
            "\(place.name) has \(place.layer.output.channels) units; a rule of thumb has them between \(low) and \(high), the sizes of output and input",
            at: place.layer.layer.writtenSpan("units") ?? place.span,
            help: "try it with fewer and with more, and keep what does better")
    }
}
