import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Dilation of a kernel with a single tap.
    static let dilationOfOne = Rule("dilation-of-one", .sizes, .warning)
}

extension LintRule {
    static let dilationOfOne = LintRule(
        .dilationOfOne,
        summary: "A kernel with dilation has more than one tap.",
        reason:
            "Dilation is the distance between the taps of a kernel; a kernel of 1x1 has one tap, and nothing is spread.",
        source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, section 5.1",
        example: """
            input: 32x32x3
            body:
              - 1x1 conv, 16, dilation 2, relu
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, dilation 2, same, relu
            """,
        check: { linted in
            linted.places.compactMap { place in
                guard place.kernel == Extent(1),
                    let dilation = place.arguments.extent("dilation"), dilation != Extent(1)
                else { return nil }
                return Message.nothing(place, dilation)
            }
        })
}

private enum Message {
    static func nothing(_ place: LintedNetwork.Place, _ dilation: Extent) -> Diagnostic {
        Diagnostic(
            .dilationOfOne,
            "a dilation of \(dilation) has no effect on the 1x1 kernel of \(place.name)",
            at: place.layer.layer.writtenSpan("dilation") ?? place.span,
            help: "remove the dilation, or use a larger kernel")
    }
}
