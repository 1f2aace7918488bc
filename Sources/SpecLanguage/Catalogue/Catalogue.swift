/// The words of the language. A layer is one file in `Layers/` and one line here; a test holds the two together.
public enum Catalogue {
    public static let layers: [LayerDefinition] = [
        .convolution, .pooling, .globalPooling, .dense, .perceptron, .flatten, .batchNorm, .dropout, .activation,
    ]

    public static let optimizers: [Syntax] = [.sgd, .adamW]

    public static let schedules: [Syntax] = [.constant, .step, .cosine]

    public static func layer(key: String) -> LayerDefinition? { layersByKey[key] }

    private static let layersByKey = Dictionary(uniqueKeysWithValues: layers.map { ($0.syntax.key, $0) })

    /// What other tools call a thing that Strata names otherwise.
    static let foreignWords: [String: String] = [
        "linear": "fc", "dense": "fc", "fully connected": "fc", "inner product": "fc",
        "conv2d": "conv", "convolution": "conv", "convolutional": "conv", "convolve": "conv",
        "maxpool": "max pool", "maxpool2d": "max pool", "maxpooling2d": "max pool", "max pooling": "max pool",
        "avgpool": "avg pool", "avgpool2d": "avg pool", "average pool": "avg pool", "average pooling": "avg pool",
        "mean pool": "avg pool", "avg pooling": "avg pool",
        "batchnorm": "batch norm", "batchnorm2d": "batch norm", "batch normalization": "batch norm",
        "batch normalisation": "batch norm", "bn": "batch norm",
        "gap": "global avg pool", "global pool": "global avg pool", "global average pool": "global avg pool",
        "global average pooling": "global avg pool", "globalaveragepooling2d": "global avg pool",
        "swish": "silu", "leakyrelu": "leaky relu", "lrelu": "leaky relu", "perceptron": "mlp",
        "adam": "adamw", "momentum": "sgd", "none": "constant",
        "bias": "no bias", "padding": "pad", "strides": "stride", "dilated": "dilation",
    ]
}
