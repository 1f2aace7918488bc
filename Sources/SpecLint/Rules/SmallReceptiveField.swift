import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A mean over places of which none sees enough.
    static let smallReceptiveField = Rule("small-receptive-field", .sizes, .advice)
}

extension LintRule {
    static let smallReceptiveField = LintRule(
        .smallReceptiveField,
        summary: "What a global pooling reads has seen half of the image's side at least.",
        reason: """
            A global pooling takes the mean, or the largest, of what single places found. Where each sees a small patch, \
            textures can be told apart, and the shapes of larger objects can't. What counts is even less than the field: its \
            middle weighs most.
            """,
        source: "Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill, 2019",
        example: """
            input: 128x128x3
            body:
              - 3x3 conv, 16, /2, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
            head:
              - global avg pool
              - fc 10
            """,
        better: """
            input: 128x128x3
            body:
              - 3x3 conv, 16, /2, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
              - 3x3 conv, 64, /2, pad 1, relu
              - 3x3 conv, 128, /2, pad 1, relu
              - 3x3 conv, 256, /2, pad 1, relu
              - 3x3 conv, 256, pad 1, relu
            head:
              - global avg pool
              - fc 10
            """,
        check: { linted in
            let network = linted.network
            guard network.input.isFeatureMap,
                // One that opens or shuts channels is no head.
                let pooling = linted.places(of: .globalPooling).last(where: { place in
                    place.node <= linted.end
                        && linted.flow.steps.allSatisfy { step in
                            let size = network.size(of: step)
                            return step <= place.node || !size.isFeatureMap || size.spatial(0) == 1
                        }
                }), let before = linted.flow.inputs(of: pooling.node).first, before > 0,
                let field = ReceptiveFields(network.sized)[before]
            else { return [] }
            for (axis, seen) in field.axes.enumerated() {
                let side = network.input.spatial(axis)
                guard case .counted(let size, _, _) = seen, size < side / 2 else { continue }
                return [Message.small(pooling, network.step(before), size, side, network.input)]
            }
            return []
        })
}

private enum Message {
    static func small(
        _ pooling: LintedNetwork.Place, _ step: SizedStep, _ size: Int, _ side: Int, _ input: TensorShape
    ) -> Diagnostic {
        Diagnostic(
            .smallReceptiveField,
            "each place that \(pooling.name) reads sees \(size) of the image's \(side) pixels: nothing larger can be recognised",
            at: pooling.span, notes: [Diagnostic.Note("\(step.name) gives \(step.output)", at: step.span)],
            help:
                "more layers of stride 2, or dilation, let it see farther; `strata shapes --receptive-field` shows every layer's"
        )
    }
}
