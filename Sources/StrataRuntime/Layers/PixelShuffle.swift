import Basics

extension NetworkBuilder {
    /// Turns channels into pixels: height x width x (channels * factor²) to (height * factor) x (width * factor) x channels
    /// (Shi and others, 2016, https://arxiv.org/abs/1609.05158), in the order of PyTorch's `PixelShuffle`.
    @discardableResult
    public mutating func pixelShuffle(_ name: String, factor: Int) -> LayerReference {
        append(name, PixelShuffle(factor: factor))
    }
}

struct PixelShuffle: LayerOperation {
    let factor: Int
    var kind: String { "pixel shuffle" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        guard factor > 0, let square = product(factor, factor), input.channels % square == 0,
            let height = product(input.height, factor), let width = product(input.width, factor)
        else {
            throw ShapeError("its \(input.channels) input channels must be a multiple of \(factor)x\(factor)")
        }
        return TensorShape(height: height, width: width, channels: input.channels / square)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            let source = (channel * factor + row % factor) * factor + column % factor
            return (source, row / factor, column / factor)
        }.plan(layer)
    }
}
