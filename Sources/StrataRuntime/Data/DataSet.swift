import Basics

/// A set of samples, in memory.
public struct DataSet: Sendable {
    /// What to read of a data set.
    public enum Parts: Sendable {
        /// All samples.
        case trainingAndTest
        /// The samples to measure by alone: evaluating needs no others.
        case test
    }

    /// As messages name it: `Fashion-MNIST`, or the folder or file it was read from.
    public let name: String
    /// The classes' names, where they are known.
    public let classNames: [String]?
    /// How a pixel becomes a number.
    public let scaling: PixelScaling
    /// How a table's rows become numbers; nil for images.
    let encoding: TableEncoding?
    /// How many rows of a table were left out, since they lack a value.
    let leftOut: Int
    /// The samples to learn from; nil if only the test samples were read.
    public let training: Samples?
    /// The samples to measure by.
    public let test: Samples

    /// Images in memory, read in a way of your own.
    ///
    /// - Parameters:
    ///   - name: what messages call the set.
    ///   - classNames: a name for each label, in their order; nil where they have none.
    ///   - scaling: how a pixel's byte becomes the number that the network sees.
    ///   - training: the samples to learn from; nil where the set is to measure by alone.
    ///   - test: the samples to measure by, of the same shape.
    public init(name: String, classNames: [String]?, scaling: PixelScaling, training: Samples?, test: Samples) {
        (self.name, self.classNames, self.scaling) = (name, classNames, scaling)
        (self.training, self.test) = (training, test)
        (encoding, leftOut) = (nil, 0)
    }

    /// A table.
    init(name: String, encoding: TableEncoding, leftOut: Int, training: Samples, test: Samples) {
        (self.name, self.encoding, self.leftOut) = (name, encoding, leftOut)
        (self.training, self.test) = (training, test)
        classNames = encoding.classes
        scaling = PixelScaling(mean: 0, deviation: 1)
    }

    /// What a sample is called: `image`, `row`.
    var noun: String { encoding == nil ? "image" : "row" }

    /// By what the numbers to be told were divided: errors are given in the data's own unit.
    var targetDeviation: Double {
        if case .number(_, let deviation) = encoding?.target?.kind { deviation } else { 1 }
    }

    /// A name for each of `count` classes: the class's own, or its number.
    func classNames(_ count: Int) -> [String] {
        guard let classNames, classNames.count == count else { return (0..<count).map(String.init) }
        return classNames
    }

    // MARK: - What fits

    /// - Throws: if the network cannot take these samples, or its output cannot be compared with what is to be told of them.
    func check(fits network: NetworkGraph, task: Task) throws {
        let isFlattened = network.input.axes == [test.shape.count]
        guard test.shape == network.input || isFlattened else {
            guard let encoding else {
                throw RuntimeError(
                    "\(network.name) takes images of \(network.input), and those of \(name) are \(test.shape)")
            }
            throw RuntimeError(
                "\(network.name) takes \(network.input) numbers, and a row of \(name) gives \(encoding.width)",
                advice: "Write `input: \(encoding.width)`. They are \(encoding.inputNames.joined(separator: ", ")).")
        }
        switch task {
        case .classify: try checkClasses(network)
        case .decide: try checkDecision(network)
        case .predict: try checkNumbers(network)
        case .reproduce:
            guard network.output.count == test.shape.count else {
                throw RuntimeError(
                    "\(network.name) gives \(network.output), and its target, the input, is \(network.input)")
            }
        }
    }

    private func checkClasses(_ network: NetworkGraph) throws {
        let output = network.output
        guard !test.labels.isEmpty else { throw noClasses(network) }
        guard test.labelsPerSample == output.height * output.width else {
            throw RuntimeError(
                test.labelsPerSample == 1
                    ? "\(network.name) ends in a map of \(output), and a classifier must end in one number a class"
                    : "\(network.name) gives \(output), and \(test.source) has a label for each of "
                        + "\(test.shape.height)x\(test.shape.width) pixels")
        }
        try checkLabels(network, classes: output.channels)
    }

    private func checkDecision(_ network: NetworkGraph) throws {
        guard network.output.count == 1, test.labelsPerSample == 1 else {
            throw RuntimeError(
                "binary cross entropy tells two classes apart by one number, and \(network.name) gives \(network.output)",
                advice: "End it with `fc 1`, or train it with `loss: cross entropy`.")
        }
        if let classNames, classNames.count != 2 {
            throw RuntimeError(
                "binary cross entropy tells two classes apart, and \(name) has \(classNames.count)",
                advice: "Train it with `loss: cross entropy`.")
        }
        try checkLabels(network, classes: 2)
    }

    private func checkLabels(_ network: NetworkGraph, classes: Int) throws {
        if let own = encoding?.classes, own.count != classes {
            throw RuntimeError(
                "\(network.name) tells \(classes) classes apart, and the target of \(name) has \(own.count): "
                    + own.prefix(20).joined(separator: ", "),
                advice: "End the network with `fc \(own.count)`.")
        }
        try checkLabels(below: classes, "the number of classes that \(network.name) can tell apart")
    }

    private func checkLabels(below classes: Int, _ what: String) throws {
        for samples in [training, test].compactMap({ $0 }) {
            if let place = samples.labels.firstIndex(where: { $0 >= classes }) {
                throw RuntimeError(
                    "\(samples.source): label \(samples.labels[place]) of sample "
                        + "\((place / max(1, samples.labelsPerSample)).grouped) is not below \(classes), \(what)")
            }
        }
    }

    /// - Throws: if there are other classes than the training's options state.
    func check(statedClasses: Int) throws {
        if let own = encoding?.classes, own.count != statedClasses {
            throw RuntimeError(
                "\(name): its target has \(counted(own.count, "class", plural: "classes")), not \(statedClasses)")
        }
        try checkLabels(below: statedClasses, "the stated number of classes")
    }

    private func checkNumbers(_ network: NetworkGraph) throws {
        guard !test.values.isEmpty else {
            throw RuntimeError(
                "mean squared error needs a number for each sample, and \(name) has classes",
                advice: "Train with `loss: cross entropy`, or with `target: input`.")
        }
        guard network.output.count == 1 else {
            throw RuntimeError("\(network.name) gives \(network.output), and one number is to be told")
        }
    }

    private func noClasses(_ network: NetworkGraph) -> RuntimeError {
        RuntimeError("\(network.name) tells classes apart, and \(name) has none")
    }
}
