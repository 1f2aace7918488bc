import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Padding that is large enough to hold whole windows.
    static let paddingOverKernel = Rule("padding-over-kernel", .sizes, .warning)
}

extension LintRule {
    static let paddingOverKernel = LintRule(
        .paddingOverKernel,
        summary: "The padding of a convolution is smaller than its kernel, and that of a pooling at most half of it.",
        reason: """
            If the padding is as large as the kernel, whole windows see only zeros: they output the bias and surround \
            the map with a border that carries no information. With a padding of more than half its kernel, a pooling \
            outputs more pixels at the border than its input has there; PyTorch refuses it.
            """,
        source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, section 2.3",
        example: """
            input: 32x32x3
            body:
              - 1x1 conv, 16, pad 1, relu
            """,
        better: """
            input: 32x32x3
            body:
              - 1x1 conv, 16, relu
            """,
        check: { linted in
            LintRule.padded(linted.places(with: .isConvolution), atLeast: { $0 }, Message.zeros)
                + LintRule.padded(linted.places(with: .pools), atLeast: { $0 / 2 + 1 }, Message.overHalf)
        })

    /// The findings about layers with at least a certain padding along an axis.
    ///
    /// - Parameter atLeast: the padding to report for a window that reaches over so many pixels.
    private static func padded(
        _ places: [LintedNetwork.Place], atLeast: (Int) -> Int,
        _ message: (LintedNetwork.Place, _ padding: Int, _ reach: Int) -> Diagnostic
    ) -> [Diagnostic] {
        places.compactMap { place in
            for axis in 0..<place.layer.input.spatialAxes {
                guard let window = place.layer.relation.window(along: axis),
                    case .sides(let before, let after) = window.padding, let reach = window.reach,
                    max(before, after) >= atLeast(reach)
                else { continue }
                return message(place, max(before, after), reach)
            }
            return nil
        }
    }
}

private enum Message {
    static func overHalf(_ place: LintedNetwork.Place, _ padding: Int, _ reach: Int) -> Diagnostic {
        Diagnostic(
            .paddingOverKernel,
            "\(place.name) pads \(counted(padding, "pixel")) around windows of \(reach), which is more than half of them",
            at: place.layer.layer.writtenSpan("padding") ?? place.span,
            help: "pad at most \(reach / 2), as other frameworks require; `ceil` keeps the last pixels without padding")
    }

    static func zeros(_ place: LintedNetwork.Place, _ padding: Int, _ reach: Int) -> Diagnostic {
        Diagnostic(
            .paddingOverKernel,
            "\(place.name) pads \(counted(padding, "pixel")) around windows of \(reach), so some windows see only zeros",
            at: place.layer.layer.writtenSpan("padding") ?? place.span,
            help: reach == 1
                ? "remove the padding: a 1x1 kernel needs none"
                : "pad at most \(reach - 1); \((reach - 1) / 2) keeps the size at stride 1")
    }
}
