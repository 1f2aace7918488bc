/// The maximum or the mean of each whole channel.
enum GlobalPool: LayerBuilding {
    static let definition = LayerDefinition.globalPooling

    static func add(_ call: Call, named name: String, output: TensorShape, to net: inout NetworkBuilder) {
        net.append(name, Pool(call.pooling, over: net.shape(of: net.current)), output: output)
    }
}

extension Call {
    /// The function of a pooling: maximum or mean.
    var pooling: Pooling { word("kind").flatMap(Pooling.init) ?? .max }
}
