/// A depthwise convolution and a 1x1 convolution without anything between them, like Keras's `SeparableConv2D`. Their
/// weights are `depthwise` and `pointwise` within the layer, whose name belongs to the result.
enum SeparableConv: LayerBuilding {
    static let definition = LayerDefinition.separableConvolution

    static func add(_ call: Call, named name: String, output: TensorShape, to net: inout NetworkBuilder) {
        net.scope(name) { net in
            net.depthwiseConv(
                "depthwise", kernel: call.extent("kernel") ?? 1, stride: call.extent("stride") ?? 1,
                padding: call.padding("padding") ?? .valid, dilation: call.extent("dilation") ?? 1, bias: false,
                initialization: call.initialization)
            net.conv(
                "pointwise", kernel: 1, filters: output.channels, bias: call.boolean("bias") ?? true,
                initialization: call.initialization, activation: call.activation("activation"))
        }
        net.append(name, Result(), output: output)
    }

    /// Gives the output of the second convolution the layer's name. Plans leave it out.
    private struct Result: LayerOperation {
        var kind: String { SeparableConv.definition.syntax.key }

        func changesNothing(training: Bool) -> Bool { true }

        func plan(_ layer: LayerPlanner) throws -> PlannedLayer { PlannedLayer(layer.input) }
    }
}
