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
        summary: "Activations inside the network don't saturate.",
        reason: """
            A sigmoid is flat except for small values, and passes at most a quarter of the gradient; relu and similar \
            functions pass all of it where they are active. A sigmoid that scales something else (a gate) isn't \
            reported.
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
            // A deep stack of them is reported by another rule.
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
            at: place.layer.layer.writtenSpan("activation") ?? place.span,
            help: "relu is the common choice inside a network")
    }
}
