import Basics
import SpecCompiler

/// How a layer's output size comes about, with the layer's own numbers: `floor((28 + 2 + 2 - 5) / 1) + 1 = 28`.
enum SizeFormula {
    /// One line for each axis, or for both where they are alike.
    static func lines(_ sized: SizedLayer) -> [String] {
        switch sized.relation {
        case .same: return ["size: that of the input, \(sized.output)"]
        case .units(let units): return ["units: \(units)"]
        case .flatten:
            return ["units: \(sized.input.axes.map(String.init).joined(separator: " * ")) = \(sized.output)"]
        case .reshape(let size): return ["size: \(size), of as many values"]
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
        case .same: "channels: those of the input, \(sized.output.channels)"
        case .constant(let count): "channels: \(count)"
        case .divided(let divisor): "channels: \(sized.input.channels) / \(divisor) = \(sized.output.channels)"
        }
    }

    private static func text(_ relation: AxisRelation, _ input: Int, _ output: Int) -> String {
        switch relation {
        case .same: return "that of the input, \(output)"
        case .constant: return "\(output), whatever the input"
        case .linear(let factor, let offset):
            let offset = offset ?? 0
            let scaled = factor == 1 ? "\(input)" : "\(input) * \(factor)"
            let shifted = offset == 0 ? "" : offset < 0 ? " - \(-offset)" : " + \(offset)"
            return "\(scaled)\(shifted) = \(output)"
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
