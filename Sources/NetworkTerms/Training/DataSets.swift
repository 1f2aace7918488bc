/// A data set that `train` can name.
public struct DataSetDefinition: Hashable, Sendable {
    public let name: String
    public let title: String
    public let input: TensorShape
    public let classes: Int
    public let trainingSamples: Int

    public static let all: [DataSetDefinition] = [
        DataSetDefinition(
            name: "fashion-mnist", title: "Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017)",
            input: TensorShape(height: 28, width: 28, channels: 1), classes: 10, trainingSamples: 60_000)
    ]

    public static func named(_ name: String) -> DataSetDefinition? { all.first { $0.name == name } }
}
