import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An initialization that was derived for another activation than the one that follows.
    static let initFit = Rule("init-fit", .advice, .advice)
}

extension LintRule {
    static let initFit = LintRule(
        .initFit,
        summary: "The chosen initialization suits the activation that follows.",
        reason: """
            An initialization keeps the scale of signals from layer to layer, which depends on the activation. A relu \
            halves the variance; He's 2/fan-in makes up for it, and with xavier or lecun, signals shrink by about \
            1/sqrt(2) per layer. tanh and sigmoid keep small values almost unchanged: with He's initialization, \
            weights are too large for them and push values to where they saturate. After a normalization layer, that \
            layer sets the scale. What is right for elu, gelu, and silu is less clear, so they aren't reported, nor \
            are layers without `init`.
            """,
        source: """
            He and others, Delving deep into rectifiers, 2015, section 2.2; Glorot and Bengio, Understanding the difficulty of \
            training deep feedforward neural networks, 2010, section 4.2.1
            """,
        example: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, init xavier, relu
            head:
              - fc 10
            """,
        better: """
            input: 32x32x3
            body:
              - 3x3 conv, 16, pad 1, init he, relu
            head:
              - fc 10
            """,
        check: { linted in
            linted.places.compactMap { place in
                guard place.isWeighted, place.arguments.isWritten("init"),
                    let chosen = place.arguments.word("init"), let follower = linted.activationAfter(place),
                    let activation = follower.activation, let better = LintRule.better(chosen, before: activation)
                else { return nil }
                return Message.unsuited(place, chosen, follower.activationName ?? activation.word, better)
            }
        })

    /// The initialization of the same distribution that suits an activation better; nil if the chosen one is right or nothing
    /// better is known.
    private static func better(_ chosen: String, before activation: Activation) -> String? {
        let stem = chosen.split(separator: " ").first.map(String.init) ?? chosen
        return switch activation {
        case .relu, .relu6, .leakyRelu: ["xavier", "lecun"].contains(stem) ? chosen.replacing(stem, with: "he") : nil
        case .tanh, .sigmoid, .hardSigmoid: stem == "he" ? chosen.replacing(stem, with: "xavier") : nil
        // No initialization has been derived for these.
        case .gelu, .silu, .hardSwish, .elu, .mish: nil
        }
    }
}

extension LintedNetwork {
    /// The layer whose activation is applied to a layer's sums before anything changes their scale: the layer itself, or one
    /// that follows.
    fileprivate func activationAfter(_ place: Place) -> Place? {
        if place.activation != nil { return place }
        let following = next(place, passing: .movesValues)
        return following.flatMap { $0.traits.contains(.isActivation) ? $0 : nil }
    }
}

private enum Message {
    static func unsuited(
        _ place: LintedNetwork.Place, _ chosen: String, _ activation: String, _ better: String
    ) -> Diagnostic {
        let written = place.layer.layer.writtenSpan("init")
        return Diagnostic(
            .initFit,
            "\(place.name) is initialized with `\(chosen)`, but \(activation) follows, for which `\(better)` was derived",
            at: written ?? place.span, help: "write `init \(better)`",
            proposals: written.map { [[Diagnostic.Fix("write `\(better)`", replacing: $0, with: better)]] } ?? [])
    }
}
