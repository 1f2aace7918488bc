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
}

public enum AxisRelation: Hashable, Sendable {
    case same
    /// Whatever the input's size, the output's is this.
    case constant(Int)
    case window(Window)
}

public enum ChannelRelation: Hashable, Sendable {
    case same
    case constant(Int)
}

/// A window that slides along one axis, of a convolution or a pooling.
///
/// The output is `floor((input + padding - reach) / stride) + 1` with `reach = dilation * (kernel - 1) + 1`
/// (Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*, 2016, relationship 15).
public struct Window: Hashable, Sendable {
    public enum Padding: Hashable, Sendable {
        /// So many in front and behind, together.
        case total(Int)
        case same
    }

    public var kernel: Int
    public var stride: Int
    public var dilation: Int
    public var padding: Padding

    public init(kernel: Int, stride: Int, dilation: Int = 1, padding: Padding) {
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
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
        func window(_ axis: KeyPath<Extent, Int>) -> Window {
            let padding: Window.Padding =
                switch arguments.padding("padding") ?? .valid {
                case .explicit(let extent):
                    .total(product(2, extent[keyPath: axis]) ?? .max)
                case .same: .same
                case .valid: .total(0)
                }
            return Window(
                kernel: kernel[keyPath: axis], stride: stride[keyPath: axis], dilation: dilation[keyPath: axis],
                padding: padding)
        }
        return (window(\.height), window(\.width))
    }
}
