import SizeInference
import SpecLanguage
import SpecText

extension LintRule {
    /// A map that gets smaller and no deeper.
    static let halvedNotWidened = LintRule(
        "halved-not-widened", .sizes, .advice,
        summary: "Where a map is halved, it gets more channels.",
        reason: """
            Halving height and width leaves a quarter of the values. Twice the channels keep half of them, and the time of a \
            layer stays about the same: the rule of thumb of VGG and ResNet.
            """,
        source: "He and others, Deep residual learning for image recognition, 2016, section 3.3",
        example: """
            input: 64x64x3
            body:
              - 3x3 conv, 32, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
            """,
        better: """
            input: 64x64x3
            body:
              - 3x3 conv, 32, pad 1, relu
              - 3x3 conv, 64, /2, pad 1, relu
            """,
        check: { linted in
            var findings: [Diagnostic] = []
            var former: (side: Int, channels: Int)?
            var current: (side: Int, channels: Int, place: LintedNetwork.Place)?
            /// Reports a stage that is over.
            func close() {
                guard let stage = current else { return }
                if let former, stage.side * 2 <= former.side + 1, stage.channels <= former.channels {
                    findings.append(Message.halved(stage.place, former, stage))
                }
                former = (stage.side, stage.channels)
            }
            for place in linted.places where place.node <= linted.end && place.layer.layer.isWeighted {
                guard place.kind == "conv", place.layer.output.axes[0] > 1 else { continue }
                let (side, channels) = (place.layer.output.axes[0], place.layer.output.channels)
                if let stage = current, side * 2 > stage.side + 1 {
                    // A map that grows again is a decoder's: another rule of thumb.
                    guard side <= stage.side else { break }
                    current = (stage.side, max(stage.channels, channels), stage.place)
                } else {
                    close()
                    current = (side, channels, place)
                }
            }
            close()
            return findings
        })
}

private enum Message {
    static func halved(
        _ place: LintedNetwork.Place, _ former: (side: Int, channels: Int),
        _ stage: (side: Int, channels: Int, place: LintedNetwork.Place)
    ) -> Diagnostic {
        Diagnostic(
            .advice, "halved-not-widened",
            """
            the map is down from \(former.side) to \(stage.side) pixels at \(place.name), and has \(stage.channels) channels, \
            \(stage.channels == former.channels ? "as before" : "where it had \(former.channels)")
            """,
            at: place.layer.layer.writtenSpan("filters") ?? place.span,
            help: "\(former.channels * 2) channels would keep half of the values")
    }
}
