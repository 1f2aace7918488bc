/// The words of the language. A layer is one file in `Layers/` and one line here; a test checks that they match.
public enum Catalog {
    /// In the order of the reference.
    public static let layers: [LayerDefinition] = [
        .convolution,
        .separableConvolution,
        .transposedConvolution,
        .pooling,
        .globalPooling,
        .adaptivePooling,
        .dense,
        .perceptron,
        .flatten,
        .reshape,
        .batchNorm,
        .layerNorm,
        .groupNorm,
        .localResponseNorm,
        .dropout,
        .stochasticDepth,
        .activation,
        .leakyRelu,
        .prelu,
        .softmax,
        .logSoftmax,
        .squeezeExcite,
        .layerScale,
        .upsampling,
        .zeroPad,
        .reflectPad,
        .replicatePad,
        .crop,
        .pixelShuffle,
        .pixelUnshuffle,
        .channelShuffle,
        .channelSplit,
    ]

    public static let dataSources: [DataSourceDefinition] = [.fashionMNIST, .idx, .csv]

    public static let losses: [LossDefinition] = [
        .crossEntropy, .meanSquaredError, .binaryCrossEntropy, .negativeLogLikelihood,
    ]

    public static let optimizers: [OptimizerDefinition] = [.sgd, .adamW]

    public static let schedules: [ScheduleDefinition] = [.constant, .step, .cosine]

    /// Everything that a training section can choose.
    public static let trainingTerms: [any TrainingTerm] = dataSources + losses + optimizers + schedules

    public static func layer(key: String) -> LayerDefinition? { layersByKey[key] }

    /// The calls of other frameworks by their lowercase names, with our equivalents.
    public static let frameworkCalls: [String: [(syntax: Syntax, call: FrameworkCall)]] = Dictionary(
        grouping: layers.flatMap { layer in layer.calls.map { (layer.syntax, $0) } }
            + trainingTerms.flatMap { term in term.calls.map { (term.syntax, $0) } },
        by: { $0.1.name.lowercased() })

    private static let layersByKey = Dictionary(uniqueKeysWithValues: layers.map { ($0.syntax.key, $0) })
}
