import Basics
import COneDNN

struct Upsample: CalledLayer {
    static let definition = LayerDefinition.upsampling
    let interpolation: Interpolation

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        interpolation = call.word("kind").flatMap(Interpolation.init) ?? .nearest
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
