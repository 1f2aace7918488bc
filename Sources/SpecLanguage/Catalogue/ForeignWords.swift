import Basics
import NetworkTerms
import SpecText

/// What PyTorch, Keras, other tools and other habits call the things that Strata names otherwise.
enum ForeignWords {
    /// The word of the notation that is meant.
    static func word(_ text: String, among known: [String]) -> String? {
        words[text.lowercased()].flatMap { known.contains($0) ? $0 : nil }
    }

    /// The key that is meant, of a layer, a section or a spec: a foreign name for it, or a slip in writing it.
    static func key(_ text: String, among known: [String]) -> String? {
        let plain = text.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
        return keys[plain]?.first { known.contains($0) } ?? Suggestion.closest(to: text, among: known)
    }

    private static let words: [String: String] = [
        "linear": "fc", "dense": "fc", "fully connected": "fc", "fully-connected": "fc", "inner product": "fc",
        "hidden": "fc", "output": "fc", "depthwiseconv2d": "depthwise conv", "dwconv": "depthwise conv",
        "conv2d": "conv", "convolution": "conv", "convolutional": "conv", "convolve": "conv",
        "maxpool": "max pool", "maxpool2d": "max pool", "maxpooling2d": "max pool", "max pooling": "max pool",
        "maxpooling": "max pool", "avgpooling": "avg pool", "averagepooling2d": "avg pool", "averagepool": "avg pool",
        "globalmaxpooling2d": "global max pool", "global max pooling": "global max pool",
        "avgpool": "avg pool", "avgpool2d": "avg pool", "average pool": "avg pool", "average pooling": "avg pool",
        "mean pool": "avg pool", "avg pooling": "avg pool",
        "batchnorm": "batch norm", "batchnormalization": "batch norm", "batchnorm2d": "batch norm",
        "batch normalization": "batch norm",
        "batch normalisation": "batch norm", "bn": "batch norm",
        "gap": "global avg pool", "global pool": "global avg pool", "global average pool": "global avg pool",
        "global average pooling": "global avg pool", "globalaveragepooling2d": "global avg pool",
        "swish": "silu", "hardswish": "hard swish", "hswish": "hard swish", "h-swish": "hard swish",
        "convtranspose2d": "transposed conv", "conv2dtranspose": "transposed conv", "deconv": "transposed conv",
        "deconvolution": "transposed conv", "transpose conv": "transposed conv",
        "adaptiveavgpool2d": "adaptive avg pool", "adaptivemaxpool2d": "adaptive max pool",
        "adaptive average pool": "adaptive avg pool", "layernorm": "layer norm", "layer normalization": "layer norm",
        "ln": "layer norm", "groupnorm": "group norm", "gn": "group norm", "instancenorm2d": "instance norm",
        "localresponsenorm": "local response norm", "lrn": "local response norm", "droppath": "stochastic depth",
        "drop path": "stochastic depth", "se": "squeeze-excite", "upsampling2d": "upsample", "upsampling": "upsample",
        "interpolate": "upsample", "zeropad2d": "zero pad", "zeropadding2d": "zero pad", "cropping2d": "crop",
        "pixelshuffle": "pixel shuffle", "depth to space": "pixel shuffle", "channelshuffle": "channel shuffle",
        "hardsigmoid": "hard sigmoid", "ceil_mode": "ceil", "ceiling": "ceil", "output_padding": "output pad",
        "leakyrelu": "leaky relu", "lrelu": "leaky relu", "perceptron": "mlp",
        "adam": "adamw", "momentum": "sgd", "none": "constant",
        "kaiming": "he", "kaiming_normal": "he", "kaiming_normal_": "he", "he_normal": "he", "he normal": "he",
        "kaiming_uniform": "he uniform", "kaiming_uniform_": "he uniform", "he_uniform": "he uniform",
        "kaiming uniform": "he uniform", "glorot": "xavier", "glorot_normal": "xavier", "xavier_normal": "xavier",
        "xavier_normal_": "xavier", "glorot normal": "xavier", "xavier normal": "xavier",
        "glorot_uniform": "xavier uniform", "xavier_uniform": "xavier uniform", "xavier_uniform_": "xavier uniform",
        "glorot uniform": "xavier uniform", "lecun_normal": "lecun", "lecun normal": "lecun",
        "lecun_uniform": "lecun uniform", "pytorch": "default", "initializer": "init", "initialization": "init",
        "initialisation": "init", "kernel_initializer": "init", "weight_init": "init",
        "bias": "no bias", "padding": "pad", "strides": "stride", "dilated": "dilation",
    ]

    /// Of several meanings, that which the place knows.
    private static let keys = parameters.merging(
        Catalogue.structure.flatMap { word in word.otherNames.map { ($0, [word.key]) } }, uniquingKeysWith: +)

    private static let parameters: [String: [String]] = [
        "kernel_size": ["kernel"], "ksize": ["kernel"], "k": ["kernel"], "window": ["kernel"], "pool_size": ["kernel"],
        "size": ["kernel", "units"],
        "out_channels": ["filters"], "output_channels": ["filters"], "channels": ["filters"],
        "num_filters": ["filters"], "n_filters": ["filters"], "features": ["filters", "units"],
        "out_features": ["units"], "neurons": ["units"], "hidden": ["widths"], "hidden_units": ["widths"],
        "strides": ["stride"], "step": ["stride"], "pad": ["padding"], "paddings": ["padding"],
        "num_groups": ["groups"], "ceil_mode": ["ceil"], "count_include_pad": ["count padding"],
        "output_padding": ["output padding"], "scale_factor": ["factor"], "upscale_factor": ["factor"],
        "negative_slope": ["slope"], "output_size": ["size"], "num_parameters": ["per channel"],
        "initializer": ["init"], "initialization": ["init"], "initialisation": ["init"],
        "kernel_initializer": ["init"], "weight_init": ["init"],
        "use_bias": ["bias"], "dilation_rate": ["dilation"], "act": ["activation"],
        "type": ["kind"], "mode": ["kind"], "p": ["rate"], "prob": ["rate"], "probability": ["rate"],
        "eps": ["epsilon"], "lr": ["rate"], "learning_rate": ["rate"], "learningrate": ["rate"],
        "weight_decay": ["decay"], "wd": ["decay"], "warmup_epochs": ["warmup"], "gamma": ["factor"],
        "step_size": ["every"],
    ]
}
