import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An image size written with its channels first.
    static let channelsFirst = Rule("channels-first", .sizes, .warning)
}

extension LintRule {
    static let channelsFirst = LintRule(
        .channelsFirst,
        summary: "The channels of an image come last.",
        reason: """
            Sizes are written height x width x channels, as in papers. PyTorch puts channels first: its 3x224x224 is \
            224x224x3 here, and would otherwise mean three rows of pixels with 224 channels each.
            """,
        source: "PyTorch's documentation of Conv2d, whose input is (N, C, H, W)",
        example: """
            input: 3x64x64
            body:
              - 3x3 conv, 16, pad 1, relu
            head:
              - fc 10
            """,
        better: """
            input: 64x64x3
            body:
              - 3x3 conv, 16, pad 1, relu
            head:
              - fc 10
            """,
        check: { linted in
            guard let input = linted.network.spec.input, let meant = linted.network.input.channelsLast else {
                return []
            }
            return [Message.first(linted.network.input, meant, input.span)]
        })
}

private enum Message {
    static func first(_ input: TensorShape, _ meant: TensorShape, _ place: Span) -> Diagnostic {
        Diagnostic(
            .channelsFirst,
            "this input is \(input.axes[0]) x \(input.axes[1]) pixels with \(input.axes[2]) channels", at: place,
            help: "channels come last: write `\(meant)`",
            fixes: [Diagnostic.Fix("write `\(meant)`", replacing: place, with: meant.description)])
    }
}
