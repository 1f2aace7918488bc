import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A window that skips pixels.
    static let strideOverKernel = Rule("stride-over-kernel", .sizes, .warning)
}

extension LintRule {
    static let strideOverKernel = LintRule(
        .strideOverKernel,
        summary: "A window moves no farther than its own size.",
        reason: """
            If the stride is larger than the kernel's reach, the pixels between two windows are never seen. A 1x1 \
            kernel isn't reported: taking every n-th pixel is what shortcuts do.
            """,
        source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, section 2.4",
        example: """
            input: 32x32x3
            body:
              - 2x2 conv, 16, /3, relu
            """,
        better: """
            input: 33x33x3
            body:
              - 3x3 conv, 16, /3, relu
            """,
        check: { linted in
            linted.places.compactMap { place in
                for axis in 0..<place.layer.output.spatialAxes {
                    guard let window = place.layer.relation.window(along: axis), window.kernel > 1,
                        place.layer.output.spatial(axis) > 1
                    else { continue }
                    if let reach = window.reach, window.stride > reach {
                        return Message.jumps(place, window.stride, reach)
                    }
                }
                return nil
            }
        })
}

private enum Message {
    static func jumps(_ place: LintedNetwork.Place, _ stride: Int, _ reach: Int) -> Diagnostic {
        let missed = stride - reach
        return Diagnostic(
            .strideOverKernel,
            """
            \(place.name) moves \(stride) pixels at a time but sees \(reach): \(counted(missed, "pixel")) between \
            windows \(missed == 1 ? "is" : "are") never seen
            """,
            at: place.layer.layer.writtenSpan("stride") ?? place.span,
            help: "use a stride of at most \(reach), or a kernel of at least \(stride)")
    }
}
