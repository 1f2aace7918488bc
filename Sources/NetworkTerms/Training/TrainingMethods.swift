// Generated from the catalog by `strata reference`. Change a definition, then generate it again.

extension DataSource {
    /// Fashion-MNIST. 60,000 training and 10,000 test images of clothes, 28x28x1, in 10 classes (Xiao, Rasul, and
    /// Vollgraf, 2017), from Debian's package dataset-fashion-mnist.
    public static let fashionMNIST = DataSource(.fashionMNIST)

    /// IDX files. Four files named as in MNIST, gzipped or not: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
    /// and the same two with `t10k` instead of `train`. Images with channels are `idx4`: count, height, width,
    /// channels. Labels in `idx3` have a class for each pixel, a number from 0: count, height, width.
    ///
    /// - Parameters:
    ///   - folder: The path of the folder with the files.
    ///   - classes: The number of classes, to report a head that doesn't match before the data is read.
    public static func idx(folder: String, classes: Int? = nil) -> DataSource {
        DataSource(.idx, ["folder": folder, "classes": classes])
    }

    /// CSV table. A file of separated values (RFC 4180), one row per sample. A column of numbers is one input,
    /// standardized with its mean and standard deviation in the training set. Any other column has categories, with one
    /// input per category in the order of their names: 1 for the row's category, 0 for the others. Empty fields, `NA`,
    /// `NaN`, `null`, and `?` are missing values. A number beyond 3.4e38, and a target with the same value in every
    /// row, are errors.
    ///
    /// - Parameters:
    ///   - file: The path of the file.
    ///   - target: The column to predict.
    ///   - features: The columns to predict it from, in this order; by default, all others.
    ///   - ignored: Columns that aren't features.
    ///   - categories: Columns whose numbers are category names.
    ///   - classes: The number of classes, to report a head that doesn't match before the data is read.
    ///   - missing: What to do with rows that lack a value: `drop` skips them; `mean` uses the column's mean, or none
    ///     of the categories. Rows without a target are always skipped.
    ///   - test: The fraction of rows in the test set.
    ///   - testFile: The path of a second table with the test rows, in columns of the same names. All rows of `file`
    ///     are then for training.
    ///   - seed: The seed for choosing the test rows.
    ///   - hasHeader: Whether the first row has the column names; otherwise they are 1, 2, and so on.
    ///   - separator: The separator between fields.
    public static func csv(
        _ file: String, target: String? = nil, features: [String]? = nil, ignored: [String]? = nil,
        categories: [String]? = nil, classes: Int? = nil, missing: MissingValues = .drop, test: Double = 0.2,
        testFile: String? = nil, seed: Int = 1, hasHeader: Bool = true, separator: Separator = .comma
    ) -> DataSource {
        DataSource(
            .csv,
            [
                "file": file, "target": target, "features": features, "ignore": ignored, "categories": categories,
                "classes": classes, "missing": missing, "test": test, "test file": testFile, "seed": seed,
                "header": hasHeader, "separator": separator,
            ])
    }
}

extension Loss {
    /// Cross entropy. Compares the class with the softmax of the output, which has one number per class; for a feature
    /// map, each pixel separately. The loss applies the softmax, so the network shouldn't end with one. The default for
    /// labels.
    ///
    ///     −∑ target · log softmax(output), target = (1 − smoothing) · [the class] + smoothing / classes
    ///
    /// - Parameter smoothing: The fraction of the target that is spread over all classes (Szegedy and others, 2016).
    public static func crossEntropy(smoothing: Double = 0.0) -> Loss {
        Loss(.crossEntropy, ["smoothing": smoothing])
    }

    /// Cross entropy, with default parameters.
    public static let crossEntropy = Loss(.crossEntropy)

    /// Mean squared error. The mean squared difference between the outputs and their targets: for numbers, and for
    /// autoencoders, where it is the default.
    ///
    ///     (output − target)²
    public static let meanSquaredError = Loss(.meanSquaredError)

    /// Binary cross entropy. Compares targets from 0 to 1 with the sigmoid of each output: for two classes with `fc 1`,
    /// for masks of two classes with `1x1 conv, 1`, or for the pixels of an autoencoder, from 0 to 1. The loss applies
    /// the sigmoid, so the network shouldn't end with one.
    ///
    ///     −target · log sigmoid(output) − (1 − target) · log (1 − sigmoid(output))
    public static let binaryCrossEntropy = Loss(.binaryCrossEntropy)

    /// Negative log likelihood. The mean of the class's output with the opposite sign, for networks whose outputs are
    /// the logarithms of probabilities, because they end with `log softmax`; for a feature map, each pixel separately.
    /// `cross entropy` computes the same from outputs without a `log softmax`.
    ///
    ///     −output of the class
    public static let negativeLogLikelihood = Loss(.negativeLogLikelihood)
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
    ///   - momentum: The fraction of the previous step that is kept.
    ///   - decay: Weight decay.
    ///   - nesterov: Use Nesterov momentum, which looks ahead along the momentum.
    public static func sgd(
        rate: Double = 0.05, momentum: Double = 0.9, decay: Double = 0.0, nesterov: Bool = false
    ) -> Optimizer {
        Optimizer(.sgd, ["rate": rate, "momentum": momentum, "decay": decay, "nesterov": nesterov])
    }

    /// Stochastic gradient descent, with default parameters.
    public static let sgd = Optimizer(.sgd)

    /// AdamW. Steps by the running mean of the gradient divided by its root mean square, with decoupled weight decay
    /// (Loshchilov and Hutter, 2019).
    ///
    ///     w ← w − rate · decay · w
    ///     m ← beta1 · m + (1 − beta1) · gradient
    ///     v ← beta2 · v + (1 − beta2) · gradient²
    ///     w ← w − rate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)         (t: the step, from 1)
    ///
    /// - Parameters:
    ///   - rate: The learning rate.
    ///   - decay: Weight decay.
    ///   - beta1: The fraction of the gradient's running mean that each step keeps.
    ///   - beta2: The fraction of the running mean square that each step keeps.
    ///   - epsilon: Added to the root mean square.
    public static func adamW(
        rate: Double = 0.001, decay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-08
    ) -> Optimizer {
        Optimizer(.adamW, ["rate": rate, "decay": decay, "beta1": beta1, "beta2": beta2, "epsilon": epsilon])
    }

    /// AdamW, with default parameters.
    public static let adamW = Optimizer(.adamW)
}

extension Schedule {
    /// Constant rate. The learning rate stays the same.
    ///
    ///     multiplier = 1
    ///
    /// - Parameter warmupEpochs: The number of epochs over which the rate first increases from zero.
    public static func constant(warmupEpochs: Double = 0.0) -> Schedule {
        Schedule(.constant, ["warmup": warmupEpochs])
    }

    /// Constant rate, with default parameters.
    public static let constant = Schedule(.constant)

    /// Step decay. The learning rate is multiplied by a factor at regular intervals.
    ///
    ///     multiplier = factor to the power of ⌊epoch / every⌋
    ///
    /// - Parameters:
    ///   - everyEpochs: The number of epochs per step.
    ///   - factor: The factor for the rate.
    ///   - warmupEpochs: The number of epochs over which the rate first increases from zero.
    public static func step(everyEpochs: Int, factor: Double = 0.1, warmupEpochs: Double = 0.0) -> Schedule {
        Schedule(.step, ["every": everyEpochs, "factor": factor, "warmup": warmupEpochs])
    }

    /// Cosine decay. The learning rate decreases to zero along half a cosine (Loshchilov and Hutter, SGDR, 2017).
    ///
    ///     multiplier = ½ · (1 + cos(π · step / steps))
    ///
    /// - Parameter warmupEpochs: The number of epochs over which the rate first increases from zero.
    public static func cosine(warmupEpochs: Double = 0.0) -> Schedule {
        Schedule(.cosine, ["warmup": warmupEpochs])
    }

    /// Cosine decay, with default parameters.
    public static let cosine = Schedule(.cosine)
}
