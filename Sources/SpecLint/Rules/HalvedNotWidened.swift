import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// A map that gets smaller without getting more channels.
    static let halvedNotWidened = Rule("halved-not-widened", .sizes, .advice)
}

extension LintRule {
    static let halvedNotWidened = LintRule(
        .halvedNotWidened,
        summary: "When a map is halved, it gets more channels.",
        reason: """
            Halving height and width leaves a quarter of the values. Doubling the channels keeps half of them, and \
            each layer takes about as long as before: the rule of thumb behind VGG and ResNet. The first halving and \
            maps with 256 or more channels are not reported, nor is an autoencoder, which narrows its maps to a code.
            """,
        source: "He and others, Deep residual learning for image recognition, 2016, section 3.3",
        example: """
            input: 64x64x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
            """,
        better: """
            input: 64x64x3
            body:
              - 3x3 conv, 16, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
              - 3x3 conv, 64, /2, pad 1, relu
            """,
        check: { linted in
            guard linted.network.spec.training?.target?.value != .input else { return [] }
            var findings: [Diagnostic] = []
            var former: (side: Int, channels: Int)?
            var current: (side: Int, channels: Int, step: SizedStep, learns: Bool)?
            // A stem shrinks large images first, so the first halving is ignored.
            var isStem = true
            /// Reports a completed stage.
            func close() {
                guard let stage = current else { return }
                if let former {
                    if !isStem, stage.learns, stage.channels <= former.channels, former.channels < LintRule.wide {
                        findings.append(Message.halved(stage.step, former, (stage.side, stage.channels)))
                    }
                    isStem = false
                }
                former = (stage.side, stage.channels)
            }
            for node in linted.answering where node > 0 {
                let step = linted.network.step(node)
                guard step.output.isFeatureMap, step.output.spatial(0) > 1 else { continue }
                let (side, channels) = (step.output.spatial(0), step.output.channels)
                let learns = linted.place(node)?.isWeighted ?? false
                if let stage = current, side * 2 > stage.side + 1 {
                    // A growing map belongs to a decoder, which follows other rules of thumb. Without a shortcut to
                    // it, what comes before it is the encoder of an autoencoder, too.
                    guard side <= stage.side else { return linted.isChain ? [] : findings }
                    current = (stage.side, max(stage.channels, channels), stage.step, stage.learns || learns)
                } else {
                    close()
                    current = (side, channels, step, learns)
                }
            }
            close()
            return findings
        })

    /// With this many channels, more are rarely added.
    private static let wide = 256
}

private enum Message {
    static func halved(
        _ step: SizedStep, _ former: (side: Int, channels: Int), _ stage: (side: Int, channels: Int)
    ) -> Diagnostic {
        Diagnostic(
            .halvedNotWidened,
            """
            \(step.name) halves the map from \(former.side) to \(stage.side) pixels, but it has \(stage.channels) channels\
            \(stage.channels == former.channels ? " as before" : ", down from \(former.channels)")
            """,
            at: step.span,
            help: "\(former.channels * 2) channels would keep half of the values")
    }
}
