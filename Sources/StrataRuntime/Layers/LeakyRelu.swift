/// x if positive, otherwise a slope times x.
enum LeakyRelu: LayerBuilding {
    static let definition = LayerDefinition.leakyRelu

    static func add(_ call: Call, named name: String, output: TensorShape, to net: inout NetworkBuilder) {
        let slope = call.decimal("slope") ?? 0
        net.append(name, ActivationLayer(.leakyRelu(slope: slope)), output: output)
    }
}
