import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Dropout that keeps few values.
    static let highDropout = Rule("high-dropout", .advice, .advice)
}

extension LintRule {
    static let highDropout = LintRule(
        .highDropout,
        summary: "Dropout keeps at least a fifth of the values.",
        reason:
            "Rates from 0.2 to 0.5 are usual. With more than 0.8 hardly a unit is left to learn with, and a network underfits.",
        source: "Srivastava and others, Dropout, 2014, appendix A.4",
        example: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
              - dropout 0.9
            head:
              - fc 10
            """,
        better: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
              - dropout 0.5
            head:
              - fc 10
            """,
        check: { linted in
            linted.places(of: .dropout).compactMap { place in
                guard let rate = place.arguments.decimal("rate"), rate > 0.8 else { return nil }
                return Message.high(place, rate)
            }
        })
}

private enum Message {
    static func high(_ place: LintedNetwork.Place, _ rate: Double) -> Diagnostic {
        Diagnostic(
            .highDropout,
            "\(place.name) drops \(Int((rate * 100).rounded()))% of the values; 20 to 50% is common",
            at: place.layer.layer.writtenSpan("rate") ?? place.span, help: "try `dropout 0.5`")
    }
}
