import Basics
import COneDNN

/// How the pixels between are found when a map is enlarged.
public enum Interpolation: Hashable, Sendable {
    /// Each pixel is repeated.
    case nearest
    /// By the distance to the nearest four, pixels being areas (PyTorch's `align_corners=False`).
    case bilinear
}

extension NetworkBuilder {
    /// Enlarges a feature map by whole factors; the channels stay.
    @discardableResult
    public mutating func upsample(_ name: String, by factor: Size, _ interpolation: Interpolation = .nearest)
        -> LayerReference
    {
        append(name, Upsample(factor: factor, interpolation: interpolation))
    }
}

struct Upsample: LayerOperation {
    let factor: Size
    let interpolation: Interpolation
    var kind: String { "upsample" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        guard factor.height > 0, factor.width > 0, let height = product(input.height, factor.height),
            let width = product(input.width, factor.width)
        else { throw ShapeError("its factor of \(factor) must be at least 1, and not too large") }
        return TensorShape(height: height, width: width, channels: input.channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let kind = interpolation == .nearest ? ONEDNN_NEAREST : ONEDNN_BILINEAR
        let layout = try Layout(layer.inputDimensions, .plain)
        let input = try layer.reordered(layer.input, to: layout)
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        let forward = try layer.describe {
            strata_onednn_resampling_forward(
                $0, $1, layer.isTraining ? 1 : 0, kind, layout.handle, output.layout.handle)
        }
        try layer.run(forward, [(.source, input), (.destination, output)])
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: output.layout)
            let backward = try layer.describe {
                strata_onednn_resampling_backward($0, $1, kind, layout.handle, output.layout.handle, forward.handle)
            }
            let result = layer.temporary(layout)
            try layer.run(backward, [(.destinationGradient, gradient), (.sourceGradient, result)])
            return [result]
        }
    }
}
