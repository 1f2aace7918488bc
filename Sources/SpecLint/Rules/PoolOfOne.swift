import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Pooling of a single pixel.
    static let poolOfOne = Rule("pool-of-one", .sizes, .advice)
}

extension LintRule {
    static let poolOfOne = LintRule(
        .poolOfOne,
        summary: "Pooling has more than one pixel to look at.",
        reason: "The maximum and the mean of one value are that value, so the pooling changes nothing.",
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 9.3",
        example: """
            input: 4x4x3
            body:
              - 3x3 conv, 16, relu
              - global avg pool
              - global max pool
            """,
        better: """
            input: 4x4x3
            body:
              - 3x3 conv, 16, relu
              - global avg pool
            """,
        check: { linted in
            linted.places(with: .pools).compactMap { place in
                guard place.layer.input.isOnePixel, place.layer.output == place.layer.input
                else { return nil }
                return Message.nothing(place)
            }
        })
}

private enum Message {
    static func nothing(_ place: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .poolOfOne, "\(place.name) pools a map of \(place.layer.input), which is already one pixel",
            at: place.span, help: "remove it")
    }
}
