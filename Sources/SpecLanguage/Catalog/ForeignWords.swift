import Basics
import NetworkTerms
import SpecText

/// Maps the names of PyTorch, Keras, and other tools to Strata's.
enum ForeignWords {
    /// The word of the notation that a foreign one means.
    static func word(_ text: String, among known: [String]) -> String? { word(text) { known.contains($0) } }

    /// The word of the notation that a foreign one means, if it is known at the place.
    static func word(_ text: String, where isKnown: (String) -> Bool) -> String? {
        let name = text.lowercased()
        return (words[name] ?? calls[name]).flatMap { isKnown($0) ? $0 : nil }
    }

    /// The key that a text means, of a layer, a section, or a spec: a foreign name for it, or a typo.
    ///
    /// - Parameter syntax: what has the keys, if it is in the catalog. An argument that others have in PyTorch and Keras,
    ///   but it doesn't, isn't one of its keys.
    static func key(_ text: String, among known: [String], of syntax: Syntax? = nil) -> String? {
        let plain = plain(text)
        let isOthers = syntax.map { belongsToOthers(plain, than: $0) } ?? false
        let meanings = isOthers ? parameters[plain] : keys[plain]
        return meanings?.first { known.contains($0) } ?? closest(to: text, among: known)
    }

    /// The known word that a misspelled one is closest to; nil for the name of something else, which isn't misspelled.
    static func closest(to text: String, among known: some Sequence<String>) -> String? {
        isAbsent(text) ? nil : Suggestion.closest(to: text, among: known)
    }

    /// Whether a text is the name of something that other tools have and a spec doesn't.
    static func isAbsent(_ text: String) -> Bool { absent.contains(plain(text)) }

    /// The whole meaning of another tool's word: the word that it means, with the options that the other tool implies,
    /// as in `adamw, decay 0` for `adam`.
    static func line(_ text: String, meaning word: String) -> String {
        let name = text.lowercased()
        if let line = lines[name] { return line }
        let call = calls[name] == word ? Catalog.frameworkCalls[name]?.first { !$0.call.values.isEmpty } : nil
        let line = call.flatMap { NotationWriter.text(of: $0.syntax, $0.call.values, name: nil) }
        return line.flatMap { $0.hasPrefix("\(word), ") ? $0 : nil } ?? word
    }

    private static let lines = ["momentum": "sgd, momentum 0.9"]

    /// Their letters are close to those of known words, but they compute something else.
    private static let absent: Set<String> = [
        // Layers
        "lstm", "gru", "rnn", "convlstm", "embedding", "attention", "self_attention", "multihead_attention",
        "multi_head_attention", "transformer", "weight_norm", "weightnorm", "rms_norm",
        "rmsnorm", "spectral_norm", "max_unpool", "unpool", "lp_pool", "fractional_max_pool", "deformable_conv",
        "deform_conv", "circular_pad", "zero_mean",
        // Activations
        "rrelu", "selu", "celu", "crelu", "glu", "swiglu", "geglu", "reglu", "softmin", "softsign", "softplus",
        "softshrink", "hardshrink", "tanhshrink", "hardtanh", "hard_tanh", "logsigmoid", "log_sigmoid", "relu1",
        "relu2", "squared_relu", "threshold", "maxout", "sparsemax", "atan", "sinh", "sin", "exp",
        // Optimizers
        "adamax", "nadam", "radam", "adagrad", "adadelta", "adafactor", "adabelief", "rmsprop", "rprop", "lion", "lamb",
        "lars", "sgdw", "asgd", "lbfgs", "ftrl", "muon", "sam",
        // Schedules
        "poly", "polynomial", "exponential", "plateau", "linear", "one_cycle", "onecycle", "cyclic",
        // Losses
        "mae", "l1", "mape", "msle", "huber", "smooth_l1", "hinge", "focal", "dice", "kl_divergence", "kld", "triplet",
        "mean_absolute_error", "mean_squared_logarithmic_error", "mean_absolute_percentage_error",
        // Initializations
        "normal", "uniform", "truncated_normal", "identity", "dirac", "ones",
    ]

    private static func plain(_ text: String) -> String {
        text.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
    }

    /// The call of another framework that has an argument, if nothing like the given layer has it there.
    static func call(with argument: String, unlike syntax: Syntax) -> FrameworkCall? {
        let plain = plain(argument)
        return belongsToOthers(plain, than: syntax) ? owners[plain]?.first?.call : nil
    }

    private static func belongsToOthers(_ argument: String, than syntax: Syntax) -> Bool {
        guard let owners = owners[argument], let layer = Catalog.layer(key: syntax.key) else { return false }
        return layer.calls.contains { $0.arguments != nil } && !owners.contains { $0.syntax === syntax }
    }

    private typealias Owner = (syntax: Syntax, call: FrameworkCall)

    /// The layers whose calls have an argument that sets a parameter, by the argument.
    private static let owners: [String: [Owner]] = {
        var owners: [String: [Owner]] = [:]
        for layer in Catalog.layers {
            for call in layer.calls {
                for argument in call.arguments ?? [] {
                    guard case .parameter = argument.role else { continue }
                    owners[argument.name.lowercased(), default: []].append((layer.syntax, call))
                }
            }
        }
        return owners
    }()

    /// The words for what PyTorch and Keras call.
    private static let calls = Catalog.frameworkCalls.compactMapValues { calls in
        // One that sets a parameter is the more general: `AdaptiveAvgPool2d` is an adaptive pooling rather than a global one.
        (calls.first { $0.call.setsParameters } ?? calls.first).flatMap {
            NotationWriter.words(of: $0.syntax, $0.call.values)
        }
    }

    private static let words: [String: String] = [
        "fully connected": "fc", "fully-connected": "fc", "inner product": "fc", "hidden": "fc", "output": "fc",
        "dwconv": "depthwise conv", "sepconv": "separable conv", "depthwise separable conv": "separable conv",
        "separable convolution": "separable conv", "convolution": "conv", "convolutional": "conv", "convolve": "conv",
        "maxpool": "max pool", "max pooling": "max pool", "maxpooling": "max pool", "avgpooling": "avg pool",
        "averagepool": "avg pool", "global max pooling": "global max pool", "avgpool": "avg pool",
        "average pool": "avg pool", "average pooling": "avg pool", "mean pool": "avg pool", "avg pooling": "avg pool",
        "batchnorm": "batch norm", "batch normalization": "batch norm", "batch normalisation": "batch norm",
        "bn": "batch norm", "gap": "global avg pool", "global pool": "global avg pool",
        "global average pool": "global avg pool", "global average pooling": "global avg pool", "swish": "silu",
        "hswish": "hard swish", "h-swish": "hard swish", "deconv": "transposed conv",
        "deconvolution": "transposed conv", "transpose conv": "transposed conv",
        "adaptive average pool": "adaptive avg pool", "layer normalization": "layer norm", "ln": "layer norm",
        "gn": "group norm", "lrn": "local response norm", "droppath": "stochastic depth",
        "drop path": "stochastic depth", "se": "squeeze-excite", "upsampling": "upsample", "interpolate": "upsample",
        "depth to space": "pixel shuffle", "depth_to_space": "pixel shuffle", "reflection pad": "reflect pad",
        "reflection padding": "reflect pad",
        "reflect padding": "reflect pad", "mirror pad": "reflect pad", "replication pad": "replicate pad",
        "replication padding": "replicate pad", "edge pad": "replicate pad", "space to depth": "pixel unshuffle",
        "space_to_depth": "pixel unshuffle", "ceil_mode": "ceil", "ceiling": "ceil", "output_padding": "output pad",
        "lrelu": "leaky relu", "perceptron": "mlp", "adam": "adamw", "cosine annealing": "cosine",
        "cosineannealinglr": "cosine", "cosinedecay": "cosine", "steplr": "step", "momentum": "sgd", "none": "constant",
        "mse": "mean squared error", "l2": "mean squared error", "mean_squared_error": "mean squared error",
        "bce": "binary cross entropy", "binary_crossentropy": "binary cross entropy",
        "binary crossentropy": "binary cross entropy", "log loss": "binary cross entropy",
        "nll": "negative log likelihood",
        "nll_loss": "negative log likelihood", "nll loss": "negative log likelihood",
        "log_softmax": "log softmax", "ce": "cross entropy",
        "crossentropy": "cross entropy", "categorical_crossentropy": "cross entropy",
        "sparse_categorical_crossentropy": "cross entropy", "categorical cross entropy": "cross entropy",
        "kaiming": "he", "kaiming_normal": "he", "kaiming_normal_": "he", "he_normal": "he", "he normal": "he",
        "kaiming_uniform": "he uniform", "kaiming_uniform_": "he uniform", "he_uniform": "he uniform",
        "kaiming uniform": "he uniform", "glorot": "xavier", "glorot_normal": "xavier", "xavier_normal": "xavier",
        "xavier_normal_": "xavier", "glorot normal": "xavier", "xavier normal": "xavier",
        "glorot_uniform": "xavier uniform", "xavier_uniform": "xavier uniform", "xavier_uniform_": "xavier uniform",
        "glorot uniform": "xavier uniform", "lecun_normal": "lecun", "lecun normal": "lecun",
        "lecun_uniform": "lecun uniform", "pytorch": "default", "orthogonal_": "orthogonal", "initializer": "init",
        "initialization": "init",
        "initialisation": "init", "kernel_initializer": "init", "weight_init": "init", "bias": "no bias",
        "padding": "pad", "strides": "stride", "dilated": "dilation",
    ]

    /// Of several meanings, the one that is known at the place applies.
    private static let keys = parameters.merging(arguments, uniquingKeysWith: +).merging(
        Catalog.structure.flatMap { word in word.otherNames.map { ($0, [word.key]) } }, uniquingKeysWith: +)

    /// The parameters that the arguments of PyTorch and Keras set.
    private static let arguments = Dictionary(
        Catalog.frameworkCalls.values.joined().flatMap { $0.call.arguments ?? [] }.compactMap { argument in
            if case .parameter(let name) = argument.role, name != argument.name { (argument.name, [name]) } else { nil }
        }, uniquingKeysWith: +)

    private static let parameters: [String: [String]] = [
        "ksize": ["kernel"], "k": ["kernel"], "window": ["kernel"], "size": ["kernel", "units"],
        "output_channels": ["filters"], "channels": ["filters"], "num_filters": ["filters"], "n_filters": ["filters"],
        "features": ["filters", "units"], "out_channels": ["filters", "units"], "out_features": ["units", "filters"],
        "units": ["filters", "widths"], "filters": ["units"], "neurons": ["units"], "hidden": ["widths"],
        "hidden_units": ["widths"],
        "step": ["stride"], "pad": ["padding"], "paddings": ["padding"], "num_parameters": ["per channel"],
        "initializer": ["init"], "initialization": ["init"], "initialisation": ["init"],
        "kernel_initializer": ["init"], "weight_init": ["init"], "act": ["activation"], "type": ["kind"],
        "prob": ["rate"], "probability": ["rate"], "lr": ["rate"], "learning_rate": ["rate"],
        "learningrate": ["rate"], "weight_decay": ["decay"], "wd": ["decay"], "warmup_epochs": ["warmup"],
        "gamma": ["factor"], "step_size": ["every"], "momentum": ["beta1"], "beta1": ["momentum"],
        "beta_1": ["beta1", "momentum"],
    ]
}
