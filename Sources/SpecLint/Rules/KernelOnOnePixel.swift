import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A kernel on a map of one pixel, of which only the middle sees anything.
    static let kernelOnOnePixel = Rule("kernel-on-one-pixel", .cost, .warning)
}

extension LintRule {
    static let kernelOnOnePixel = LintRule(
        .kernelOnOnePixel,
        summary: "A kernel of several taps has several pixels to look at.",
        reason: """
            On a map of 1x1, a 3x3 kernel with padding sees one pixel and eight zeros: eight of nine weights are stored and \
            multiplied, and never learn. The network was halved too often, or a 1x1 kernel is meant.
            """,
        source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, section 2.3",
        example: """
            input: 8x8x3
            body:
              - 8x8 conv, 16, relu
              - 3x3 conv, 32, pad 1, relu
            """,
        better: """
            input: 8x8x3
            body:
              - 8x8 conv, 16, relu
              - 1x1 conv, 32, relu
            """,
        check: { linted in
            linted.places(with: .isConvolution).compactMap { place in
                guard place.layer.input.isOnePixel,
                    let kernel = place.kernel, let taps = kernel.product(axes: place.layer.input.spatialAxes),
                    taps > 1
                else { return nil }
                return Message.sees(place, kernel, taps)
            }
        })
}

private enum Message {
    static func sees(_ place: LintedNetwork.Place, _ kernel: Extent, _ taps: Int) -> Diagnostic {
        Diagnostic(
            .kernelOnOnePixel,
            "the map before \(place.name) is 1x1: of the \(taps) weights of each \(kernel.text()) kernel one sees a pixel, the others zeros",
            at: place.layer.layer.writtenSpan("kernel") ?? place.span,
            help: "write a kernel of 1x1 without padding, or halve the map less often before")
    }
}
