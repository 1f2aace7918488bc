import Basics
import NetworkTerms
import SizeInference
import SpecLanguage
import SpecText

extension Rule {
    /// A deep stack of saturating layers with nothing to preserve the gradient.
    static let vanishingGradient = Rule("vanishing-gradient", .training, .advice)
}

extension LintRule {
    static let vanishingGradient = LintRule(
        .vanishingGradient,
        summary: "A deep stack of saturating layers has normalization or shortcuts.",
        reason: """
            During the backward pass, each layer multiplies the gradient by its weights and the slope of its \
            activation. The slope of a sigmoid is at most 1/4. Unless `init` is set, weights start as in PyTorch, \
            regardless of the activation: uniform up to 1/sqrt(n), where a unit or filter looks at n values (Kaiming \
            uniform with a = sqrt(5)), a variance of 1/(3 * n). Between layers of equal width, each leaves about \
            1/sqrt(3) of the gradient, times the slope, so the first layers of a deep stack learn nothing. The figure \
            is an estimate for the start of training. With `init xavier`, a tanh keeps all of it, and a stack that \
            keeps half or more isn't reported; a sigmoid still keeps only a quarter. A relu keeps about 1/sqrt(6), or \
            all of it with `init he`, so stacks of relu aren't reported.
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

/// Consecutive layers with saturating activations.
struct SaturatingStack {
    var layers: [LintedNetwork.Place] = []
    /// What remains of the gradient's scale after passing through them.
    var scale = 1.0

    /// Whether another initialization would be enough: all of them are tanh, which keeps small values unchanged, and
    /// none sets `init`.
    var mayStartByXavier: Bool {
        layers.allSatisfy { !$0.arguments.isWritten("init") } && !hasSigmoid
    }

    private var hasSigmoid = false

    /// Shorter stacks are not reported.
    private static let fewest = 4
    /// A gradient with at least this share left has not vanished.
    private static let enough = 0.5

    /// The longest stack, if it is long enough to report.
    static func longest(among places: [LintedNetwork.Place], along path: LintedNetwork.Path) -> SaturatingStack? {
        guard places.contains(where: { saturated($0.activation) != nil }) else { return nil }
        var best = SaturatingStack()
        var seen: Set<Int> = []
        for place in places where !seen.contains(place.node) {
            var stack = SaturatingStack()
            var current: LintedNetwork.Place? = place
            while let layer = current, layer.isWeighted, let slope = slope(layer, path) {
                // The gradient that reaches the first layer hasn't passed through its weights.
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

    /// The steepest slope of the saturating activation after a layer; nil if there is none.
    private static func slope(_ place: LintedNetwork.Place, _ path: LintedNetwork.Path) -> Double? {
        if let own = place.activation { return saturated(own) }
        guard let following = path.next(place), following.traits.contains(.isActivation) else { return nil }
        return saturated(following.activation)
    }

    /// The steepest slope of an activation, if it saturates.
    private static func saturated(_ activation: Activation?) -> Double? {
        switch activation {
        case .sigmoid: 0.25
        case .tanh: 1
        default: nil
        }
    }

    /// The square root of `fan-out * variance of a weight`: the gain from summing the gradients of all outputs of a
    /// value.
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
        let figure =
            power > -2 ? "" : ": about 1e\(power) of the gradient reaches the first one at the start of training"
        return Diagnostic(
            .vanishingGradient,
            """
            \(stack.layers.count) consecutive saturating layers, from \(first.name) to \(last.name), have no \
            normalization or shortcut\(figure)
            """,
            at: first.span,
            notes: first.span == last.span ? [] : [Diagnostic.Note("the last one is here", at: last.span)],
            help: """
                \(stack.mayStartByXavier ? "use `init xavier` or relu" : "use relu") instead, add `batch norm` between \
                them, or wrap them in `residual`; an auxiliary head helps too
                """
        )
    }
}
