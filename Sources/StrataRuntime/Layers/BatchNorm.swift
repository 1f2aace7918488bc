import COneDNN

/// Batch normalization. Training uses the batch's mean and (biased) variance, and updates the running mean and the
/// running unbiased variance by `momentum`; inference uses the running statistics.
struct BatchNorm: CalledLayer {
    static let definition = LayerDefinition.batchNorm
    let epsilon: Float
    let momentum: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        epsilon = call.float("epsilon") ?? 0
        momentum = call.float("momentum") ?? 0
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let channels = [inputs[0].channels]
        return [
            Parameter("weight", channels, .constant(1)),
            Parameter("bias", channels, .constant(0)),
            Parameter("running_mean", channels, trained: false, .constant(0)),
            Parameter("running_var", channels, trained: false, .constant(1)),
        ]
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        let perChannel = try Layout([channels], .plain)
        let scale = try layer.parameter("weight", perChannel, dimensions: [channels])
        let shift = try layer.parameter("bias", perChannel, dimensions: [channels])
        let runningMean = try layer.buffer("running_mean")
        let runningVariance = try layer.buffer("running_var")
        let input = try map(layer.input, of: layer.inputShape, layer)

        let flags = layer.fused.activation == .relu ? ONEDNN_NORM_RELU.rawValue : 0
        if !layer.isTraining {
            let forward = try layer.describe {
                strata_onednn_batch_norm_forward(
                    $0, $1, 0, input.layout.handle, epsilon, Int32(flags | ONEDNN_NORM_GIVEN_STATISTICS.rawValue))
            }
            let output = layer.temporary(input.layout)
            try layer.run(
                forward,
                [
                    (.source, input), (.mean, runningMean), (.variance, runningVariance), (.scale, scale.value),
                    (.shift, shift.value), (.destination, output),
                ])
            return PlannedLayer(try original(output, layer))
        }

        let count = layer.batch * layer.inputShape.count / channels
        guard count > 1 else {
            throw RuntimeError(
                "in training, batch norm needs more than one value per channel, but a batch of 1 x 1 x 1 has only one")
        }
        let forward = try layer.describe {
            strata_onednn_batch_norm_forward($0, $1, 1, input.layout.handle, epsilon, Int32(flags))
        }
        let output = layer.temporary(input.layout)
        let mean = layer.temporary(perChannel)
        let variance = layer.temporary(perChannel)
        let workspaceLayout = try forward.workspace()
        let workspace = workspaceLayout.bytes > 0 ? layer.temporary(workspaceLayout) : nil
        let signs: [(Argument, Value)] = workspace.map { [(.workspace, $0)] } ?? []
        try layer.run(
            forward,
            [
                (.source, input), (.scale, scale.value), (.shift, shift.value), (.mean, mean), (.variance, variance),
                (.destination, output),
            ] + signs)
        let unbiased = Float(count) / Float(count - 1)
        layer.run(touching: [mean, variance, runningMean, runningVariance]) { [momentum] memory in
            let batchMean = memory.floats(mean)
            let batchVariance = memory.floats(variance)
            let runningMean = memory.floats(runningMean)
            let runningVariance = memory.floats(runningVariance)
            return { _ in
                for index in 0..<channels {
                    runningMean[index] += momentum * (batchMean[index] - runningMean[index])
                    runningVariance[index] += momentum * (batchVariance[index] * unbiased - runningVariance[index])
                }
            }
        }

        return PlannedLayer(try original(output, layer)) { gradient, _ in
            let gradient = try layer.reordered(
                try map(gradient, of: layer.outputShape, layer), to: input.layout)
            let backward = try layer.describe {
                strata_onednn_batch_norm_backward(
                    $0, $1, input.layout.handle, input.layout.handle, epsilon, Int32(flags), forward.handle)
            }
            let result = layer.temporary(input.layout)
            let takesShift = strata_onednn_batch_norm_backward_takes_shift() != 0
            try layer.run(
                backward,
                [
                    (.source, input), (.mean, mean), (.variance, variance), (.scale, scale.value),
                    (.destinationGradient, gradient), (.sourceGradient, result), (.scaleGradient, scale.gradient),
                    (.shiftGradient, shift.gradient),
                ] + (takesShift ? [(.shift, shift.value)] : []) + signs)
            return [try original(result, layer)]
        }
    }

    /// Returns the value as a map: a vector becomes a map of 1 x 1 with its elements as channels.
    private func map(_ value: Value, of shape: TensorShape, _ layer: LayerPlanner) throws -> Value {
        if shape.isFeatureMap { return value }
        let plain = try layer.plain(value, [layer.batch, shape.count])
        return Value(layout: try Layout([layer.batch, shape.count, 1, 1], .channelsLast), region: plain.region)
    }

    /// Returns the map in the shape of the layer's input: a map of 1 x 1 becomes the vector again.
    private func original(_ value: Value, _ layer: LayerPlanner) throws -> Value {
        if layer.inputShape.isFeatureMap { return value }
        return Value(layout: try Layout([layer.batch, layer.inputShape.count], .plain), region: value.region)
    }
}
