import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A map that is downsampled in the first few layers.
    static let earlyDownsampling = Rule("early-downsampling", .sizes, .advice)
}

extension LintRule {
    static let earlyDownsampling = LintRule(
        .earlyDownsampling,
        summary: "Downsampling is spread over the depth of the network.",
        reason: """
            Late downsampling gives most layers large maps, which improves accuracy for the same number of parameters. \
            Early downsampling is cheaper, but later layers can't recover what the first ones discard.
            """,
        source: "Iandola and others, SqueezeNet, 2016, section 3.1, strategy 3",
        example: """
            input: 64x64x3
            body:
              - 3x3 conv, 16, /2, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
              - 3x3 conv, 64, /2, pad 1, relu
              - conv: {kernel: 3, filters: 64, padding: 1, activation: relu}
                repeat: 9
            """,
        better: """
            input: 64x64x3
            body:
              - 3x3 conv, 16, /2, pad 1, relu
              - conv: {kernel: 3, filters: 16, padding: 1, activation: relu}
                repeat: 3
              - 3x3 conv, 32, /2, pad 1, relu
              - conv: {kernel: 3, filters: 32, padding: 1, activation: relu}
                repeat: 3
              - 3x3 conv, 64, /2, pad 1, relu
              - conv: {kernel: 3, filters: 64, padding: 1, activation: relu}
                repeat: 3
            """,
        check: { linted in
            let convolutions = linted.places(with: .isConvolution).filter {
                $0.node <= linted.end && $0.layer.output.spatial(0) > 1
            }
            guard convolutions.count >= 10, linted.network.input.isFeatureMap, let last = convolutions.last,
                linted.places(with: .enlargesMaps).isEmpty
            else { return [] }
            let side = linted.network.input.spatial(0)
            guard last.layer.output.spatial(0) * 8 <= side else { return [] }
            let early = convolutions.prefix(convolutions.count / 4)
            guard let place = early.first(where: { $0.layer.output.spatial(0) <= last.layer.output.spatial(0) }) else {
                return []
            }
            let number = (convolutions.firstIndex { $0.node == place.node } ?? 0) + 1
            return [Message.early(place, number, convolutions.count, linted.network.input)]
        })
}

private enum Message {
    static func early(_ place: LintedNetwork.Place, _ number: Int, _ count: Int, _ input: TensorShape) -> Diagnostic {
        let size = place.layer.output
        return Diagnostic(
            .earlyDownsampling,
            """
            the map shrinks from \(input.spatialText) to \(size.spatialText) within the first \(number) of \(count) convolutions, \
            and not after
            """,
            at: place.span, help: "if accuracy matters more than speed, spread the halvings over more layers")
    }
}
