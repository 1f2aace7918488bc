import Basics

/// How a layer's output size follows from its input size: one relation per axis, which can be used in both directions.
public enum SizeRelation: Hashable, Sendable {
    /// The output has the input's size, for any rank.
    case same
    /// A feature map to a feature map. It lies apart from the relation, which is handed on for every layer.
    indirect case map(PerAxis<AxisRelation>, channels: ChannelRelation)
    /// Anything, flattened, to a vector of so many units. Relative ones follow from a map's channels, not from its values.
    case units(ChannelRelation)
    /// Any input to a vector with as many units as the input has elements.
    case flatten
    /// Any input to a tensor of this size, which has the same number of elements.
    case reshape(TensorShape)
}

public enum AxisRelation: Hashable, Sendable {
    case same
    /// The output's size, for any input.
    case constant(Int)
    case window(Window)
    /// `input * factor + offset`: enlarging, padding, or cropping. The offset is nil if it overflows.
    case linear(factor: Int, offset: Int?)
    /// The input divided by this number, which must divide it.
    case divided(by: Int)
    /// The input with pixels before and after it that are its own in reverse, without the edge. It must have more.
    case mirrored(before: Int, after: Int)
}

public enum ChannelRelation: Hashable, Sendable {
    case same
    case constant(Int)
    /// The input's channels divided by this number, which must divide them.
    case divided(by: Int)
    case multiplied(by: Int)
    /// The result of arithmetic on the input's channels.
    case relative(Expression)
}

/// Why a layer has no output for an input size along an axis.
public enum AxisFailure: Error, Hashable, Sendable {
    /// A number overflows.
    case overflow
    /// The output would be smaller than 1.
    case nothingLeft
    /// Not even one window fits.
    case windowTooLarge(Window)
    /// The size isn't a multiple of this number.
    case remainder(Int)
    /// There are too few pixels to mirror this many.
    case marginTooLarge(Int)
}

extension SizeRelation {
    /// The window along an axis; nil where the output follows in another way.
    public func window(along axis: Int) -> Window? {
        guard case .map(let axes, _) = self, case .window(let window) = axes[axis] else { return nil }
        return window
    }
}

extension AxisRelation {
    /// Returns the output's size along the axis.
    public func output(of input: Int) throws(AxisFailure) -> Int {
        switch self {
        case .same: return input
        case .constant(let value): return value
        case .linear(let factor, let offset):
            guard let offset, let scaled = product(input, factor), let result = sum(scaled, offset) else {
                throw .overflow
            }
            guard result >= 1 else { throw .nothingLeft }
            return result
        case .divided(let divisor):
            guard input % divisor == 0 else { throw .remainder(divisor) }
            return input / divisor
        case .mirrored(let before, let after):
            guard input > max(before, after) else { throw .marginTooLarge(max(before, after)) }
            guard let result = sum(input, before, after) else { throw .overflow }
            return result
        case .window(let window):
            if let output = window.output(of: input) { return output }
            throw window.padded(input) == nil ? .overflow : .windowTooLarge(window)
        }
    }

    /// The smallest input that has an output.
    public var leastInput: Int {
        switch self {
        case .same, .constant: 1
        case .window(let window): window.leastInput
        case .linear(let factor, let offset): max(1, floorDivide(-(offset ?? 0), factor) + 1)
        case .divided(let divisor): divisor
        case .mirrored(let before, let after): sum(max(before, after), 1) ?? .max
        }
    }

    /// How much the output grows when the input grows by a given amount.
    public var growth: (input: Int, output: Int) {
        switch self {
        case .same: (1, 1)
        case .constant: (1, 0)
        case .window(let window): (window.stride, 1)
        case .linear(let factor, _): (1, factor)
        case .divided(let divisor): (divisor, 1)
        case .mirrored: (1, 1)
        }
    }

    /// The output's size; nil if it depends on the input's.
    public var constant: Int? { if case .constant(let value) = self { value } else { nil } }
}

extension ChannelRelation {
    /// The output's channels, if they are certain.
    public func output(of input: Int?) -> Int? {
        switch self {
        case .same: input
        case .constant(let channels): channels
        case .divided(let divisor): input.flatMap { $0 % divisor == 0 ? $0 / divisor : nil }
        case .multiplied(let factor): input.flatMap { product($0, factor) }
        case .relative(let expression): input.flatMap { try? expression.count(ofChannels: $0) }
        }
    }
}
