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
        summary: "The padding of a convolution is smaller than its kernel.",
        reason: """
            If the padding is as large as the kernel, whole windows see only zeros: they output the bias and surround \
            the map with a border that carries no information.
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
            linted.places(with: .isConvolution).compactMap { place in
                for axis in 0..<place.layer.input.spatialAxes {
                    guard let window = place.layer.relation.window(along: axis),
                        case .sides(let before, let after) = window.padding, let reach = window.reach,
                        max(before, after) >= reach
                    else { continue }
                    return Message.zeros(place, max(before, after), reach)
                }
                return nil
            }
        })
}

private enum Message {
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
