// Generated from the catalog by `strata reference`. Change a definition, then generate it again.

extension DataSource {
    /// Fashion-MNIST. 60,000 training and 10,000 test images of clothes, 28x28x1, in 10 classes (Xiao, Rasul and
    /// Vollgraf, 2017), from Debian's package dataset-fashion-mnist.
    public static let fashionMNIST = DataSource(.fashionMNIST)

    /// IDX files. Four files as MNIST has them, gzipped or not: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`
    /// and the same two with `t10k` for `train`. Images with channels are `idx4`: count, height, width, channels.
    /// Labels that are `idx3` hold a class for each pixel: count, height, width.
    ///
    /// - Parameters:
    ///   - folder: The path of the files' folder.
    ///   - classes: How many classes there are, so that a head that does not fit is found at once.
    public static func idx(folder: String, classes: Int? = nil) -> DataSource {
        DataSource(.idx, ["folder": folder, "classes": classes])
    }

    /// CSV table. A file of separated values (RFC 4180), a row a sample. A column of numbers is one input, less its
    /// mean and over its standard deviation; any other is a column of categories, and one input a category, in the
    /// order of their names: 1 for the row's own, 0 for the others. Means and deviations are those of the training
    /// part. Empty fields, `NA`, `NaN`, `null` and `?` are missing values.
    ///
    /// - Parameters:
    ///   - file: The path of the file.
    ///   - target: The column to be told from the others.
    ///   - features: The columns to tell it from, in this order; without it all others.
    ///   - ignored: Columns that are no features.
    ///   - categories: Columns whose numbers are names of categories.
    ///   - classes: How many classes there are, so that a head that does not fit is found at once.
    ///   - missing: What becomes of rows that lack a value: `drop` leaves them out; `mean` takes the column's mean,
    ///     or none of the categories. Rows without a target are always left out.
    ///   - test: The share of rows that are kept to measure by.
    ///   - seed: What the choice of these rows follows from.
    ///   - hasHeader: Whether the first row names the columns; else they are called 1, 2 and so on.
    ///   - separator: What stands between two fields.
    public static func csv(
        _ file: String, target: String? = nil, features: [String]? = nil, ignored: [String]? = nil,
        categories: [String]? = nil, classes: Int? = nil, missing: MissingValues = .drop, test: Double = 0.2,
        seed: Int = 1, hasHeader: Bool = true, separator: Separator = .comma
    ) -> DataSource {
        DataSource(
            .csv,
            [
                "file": file, "target": target, "features": features, "ignore": ignored, "categories": categories,
                "classes": classes, "missing": missing, "test": test, "seed": seed, "header": hasHeader,
                "separator": separator,
            ])
    }
}

extension Loss {
    /// Cross entropy. Between the class and the softmax of the output, one number a class; of a feature map for each
    /// pixel by itself. The network ends without a softmax of its own. What is used where nothing is written.
    ///
    ///     −∑ target · log softmax(output), target = (1 − smoothing) · [the class] + smoothing / classes
    ///
    /// - Parameter smoothing: The share of the target that is spread over all classes (Szegedy and others, 2016).
    public static func crossEntropy(smoothing: Double = 0.0) -> Loss {
        Loss(.crossEntropy, ["smoothing": smoothing])
    }

    /// Cross entropy, every parameter at its default.
    public static let crossEntropy = Loss(.crossEntropy)

    /// Mean squared error. The mean over all outputs of the squared distance to their targets: for numbers, and for
    /// autoencoders, where it is used unless another is written.
    ///
    ///     (output − target)²
    public static let meanSquaredError = Loss(.meanSquaredError)

    /// Binary cross entropy. Between targets from 0 to 1 and the sigmoid of each output: two classes told apart by `fc
    /// 1`, or the pixels of an autoencoder, from 0 to 1. The network ends without a sigmoid of its own.
    ///
    ///     −target · log sigmoid(output) − (1 − target) · log (1 − sigmoid(output))
    public static let binaryCrossEntropy = Loss(.binaryCrossEntropy)
}

extension Optimizer {
    /// Stochastic gradient descent. Steps against the gradient, with momentum. Decay is added to the gradient (L2).
    ///
    ///     g ← gradient + decay · w
    ///     v ← momentum · v + g         (v starts at 0)
    ///     w ← w − rate · v             (nesterov: w − rate · (g + momentum · v))
    ///
    /// - Parameters:
    ///   - rate: The learning rate.
    ///   - momentum: How much of the last step is kept.
    ///   - decay: Weight decay.
    ///   - nesterov: Looks ahead along the momentum.
    public static func sgd(
        rate: Double = 0.05, momentum: Double = 0.9, decay: Double = 0.0, nesterov: Bool = false
    ) -> Optimizer {
        Optimizer(.sgd, ["rate": rate, "momentum": momentum, "decay": decay, "nesterov": nesterov])
    }

    /// Stochastic gradient descent, every parameter at its default.
    public static let sgd = Optimizer(.sgd)

    /// AdamW. Steps by the gradient's mean over its root mean square, with weight decay apart from both (Loshchilov and
    /// Hutter, 2019).
    ///
    ///     w ← w − rate · decay · w
    ///     m ← beta1 · m + (1 − beta1) · gradient
    ///     v ← beta2 · v + (1 − beta2) · gradient²
    ///     w ← w − rate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)         (t: the step, from 1)
    ///
    /// - Parameters:
    ///   - rate: The learning rate.
    ///   - decay: Weight decay.
    ///   - beta1: How much of the mean is kept each step.
    ///   - beta2: How much of the mean square is kept.
    ///   - epsilon: Added to the root mean square.
    public static func adamW(
        rate: Double = 0.001, decay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-08
    ) -> Optimizer {
        Optimizer(.adamW, ["rate": rate, "decay": decay, "beta1": beta1, "beta2": beta2, "epsilon": epsilon])
    }

    /// AdamW, every parameter at its default.
    public static let adamW = Optimizer(.adamW)
}

extension Schedule {
    /// Constant rate. The learning rate stays as it is.
    ///
    ///     multiplier = 1
    ///
    /// - Parameter warmupEpochs: Over how many epochs the rate first rises from zero.
    public static func constant(warmupEpochs: Double = 0.0) -> Schedule {
        Schedule(.constant, ["warmup": warmupEpochs])
    }

    /// Constant rate, every parameter at its default.
    public static let constant = Schedule(.constant)

    /// Step decay. The learning rate is multiplied by a factor every so many epochs.
    ///
    ///     multiplier = factor to the power of ⌊epoch / every⌋
    ///
    /// - Parameters:
    ///   - everyEpochs: How many epochs one step lasts.
    ///   - factor: What the rate is multiplied by.
    ///   - warmupEpochs: Over how many epochs the rate first rises from zero.
    public static func step(everyEpochs: Int, factor: Double = 0.1, warmupEpochs: Double = 0.0) -> Schedule {
        Schedule(.step, ["every": everyEpochs, "factor": factor, "warmup": warmupEpochs])
    }

    /// Cosine decay. The learning rate falls to zero along half a cosine (Loshchilov and Hutter, SGDR, 2017).
    ///
    ///     multiplier = ½ · (1 + cos(π · step / steps))
    ///
    /// - Parameter warmupEpochs: Over how many epochs the rate first rises from zero.
    public static func cosine(warmupEpochs: Double = 0.0) -> Schedule {
        Schedule(.cosine, ["warmup": warmupEpochs])
    }

    /// Cosine decay, every parameter at its default.
    public static let cosine = Schedule(.cosine)
}
