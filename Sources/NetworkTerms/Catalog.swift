/// The words of the language. A layer is one file in `Layers/` and one line here; a test holds the two together.
public enum Catalogue {
    public static let layers: [LayerDefinition] = [
        .convolution, .transposedConvolution, .pooling, .globalPooling, .adaptivePooling, .dense, .perceptron, .flatten,
        .reshape, .batchNorm, .layerNorm, .groupNorm, .localResponseNorm, .dropout, .stochasticDepth, .activation,
        .leakyRelu, .prelu, .softmax, .squeezeExcite, .layerScale, .upsampling, .zeroPad, .crop, .pixelShuffle,
        .channelShuffle, .channelSplit,
    ]

    public static let dataSources: [Syntax] = [.fashionMNIST, .idx, .csv]

    public static let losses: [Syntax] = [.crossEntropy, .meanSquaredError, .binaryCrossEntropy]

    public static let optimizers: [Syntax] = [.sgd, .adamW]

    public static let schedules: [Syntax] = [.constant, .step, .cosine]

    public static func layer(key: String) -> LayerDefinition? { layersByKey[key] }

    private static let layersByKey = Dictionary(uniqueKeysWithValues: layers.map { ($0.syntax.key, $0) })
}
