import Basics
import SpecCompiler

/// The formula of a layer's output size, with the layer's numbers: `floor((28 + 2 + 2 - 5) / 1) + 1 = 28`.
enum SizeFormula {
    /// One line per axis, or one for both if they are equal.
    static func lines(_ sized: SizedLayer) -> [String] { sizes(sized) + counts(sized) }

    /// The other numbers that follow from the input's channels: `groups: 64 / 4 = 16`.
    private static func counts(_ sized: SizedLayer) -> [String] {
        let arguments = sized.layer.arguments
        return arguments.expressions.compactMap { name, expression in
            guard expression.usesChannels, arguments.syntax.parameter(named: name)?.openRole == nil,
                let count = arguments.integer(name)
            else { return nil }
            return "\(name): " + expression.text(channels: "\(sized.input.channels)") { "$\($0)" } + " = \(count)"
        }
    }

    private static func sizes(_ sized: SizedLayer) -> [String] {
        switch sized.relation {
        case .same: return ["size: \(sized.output), the input's size"]
        case .units(.relative(let expression)): return ["units: \(text(expression, sized))"]
        case .units: return ["units: \(sized.output)"]
        case .flatten:
            return ["units: \(sized.input.axes.map(String.init).joined(separator: " * ")) = \(sized.output)"]
        case .reshape(let size): return ["size: \(size), with the same number of values"]
        case .map(let axes, let channels):
            guard sized.input.isFeatureMap, sized.output.isFeatureMap else { return [] }
            let texts = (0..<sized.input.spatialAxes).map { axis in
                text(axes[axis], sized.input.spatial(axis), sized.output.spatial(axis))
            }
            let names = texts.indices.map(sized.input.axisName)
            let sides =
                Set(texts).count == 1
                ? ["\(Suggestion.list(names, conjunction: "and")): \(texts[0])"]
                : zip(names, texts).map { "\($0): \($1)" }
            return sides + [self.channels(channels, sized)]
        }
    }

    private static func channels(_ relation: ChannelRelation, _ sized: SizedLayer) -> String {
        switch relation {
        case .same: "channels: \(sized.output.channels), like the input"
        case .constant(let count): "channels: \(count)"
        case .divided(let divisor): "channels: \(sized.input.channels) / \(divisor) = \(sized.output.channels)"
        case .multiplied(let factor): "channels: \(sized.input.channels) * \(factor) = \(sized.output.channels)"
        case .relative(let expression): "channels: \(text(expression, sized))"
        }
    }

    /// The arithmetic with the input's channels in it, and its result: `64 / 2 = 32`.
    private static func text(_ expression: Expression, _ sized: SizedLayer) -> String {
        guard expression != .channels else { return "\(sized.output.channels), like the input" }
        return expression.text(channels: "\(sized.input.channels)") { $0 } + " = \(sized.output.channels)"
    }

    private static func text(_ relation: AxisRelation, _ input: Int, _ output: Int) -> String {
        switch relation {
        case .same: return "\(output), like the input"
        case .constant: return "\(output), for every input size"
        case .linear(let factor, let offset):
            let offset = offset ?? 0
            let scaled = factor == 1 ? "\(input)" : "\(input) * \(factor)"
            let shifted = offset == 0 ? "" : offset < 0 ? " - \(-offset)" : " + \(offset)"
            return "\(scaled)\(shifted) = \(output)"
        case .divided(let divisor): return "\(input) / \(divisor) = \(output)"
        case .mirrored(let before, let after): return "\(input) + \(before) + \(after) = \(output)"
        case .window(let window): return text(window, input, output)
        }
    }

    private static func text(_ window: Window, _ input: Int, _ output: Int) -> String {
        guard case .sides(let before, let after) = window.padding else {
            return "ceil(\(input) / \(window.stride)) = \(output)"
        }
        let padding = before == 0 && after == 0 ? "" : " + \(before) + \(after)"
        let kernel =
            window.dilation == 1 ? "\(window.kernel)" : "(\(window.dilation) * (\(window.kernel) - 1) + 1)"
        let rounding = window.roundsUp ? "ceil" : "floor"
        return "\(rounding)((\(input)\(padding) - \(kernel)) / \(window.stride)) + 1 = \(output)"
    }
}
