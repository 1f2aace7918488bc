/// A window that slides over a feature map, as convolutions and pooling layers do.
struct Window: Hashable, Sendable {
    let kernel: Size
    let stride: Size
    let padding: Padding
    let dilation: Size
    /// Whether a window that begins in the map or in the padding before it, but ends beyond the padding behind it, counts.
    var roundsUp = false

    /// The window with the padding that it has over this input: `same` in numbers, and what rounding up takes beyond it.
    ///
    /// Rounding up is PyTorch's `ceil_mode`: no window begins in the padding behind the map.
    func resolved(over input: TensorShape) -> Window {
        func along(_ size: Int, _ before: Int, _ after: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> (
            Int, Int
        ) {
            let limit = TensorShape.largestCount
            guard kernel > 0, stride > 0, dilation > 0, max(size, before, after) <= limit,
                max(kernel, stride, dilation) <= limit, min(before, after) >= 0
            else { return (before, after) }
            let reach = dilation * (kernel - 1) + 1
            if padding.isSame {
                let total = max(0, ((size - 1) / stride) * stride + reach - size)
                return (total / 2, total - total / 2)
            }
            // Rounded up, a window may be larger than what it looks at, by less than a stride.
            guard roundsUp, reach - size - before - after < stride else { return (before, after) }
            let spare = size + before + after - reach
            var positions = (spare + stride - 1) / stride + 1
            if (positions - 1) * stride >= size + before { positions -= 1 }
            return (before, max(after, (positions - 1) * stride + reach - size - before))
        }
        let (top, bottom) = along(
            input.height, padding.top, padding.bottom, kernel.height, stride.height, dilation.height)
        let (left, right) = along(
            input.width, padding.left, padding.right, kernel.width, stride.width, dilation.width)
        return Window(
            kernel: kernel, stride: stride, padding: Padding(top: top, bottom: bottom, left: left, right: right),
            dilation: dilation)
    }

    func outputShape(of input: TensorShape, channels: Int) throws(ShapeError) -> TensorShape {
        guard kernel.height > 0, kernel.width > 0 else {
            throw ShapeError("its kernel of \(kernel) must be at least 1x1")
        }
        guard stride.height > 0, stride.width > 0 else {
            throw ShapeError("its stride of \(stride) must be at least 1")
        }
        guard dilation.height > 0, dilation.width > 0 else {
            throw ShapeError("its dilation of \(dilation) must be at least 1")
        }
        guard min(padding.top, padding.bottom, padding.left, padding.right) >= 0 else {
            throw ShapeError("its padding (\(padding)) must not be negative")
        }
        let padding = resolved(over: input).padding
        return TensorShape(
            height: try positions(
                "high", input.height, padding.top, padding.bottom, kernel.height, stride.height, dilation.height),
            width: try positions(
                "wide", input.width, padding.left, padding.right, kernel.width, stride.width, dilation.width),
            channels: channels)
    }

    /// How many places the window takes along one side.
    private func positions(
        _ extent: String, _ size: Int, _ before: Int, _ after: Int, _ kernel: Int, _ stride: Int, _ dilation: Int
    ) throws(ShapeError) -> Int {
        let limit = TensorShape.largestCount
        guard max(size, before, after) <= limit, max(kernel, stride, dilation) <= limit else {
            throw ShapeError("its window is too large")
        }
        // No overflow here: each factor is below 2^31.
        let padded = size + before + after
        let spread = dilation * (kernel - 1) + 1
        guard spread <= padded else {
            throw ShapeError("its kernel is \(spread) \(extent), but its padded input only \(padded)")
        }
        return (padded - spread) / stride + 1
    }
}

/// The one input of a layer that works on feature maps.
func onlyFeatureMap(_ inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
    let input = try only(inputs)
    guard input.isFeatureMap else {
        throw ShapeError("it needs a feature map (height x width x channels), but its input is a vector of \(input)")
    }
    return input
}

/// The one input of a layer that takes one.
func only(_ inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
    guard let input = inputs.first, inputs.count == 1 else {
        throw ShapeError("it takes one input, not \(inputs.count)")
    }
    return input
}
