import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A kernel of even size that `same` can't center.
    static let evenKernel = Rule("even-kernel", .sizes, .advice)
}

extension LintRule {
    static let evenKernel = LintRule(
        .evenKernel,
        summary: "A kernel that keeps the size of its map is odd.",
        reason: """
            An even kernel has no center: with `same`, the padding is one pixel larger at the end than at the start, \
            and each such layer shifts the map by half a pixel.
            """,
        source: "Wu and others, Convolution with even-sized kernels and symmetric padding, 2019",
        example: """
            input: 32x32x3
            body:
              - 4x4 conv, 16, same, relu
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, same, relu
            """,
        check: { linted in
            linted.places(with: .isConvolution).compactMap { place in
                guard let kernel = place.kernel,
                    kernel.contains(where: { $0 % 2 == 0 }),
                    place.arguments.padding("padding") == .same,
                    place.arguments.extent("stride") == 1
                else { return nil }
                return Message.even(place, kernel)
            }
        })
}

private enum Message {
    static func even(_ place: LintedNetwork.Place, _ kernel: Extent) -> Diagnostic {
        let odd = kernel.map { $0 - 1 | 1 }
        let axes = place.layer.input.spatialAxes
        return Diagnostic(
            .evenKernel,
            "the \(kernel.text(axes: axes)) kernel of \(place.name) has no center, so `same` shifts its map by half a pixel",
            at: place.layer.layer.writtenSpan("kernel") ?? place.span,
            help: "a \(odd.text(axes: axes)) kernel keeps it in place")
    }
}
