import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A kernel on a map of one pixel, where only its center sees data.
    static let kernelOnOnePixel = Rule("kernel-on-one-pixel", .cost, .warning)
}

extension LintRule {
    static let kernelOnOnePixel = LintRule(
        .kernelOnOnePixel,
        summary: "A kernel larger than 1x1 has more than one pixel to look at.",
        reason: """
            On a 1x1 map, a padded 3x3 kernel sees one pixel and eight zeros: eight of nine weights are stored and \
            multiplied but never learn. Either the network downsamples too often, or a 1x1 kernel was intended.
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
        let axes = place.layer.input.spatialAxes
        let pixel = Extent(1).text(axes: axes)
        return Diagnostic(
            .kernelOnOnePixel,
            """
            the input of \(place.name) is \(pixel), so only one of the \(taps) weights of each \(kernel.text(axes: axes)) kernel \
            sees a pixel; the others see padding
            """,
            at: place.layer.layer.writtenSpan("kernel") ?? place.span,
            help: "use a \(pixel) kernel without padding, or downsample less before it")
    }
}
