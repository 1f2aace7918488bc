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
                let (input, output) = (place.layer.input, place.layer.output)
                let count = (kernel[0] - 1) / 2
                guard let area = kernel.product(axes: input.spatialAxes),
                    let large = product(area, input.channels, output.channels),
                    let smallArea = LintRule.smallKernel.product(axes: input.spatialAxes),
                    let first = product(smallArea, input.channels, output.channels),
                    let others = product(smallArea, count - 1, output.channels, output.channels),
                    let small = sum(first, others), small < large
                else { return nil }
                return Message.large(place, kernel, count, large, small)
            }
        })

    /// What replaces a large one.
    fileprivate static let smallKernel: Extent = 3
}

private enum Message {
    static func large(_ place: LintedNetwork.Place, _ kernel: Extent, _ count: Int, _ large: Int, _ small: Int)
        -> Diagnostic
    {
        let axes = place.layer.input.spatialAxes
        return Diagnostic(
            .largeKernel,
            """
            the \(kernel.text(axes: axes)) kernels of \(place.name) have \(large.grouped) weights; \(count) layers with \
            \(LintRule.smallKernel.text(axes: axes)) kernels see the same area with \(small.grouped)
            """,
            at: place.layer.layer.writtenSpan("kernel") ?? place.span,
            help: "give the stride, if there is one, to the first of them")
    }
}
