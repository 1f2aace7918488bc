/// Squeeze-and-excitation (Hu et al., 2018, https://arxiv.org/abs/1709.01507): each channel is scaled by a gate
/// computed from the means of all channels. It's built from several layers, the last of which has its name.
enum SqueezeExcite: LayerBuilding {
    static let definition = LayerDefinition.squeezeExcite

    static func add(_ call: Call, named name: String, output: TensorShape, to net: inout NetworkBuilder) {
        let input = net.current
        let gate = net.scope(name) { net in
            net.globalPool("pool", .average)
            net.conv(
                "reduce", kernel: 1, filters: call.integer("units") ?? 1, activation: call.activation("activation"))
            net.conv("expand", kernel: 1, filters: output.channels, activation: call.activation("gate"))
        }
        net.multiply(name, [input, gate])
    }
}
