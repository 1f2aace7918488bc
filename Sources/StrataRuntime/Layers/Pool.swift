/// What a pooling layer takes from its window.
public enum Pooling: Hashable, Sendable {
    case max
    /// The mean; the zeros of the padding count, as in PyTorch's `AvgPool2d` (`count_include_pad=True`).
    case average
}

extension NetworkBuilder {
    /// Pooling over a feature map; the channels stay. The stride is the kernel's size unless given.
    @discardableResult
    public mutating func pool(
        _ name: String, _ pooling: Pooling, kernel: Size, stride: Size? = nil, padding: Padding = 0
    ) -> LayerReference {
        append(name, Pool(pooling: pooling, window: .some(kernel: kernel, stride: stride ?? kernel, padding: padding)))
    }

    /// Pooling over the whole map: height x width x channels to 1 x 1 x channels.
    @discardableResult
    public mutating func globalPool(_ name: String, _ pooling: Pooling) -> LayerReference {
        append(name, Pool(pooling: pooling, window: .wholeMap))
    }
}

/// Max or average pooling, over a window or the whole map.
struct Pool: LayerOperation {
    enum Extent: Hashable, Sendable {
        case some(kernel: Size, stride: Size, padding: Padding)
        case wholeMap
    }

    let pooling: Pooling
    let window: Extent
    var kind: String { window == .wholeMap ? "global pool" : "pool" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        if case .some(let kernel, _, let padding) = window {
            // A window that lies wholly in the padding has no maximum.
            guard padding.top < kernel.height, padding.bottom < kernel.height, padding.left < kernel.width,
                padding.right < kernel.width
            else { throw ShapeError("its padding (\(padding)) must be smaller than its kernel (\(kernel))") }
        }
        return try window(over: input).outputShape(of: input, channels: input.channels)
    }

    func window(over input: TensorShape) -> Window {
        switch window {
        case .some(let kernel, let stride, let padding):
            Window(kernel: kernel, stride: stride, padding: padding, dilation: 1)
        case .wholeMap:
            Window(kernel: Size(input.height, input.width), stride: 1, padding: 0, dilation: 1)
        }
    }
}
