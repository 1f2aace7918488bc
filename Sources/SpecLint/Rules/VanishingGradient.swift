import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// Saturating layers on top of each other, with nothing that keeps the gradient alive.
    static let vanishingGradient = Rule("vanishing-gradient", .training, .advice)
}

extension LintRule {
    static let vanishingGradient = LintRule(
        .vanishingGradient,
        summary: "A deep stack of saturating layers has norms or shortcuts.",
        reason: """
            On its way back, the gradient is multiplied by each layer's weights and by the slope of its activation. A \
            sigmoid's slope is at most 1/4. Unless `init` says otherwise weights start as PyTorch's do, whatever the \
            activation: uniform up to 1/sqrt(n) where a unit or filter looks at n values (Kaiming uniform with a = sqrt(5)), \
            a variance of 1/(3 * n). Between layers of one width each leaves about 1/sqrt(3) of the gradient, times the slope. \
            The first layers of a deep stack then learn nothing. The figure is an estimate, of the start. Under `init xavier` \
            a tanh leaves all of it, and a stack that leaves half or more is not reported; a sigmoid still leaves a quarter. A \
            relu leaves about 1/sqrt(6), under `init he` all. Such stacks are not reported.
            """,
        source: "Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010",
        example: """
            input: 8x8x4
            body:
              - flatten
              - mlp 128-128-128-128-128, sigmoid
            head:
              - fc 10
            """,
        better: """
            input: 8x8x4
            body:
              - flatten
              - mlp 128-128-128-128-128, relu
            head:
              - fc 10
            """,
        check: { linted in
            guard let stack = linted.saturatingStack else { return [] }
            return [Message.vanishes(stack)]
        })
}

/// Layers with saturating activations right behind each other.
struct SaturatingStack {
    var layers: [LintedNetwork.Place] = []
    /// What is left of the gradient's scale behind them.
    var scale = 1.0

    /// Whether another start would do: nothing but tanh, which passes small values whole, and no `init` that is told.
    var mayStartByXavier: Bool {
        layers.allSatisfy { !$0.arguments.isWritten("init") } && !hasSigmoid
    }

    private var hasSigmoid = false

    /// Fewer are not reported.
    private static let fewest = 4
    /// A gradient of which so much is left has not vanished.
    private static let enough = 0.5

    /// The longest, if it is long.
    static func longest(among places: [LintedNetwork.Place], along path: LintedNetwork.Path) -> SaturatingStack? {
        guard places.contains(where: { saturated($0.activation) != nil }) else { return nil }
        var best = SaturatingStack()
        var seen: Set<Int> = []
        for place in places where !seen.contains(place.node) {
            var stack = SaturatingStack()
            var current: LintedNetwork.Place? = place
            while let layer = current, layer.isWeighted, let slope = slope(layer, path) {
                // What reaches the first layer has not gone through its weights.
                stack.scale *= slope * (stack.layers.isEmpty ? 1 : gain(layer))
                stack.layers.append(layer)
                seen.insert(layer.node)
                if slope < 1 { stack.hasSigmoid = true }
                let last = layer.activation == nil ? path.next(layer) ?? layer : layer
                current = path.next(last, passing: [.dropsValues, .movesValues])
            }
            if stack.layers.count > best.layers.count, stack.scale < enough { best = stack }
        }
        return best.layers.count >= fewest ? best : nil
    }

    /// The slope of the saturating activation behind a layer, where it is steepest; nil where there is none.
    private static func slope(_ place: LintedNetwork.Place, _ path: LintedNetwork.Path) -> Double? {
        if let own = place.activation { return saturated(own) }
        guard let following = path.next(place), following.traits.contains(.isActivation) else { return nil }
        return saturated(following.activation)
    }

    /// The slope of an activation where it is steepest, if it saturates.
    private static func saturated(_ activation: Activation?) -> Double? {
        switch activation {
        case .sigmoid: 0.25
        case .tanh: 1
        default: nil
        }
    }

    /// The root of `fan-out * variance of a weight`: what the gradients of all values that one goes into add up to.
    private static func gain(_ place: LintedNetwork.Place) -> Double {
        let sizes = (place.layer.input, place.layer.output)
        guard let fans = place.layer.layer.definition.costs.fans?(place.layer.layer.call, sizes) else { return 1 }
        let start = place.arguments.word("init").flatMap(Initialization.init) ?? .default
        return (fans.outputs * start.variance(fans)).squareRoot()
    }
}

private enum Message {
    static func vanishes(_ stack: SaturatingStack) -> Diagnostic {
        let (first, last) = (stack.layers[0], stack.layers[stack.layers.count - 1])
        let power = stack.scale.powerOfTen ?? -300
        let figure = power > -2 ? "" : ": about 1e\(power) of the gradient reaches the first when training starts"
        return Diagnostic(
            .vanishingGradient,
            """
            \(stack.layers.count) saturating layers follow each other, from \(first.name) to \(last.name), without a norm or \
            a shortcut\(figure)
            """,
            at: first.span,
            notes: first.span == last.span ? [] : [Diagnostic.Note("the last one stands here", at: last.span)],
            help: """
                \(stack.mayStartByXavier ? "say `init xavier` or " : "")write relu for them, put `batch norm` between, or wrap \
                them in `residual`; an auxiliary head helps too
                """
        )
    }
}
