/// How a layer's output size hangs together with its input size: a relation per axis, so that it can be read in both
/// directions.
public enum SizeRelation: Hashable, Sendable {
    /// The output has the input's size, whatever its rank.
    case same
    /// A feature map to a feature map.
    case map(height: AxisRelation, width: AxisRelation, channels: ChannelRelation)
    /// Anything, flattened, to a vector of so many units.
    case units(Int)
    /// Anything to a vector of as many units as it has elements.
    case flatten
    /// Anything to a tensor of this size, which has as many elements.
    case reshape(TensorSize)
}

public enum AxisRelation: Hashable, Sendable {
    case same
    /// Whatever the input's size, the output's is this.
    case constant(Int)
    case window(Window)
    /// `input * factor + offset`: what enlarges an axis, frames it or crops it. The offset is nil where it overflows.
    case linear(factor: Int, offset: Int?)
}

public enum ChannelRelation: Hashable, Sendable {
    case same
    case constant(Int)
    /// The input's, divided by this, which has to divide them.
    case divided(by: Int)
}

/// A window that slides along one axis, of a convolution or a pooling.
///
/// The output is `floor((input + padding - reach) / stride) + 1` with `reach = dilation * (kernel - 1) + 1`
/// (Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*, 2016, relationship 15). Rounded up instead,
/// no window may begin behind the input and the padding before it (PyTorch's `ceil_mode`).
public struct Window: Hashable, Sendable {
    public enum Padding: Hashable, Sendable {
        case sides(before: Int, after: Int)
        case same
    }

    public var kernel: Int
    public var stride: Int
    public var dilation: Int
    public var padding: Padding
    /// Whether a window counts that ends beyond the padding.
    public var roundsUp: Bool

    public init(kernel: Int, stride: Int, dilation: Int = 1, padding: Padding, roundsUp: Bool = false) {
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
        self.roundsUp = roundsUp
    }

    /// How many input pixels the kernel spans, `dilation * (kernel - 1) + 1`; nil where the number overflows.
    public var reach: Int? {
        let (spread, overflowed) = dilation.multipliedReportingOverflow(by: kernel - 1)
        let (reach, overflowedAgain) = spread.addingReportingOverflow(1)
        return overflowed || overflowedAgain ? nil : reach
    }
}

extension Window {
    /// The window along each axis of a layer with `kernel`, `stride`, `dilation` and `padding` parameters.
    static func axes(of arguments: Arguments) -> (height: Window, width: Window) {
        let kernel = arguments.extent("kernel") ?? Extent(square: 1)
        let stride = arguments.extent("stride") ?? kernel
        let dilation = arguments.extent("dilation") ?? Extent(square: 1)
        let roundsUp = arguments.boolean("ceil") == true
        let sides = (arguments.padding("padding") ?? .valid).sides
        let height = sides.map { Padding.sides(before: $0.top, after: $0.bottom) } ?? .same
        let width = sides.map { Padding.sides(before: $0.left, after: $0.right) } ?? .same
        return (
            Window(
                kernel: kernel.height, stride: stride.height, dilation: dilation.height, padding: height,
                roundsUp: roundsUp),
            Window(
                kernel: kernel.width, stride: stride.width, dilation: dilation.width, padding: width,
                roundsUp: roundsUp)
        )
    }
}
