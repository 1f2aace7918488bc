import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Padding that counts in a mean.
    static let paddedMean = Rule("padded-mean", .sizes, .advice)
}

extension LintRule {
    static let paddedMean = LintRule(
        .paddedMean,
        summary: "A mean uses only the map's own pixels.",
        reason: """
            If an average pooling pads, its zeros count as pixels: values at the border come out smaller, and later \
            layers learn where the border is.
            """,
        source: "PyTorch's documentation of AvgPool2d, count_include_pad",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - 3x3 avg pool, /1, pad 1
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - 3x3 avg pool, /1, pad 1, uncounted padding
            """,
        check: { linted in
            linted.places(with: .pools).compactMap { place in
                guard place.arguments.word("kind") == "avg",
                    place.arguments.boolean("count padding") == true,
                    let padding = place.arguments.padding("padding"), padding.sides != Margin.none
                else { return nil }
                return Message.darkens(place)
            }
        })
}

private enum Message {
    static func darkens(_ place: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .paddedMean, "\(place.name) includes the zeros of its padding in the means at the border",
            at: place.layer.layer.writtenSpan("padding") ?? place.span, help: "add `uncounted padding`",
            proposals: [place.layer.layer.adding("uncounted padding", longhand: "count padding: false")])
    }
}
