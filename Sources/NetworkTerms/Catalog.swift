/// The words of the language. A layer is one file in `Layers/` and one line here; a test holds the two together.
public enum Catalogue {
    public static let layers: [LayerDefinition] = [
        .convolution, .transposedConvolution, .pooling, .globalPooling, .adaptivePooling, .dense, .perceptron, .flatten,
        .reshape, .batchNorm, .layerNorm, .groupNorm, .localResponseNorm, .dropout, .stochasticDepth, .activation,
        .leakyRelu, .prelu, .softmax, .squeezeExcite, .layerScale, .upsampling, .zeroPad, .crop, .pixelShuffle,
        .channelShuffle, .channelSplit,
    ]

    public static let dataSources: [DataSourceDefinition] = [.fashionMNIST, .idx, .csv]

    public static let losses: [LossDefinition] = [.crossEntropy, .meanSquaredError, .binaryCrossEntropy]

    public static let optimizers: [OptimizerDefinition] = [.sgd, .adamW]

    public static let schedules: [ScheduleDefinition] = [.constant, .step, .cosine]

    /// Everything that a training section can choose.
    public static let trainingTerms: [any TrainingTerm] = dataSources + losses + optimizers + schedules

    public static func layer(key: String) -> LayerDefinition? { layersByKey[key] }

    private static let layersByKey = Dictionary(uniqueKeysWithValues: layers.map { ($0.syntax.key, $0) })
}
