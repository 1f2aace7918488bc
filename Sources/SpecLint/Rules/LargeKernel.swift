import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A large kernel that several small ones could replace.
    static let largeKernel = Rule("large-kernel", .cost, .advice)
}

extension LintRule {
    static let largeKernel = LintRule(
        .largeKernel,
        summary: "Stacks of 3x3 kernels replace larger kernels.",
        reason: """
            Two 3x3 convolutions see 5x5 pixels, and three see 7x7. With the same number of channels, they have 18 \
            weights instead of 25, or 27 instead of 49, and extra activations between them.
            """,
        source:
            "Simonyan and Zisserman, Very deep convolutional networks for large-scale image recognition, 2015, section 2.3",
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 64, pad 1, relu
              - 5x5 conv, 64, pad 2, relu
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 64, pad 1, relu
              - 3x3 conv, 64, pad 1, relu
              - 3x3 conv, 64, pad 1, relu
            """,
        check: { linted in
            linted.places(with: .isConvolution).compactMap { place in
                guard let kernel = place.kernel, kernel.isUniform,
                    kernel[0] >= 5, kernel[0] <= 31, kernel[0] % 2 == 1,
                    place.arguments["groups"] == .integer(1),
                    place.arguments.extent("dilation") == 1
                else { return nil }
                let (input, output) = (place.layer.input.channels, place.layer.output.channels)
                let count = (kernel[0] - 1) / 2
                guard
                    let large = kernel.product(axes: place.layer.input.spatialAxes).flatMap({
                        product($0, input, output)
                    }),
                    let small = product(9, input, output).flatMap({ first in
                        product(9, count - 1, output, output).flatMap { sum(first, $0) }
                    }), small < large
                else { return nil }
                return Message.large(place, kernel, count, large, small)
            }
        })
}

private enum Message {
    static func large(_ place: LintedNetwork.Place, _ kernel: Extent, _ count: Int, _ large: Int, _ small: Int)
        -> Diagnostic
    {
        Diagnostic(
            .largeKernel,
            "the \(kernel.text()) kernels of \(place.name) have \(large.grouped) weights; \(count) layers with 3x3 kernels see the same area with \(small.grouped)",
            at: place.layer.layer.writtenSpan("kernel") ?? place.span,
            help: "give the stride, if there is one, to the first of them")
    }
}
