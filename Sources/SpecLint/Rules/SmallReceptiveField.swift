import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Global pooling over positions that each see little of the image.
    static let smallReceptiveField = Rule("small-receptive-field", .sizes, .advice)
}

extension LintRule {
    static let smallReceptiveField = LintRule(
        .smallReceptiveField,
        summary: "Each position that global pooling reads sees at least half of the image.",
        reason: """
            Global pooling takes the mean or maximum of what single positions found. If each position sees only a \
            small patch, the network can recognize textures but not the shapes of larger objects. The effective field \
            is even smaller, because its center weighs most.
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
                // Pooling that gates channels is not a head.
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
            "each position that \(pooling.name) reads sees only \(size) of the image's \(side) pixels, so nothing larger can be recognized",
            at: pooling.span, notes: [Diagnostic.Note("\(step.name) outputs \(step.output)", at: step.span)],
            help:
                "more layers with stride 2, or dilation, enlarge it; `strata shapes --receptive-field` shows it for every layer"
        )
    }
}
