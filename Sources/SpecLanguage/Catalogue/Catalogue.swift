/// The words of the language. A layer is one file in `Layers/` and one line here; a test holds the two together.
public enum Catalogue {
    public static let layers: [LayerDefinition] = [
        .convolution, .pooling, .globalPooling, .dense, .perceptron, .flatten, .batchNorm, .dropout, .activation,
    ]

    public static let optimizers: [Syntax] = [.sgd, .adamW]

    public static let schedules: [Syntax] = [.constant, .step, .cosine]

    public static func layer(key: String) -> LayerDefinition? { layersByKey[key] }

    private static let layersByKey = Dictionary(uniqueKeysWithValues: layers.map { ($0.syntax.key, $0) })
}
