import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A hidden layer of a perceptron with fewer units than there are classes.
    static let hiddenWidth = Rule("hidden-width", .advice, .advice)
}

extension LintRule {
    static let hiddenWidth = LintRule(
        .hiddenWidth,
        summary: "A hidden layer of a perceptron has at least as many units as there are classes.",
        reason: """
            With fewer units than classes, the scores of all classes are combinations of fewer numbers, and the classes \
            get in each other's way. Beyond that, no formula for the number of units held in a measurement on seven \
            tables, which the page of this rule shows: neither a number between those of inputs and outputs, nor two \
            thirds of the inputs plus the outputs, nor fewer than twice the inputs. With classes as the target, all \
            widths from 16 to 256 were about equally good. With a noisy number and few rows, a narrow layer, or none, was best. \
            Start with 16 to 64 units, and keep what validates better.
            """,
        source:
            "measured with Strata; the formulas are in Heaton, Introduction to neural networks for Java, second edition, 2008, chapter 5",
        evidence: PerceptronMeasurement.widths,
        example: """
            input: 30
            head:
              - fc 4, relu
              - fc 10
            """,
        better: """
            input: 30
            head:
              - fc 32, relu
              - fc 10
            """,
        check: { linted in
            guard let perceptron = Perceptron(linted), perceptron.hasClasses else { return [] }
            return perceptron.hidden.filter {
                // A single unit is another rule.
                (2..<max(2, min(perceptron.inputs, perceptron.outputs))).contains($0.layer.output.channels)
            }.map { Message.narrow($0, perceptron.outputs) }
        })
}

private enum Message {
    static func narrow(_ place: LintedNetwork.Place, _ outputs: Int) -> Diagnostic {
        let units = place.layer.output.channels
        return Diagnostic(
            .hiddenWidth,
            "\(place.name) has \(units) units, so the scores of all \(outputs.grouped) classes are combinations of \(units) numbers",
            at: place.layer.layer.writtenSpan("units") ?? place.span,
            help: "use at least \(outputs.grouped); more did no harm in the measurement on the rule's page")
    }
}
