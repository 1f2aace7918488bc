import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A saturating activation inside a network.
    static let sigmoidHidden = Rule("sigmoid-hidden", .advice, .advice)
}

extension LintRule {
    static let sigmoidHidden = LintRule(
        .sigmoidHidden,
        summary: "Inside a network stands an activation that does not saturate.",
        reason: """
            A sigmoid is flat for all but small values, and passes at most a quarter of the gradient. relu and its kin pass \
            it whole where they pass it. A sigmoid that opens or shuts something else (a gate) is let be.
            """,
        source: "Glorot, Bordes and Bengio, Deep sparse rectifier neural networks, 2011",
        example: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, sigmoid
            head:
              - fc 10
            """,
        better: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
            head:
              - fc 10
            """,
        check: { linted in
            // A deep stack of them is another rule's.
            guard linted.saturatingStack == nil else { return [] }
            return linted.places.compactMap { place in
                guard place.activation == .sigmoid,
                    linted.next(place, passing: [.dropsValues, .movesValues, .pools, .seesBatch])?.isWeighted
                        == true
                else { return nil }
                return Message.flat(place)
            }
        })
}

private enum Message {
    static func flat(_ place: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(
            .sigmoidHidden, "the sigmoid of \(place.name) passes at most a quarter of the gradient",
            at: place.layer.layer.writtenSpan("activation") ?? place.span, help: "relu is usual inside a network")
    }
}
