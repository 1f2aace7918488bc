import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// An initialisation that was worked out for another activation than the one behind it.
    static let initFit = Rule("init-fit", .advice, .advice)
}

extension LintRule {
    static let initFit = LintRule(
        .initFit,
        summary: "An initialisation that is told suits the activation behind it.",
        reason: """
            An initialisation keeps the scale of what goes through a layer, and the activation behind it has a part in that. \
            A relu passes half of the variance; he's 2/fan-in makes up for it, and under xavier or lecun signals shrink by \
            about 1/sqrt(2) a layer. tanh and sigmoid pass small values as they are: he's weights are too large for them, and \
            push them to where they are flat. Behind a norm the scale is the norm's. What is right for elu, gelu and silu is \
            not as clear; they are let be, and so are layers that say no `init`.
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
                    let told = place.arguments.word("init"), let follower = linted.activationBehind(place),
                    let activation = follower.activation, let better = LintRule.better(told, before: activation)
                else { return nil }
                return Message.unsuited(place, told, follower.activationName ?? activation.word, better)
            }
        })

    /// The initialisation that suits an activation better than the one told, of the same distribution; nil where that one is
    /// right, or nobody knows better.
    private static func better(_ told: String, before activation: Activation) -> String? {
        let stem = told.split(separator: " ").first.map(String.init) ?? told
        return switch activation {
        case .relu, .relu6, .leakyRelu: ["xavier", "lecun"].contains(stem) ? told.replacing(stem, with: "he") : nil
        case .tanh, .sigmoid, .hardSigmoid: stem == "he" ? told.replacing(stem, with: "xavier") : nil
        // Nobody has worked out what is right for these.
        case .gelu, .silu, .hardSwish, .elu, .mish: nil
        }
    }
}

extension LintedNetwork {
    /// The layer with the activation that a layer's sums go through before anything changes their scale: it itself, or one
    /// that follows.
    fileprivate func activationBehind(_ place: Place) -> Place? {
        if place.activation != nil { return place }
        let following = next(place, passing: .movesValues)
        return following.flatMap { $0.traits.contains(.isActivation) ? $0 : nil }
    }
}

private enum Message {
    static func unsuited(
        _ place: LintedNetwork.Place, _ told: String, _ activation: String, _ better: String
    ) -> Diagnostic {
        let written = place.layer.layer.writtenSpan("init")
        return Diagnostic(
            .initFit,
            "\(place.name) starts by `\(told)`, but goes through \(activation), for which `\(better)` was worked out",
            at: written ?? place.span, help: "write `init \(better)`",
            proposals: written.map { [[Diagnostic.Fix("write `\(better)`", replacing: $0, with: better)]] } ?? [])
    }
}
