/// The window that a convolution or pooling layer slides over an image.
struct SlidingWindow: Hashable, Sendable {
    let kernel: Extent
    let stride: Extent
    let dilation: Extent
    let padding: Padding
    /// Whether to include a last window that ends beyond the padding.
    let roundsUp: Bool

    init(kernel: Extent, stride: Extent = 1, dilation: Extent = 1, padding: Padding = .valid, roundsUp: Bool = false) {
        (self.kernel, self.stride, self.dilation) = (kernel, stride, dilation)
        (self.padding, self.roundsUp) = (padding, roundsUp)
    }

    /// Creates the window of a layer with `kernel`, `stride`, `dilation`, and `padding`.
    init(_ call: Call) {
        self.init(
            kernel: call.extent("kernel") ?? 1, stride: call.extent("stride") ?? 1,
            dilation: call.extent("dilation") ?? 1, padding: call.padding("padding") ?? .valid,
            roundsUp: call.boolean("ceil") ?? false)
    }

    /// Returns the padding around an input in numbers, with `same` resolved and including what rounding up adds.
    func margin(over input: TensorShape) -> Margin {
        func along(_ axis: Int) -> (before: Int, after: Int) {
            let window = Window(
                kernel: kernel[axis], stride: stride[axis], dilation: dilation[axis], padding: padding.along(axis),
                roundsUp: roundsUp)
            return window.resolvedPadding(over: input.spatial(axis)) ?? (0, 0)
        }
        let (rows, columns) = (along(0), along(1))
        return Margin(top: rows.before, bottom: rows.after, left: columns.before, right: columns.after)
    }
}

// The engine plans images only, so its windows have two axes.
extension Extent {
    var height: Int { self[0] }
    var width: Int { self[1] }
}

extension Margin {
    var top: Int { before[0] }
    var bottom: Int { after[0] }
    var left: Int { before[1] }
    var right: Int { after[1] }
}
