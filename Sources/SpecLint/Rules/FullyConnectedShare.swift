import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A fully connected layer that holds most of the parameters.
    static let fullyConnectedShare = Rule("fully-connected-share", .cost, .advice)
}

extension LintRule {
    static let fullyConnectedShare = LintRule(
        .fullyConnectedShare,
        summary: "No fully connected layer after a flattened map holds most of the parameters.",
        reason: """
            Such a layer has a weight for every pixel, channel, and unit, and learns little about position that a mean \
            over the map wouldn't provide. VGG-16 has 74% of its parameters in one such layer and 89% in its three.
            """,
        source: "Lin, Chen and Yan, Network in network, 2014, section 3.2",
        example: """
            input: 16x16x3
            body:
              - 3x3 conv, 64, /2, pad 1, relu
              - 3x3 conv, 128, pad 1, relu
              - 3x3 conv, 256, pad 1, relu
            head:
              - fc 128, relu
              - fc 10
            """,
        better: """
            input: 16x16x3
            body:
              - 3x3 conv, 64, /2, pad 1, relu
              - 3x3 conv, 128, pad 1, relu
              - 3x3 conv, 256, pad 1, relu
            head:
              - global max pool
              - fc 128, relu
              - fc 10
            """,
        check: { linted in
            let total = linted.network.total.parameters
            guard total > 0 else { return [] }
            var before: LintedNetwork.Place?
            for place in linted.places {
                defer { before = place }
                guard place.traits.contains(.isFullyConnected), place.layer.cost.parameters > 1_000_000,
                    place.layer.cost.parameters > total / 2
                else { continue }
                // The map that it reads, or that was flattened just before.
                var map = place.layer.input
                if !map.isFeatureMap, let flatten = before, flatten.traits.contains(.movesValues) {
                    map = flatten.layer.input
                }
                guard map.isFeatureMap, let pixels = map.pixelCount, pixels > 1 else { continue }
                return [Message.holds(place, map, pixels, total)]
            }
            return []
        })
}

private enum Message {
    static func holds(_ place: LintedNetwork.Place, _ map: TensorShape, _ pixels: Int, _ total: Int) -> Diagnostic {
        let parameters = place.layer.cost.parameters
        let saved = map.count / pixels * (pixels - 1) * place.layer.output.channels
        let share = Int((Double(parameters) / Double(total) * 100).rounded())
        return Diagnostic(
            .fullyConnectedShare,
            "\(place.name) holds \(parameters.grouped) of \(total.grouped) parameters (\(share)%): each unit has a weight for every value of \(map)",
            at: place.span, help: "`global avg pool` before it would save \(saved.grouped) of them")
    }
}
