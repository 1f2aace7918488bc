import StrataRuntime
public struct EverySetting: Network {
    public let name = "EverySetting"
    public let input = TensorShape(units: 5)
    public func layers(_ net: inout NetworkBuilder) { net.dense("fc1", units: 4) }
}
