import Basics

/// A set of samples, in memory.
public struct DataSet: Sendable {
    /// The parts of a data set to read.
    public enum Parts: Sendable {
        /// All samples.
        case trainingAndTest
        /// Only the test samples, which are enough for an evaluation.
        case test
    }

    /// The name in messages: `Fashion-MNIST`, or the folder or file that the set was read from.
    public let name: String
    /// The name of the file with the test samples, if they have one of their own.
    var testName: String?
    /// The names of the classes, if they are known.
    public let classNames: [String]?
    /// The scaling of pixels.
    public let scaling: PixelScaling
    /// The encoding of a table's rows; nil for images.
    let encoding: TableEncoding?
    /// The number of a table's rows that were left out because they lack a value.
    let leftOut: Int
    /// The checksum of a table's file, by which an evaluation recognizes it; nil for images.
    var checksum: String?
    /// The samples to train on; nil if only the test samples were read.
    public let training: Samples?
    /// The samples to test on.
    public let test: Samples

    /// Creates a set from images in memory, which you read yourself.
    ///
    /// - Parameters:
    ///   - name: the set's name in messages.
    ///   - classNames: a name for each label, in order; nil if they don't have names.
    ///   - scaling: the scaling of a pixel's byte to the number that the network sees.
    ///   - training: the samples to train on; nil if the set is only for testing.
    ///   - test: the samples to test on, of the same shape.
    public init(name: String, classNames: [String]?, scaling: PixelScaling, training: Samples?, test: Samples) {
        (self.name, self.classNames, self.scaling) = (name, classNames, scaling)
        (self.training, self.test) = (training, test)
        (encoding, leftOut) = (nil, 0)
    }

    /// Creates a set from a table.
    init(name: String, encoding: TableEncoding, leftOut: Int, training: Samples?, test: Samples) {
        (self.name, self.encoding, self.leftOut) = (name, encoding, leftOut)
        (self.training, self.test) = (training, test)
        classNames = encoding.classes
        scaling = PixelScaling(mean: 0, deviation: 1)
    }

    /// The noun for a sample in messages: `image`, `row`.
    var noun: String { encoding == nil ? "image" : "row" }

    /// The divisor of standardized targets, for reporting errors in the data's own unit.
    var targetDeviation: Double {
        if case .number(_, let deviation) = encoding?.target?.kind { deviation } else { 1 }
    }

    /// Returns a name for each of `count` classes: the class's own, or its number.
    func classNames(_ count: Int) -> [String] {
        guard let classNames, classNames.count == count else { return (0..<count).map(String.init) }
        return classNames
    }

    // MARK: - Checks

    /// Checks that a network can learn a task from these samples.
    ///
    /// - Throws: `RuntimeError` if the network can't take the samples, or its output can't be compared with their
    ///   targets.
    func check(fits network: NetworkGraph, task: Task) throws {
        let isFlattened = network.input.axes == [test.shape.count]
        guard test.shape == network.input || isFlattened else {
            guard let encoding else {
                throw RuntimeError(
                    "\(network.name) takes images of \(network.input), but those of \(name) are \(test.shape)")
            }
            throw RuntimeError(
                "\(network.name) takes \(network.input) numbers, but a row of \(name) has \(encoding.width)",
                advice: "Write `input: \(encoding.width)`. The inputs are "
                    + "\(encoding.inputNames.joined(separator: ", ")).")
        }
        switch task {
        case .classify: try checkClasses(network)
        case .decide: try checkDecision(network)
        case .predict: try checkNumbers(network)
        case .reproduce:
            guard network.output.count == test.shape.count else {
                throw RuntimeError(
                    "\(network.name) outputs \(network.output), but its target, the input, is \(network.input)")
            }
        }
    }

    private func checkClasses(_ network: NetworkGraph) throws {
        guard !test.labels.isEmpty else { throw noClasses(network) }
        try checkPositions(network, end: "one number per class")
        try checkLabels(network, classes: network.output.channels)
    }

    /// Checks that the network predicts something for each label of a sample: for the sample, or for each of its
    /// pixels.
    ///
    /// - Parameter end: what a network that predicts something for the whole sample ends in.
    private func checkPositions(_ network: NetworkGraph, end: String) throws {
        let output = network.output
        guard test.labelsPerSample != output.height * output.width else { return }
        throw RuntimeError(
            test.labelsPerSample == 1
                ? "\(network.name) ends in a map of \(output), but a classifier must end in \(end)"
                : "\(network.name) outputs \(output), but \(test.source) has a label for each of "
                    + "\(test.shape.height)x\(test.shape.width) pixels")
    }

    private func checkDecision(_ network: NetworkGraph) throws {
        guard !test.labels.isEmpty else { throw noClasses(network) }
        guard network.output.channels == 1 else {
            let (per, end) = test.labelsPerSample == 1 ? ("", "fc 1") : (" per pixel", "1x1 conv, 1")
            throw RuntimeError(
                "the loss needs a single output\(per), but \(network.name) outputs \(network.output)",
                advice: "End the network with `\(end)`, or train it with `loss: cross entropy`.")
        }
        try checkPositions(network, end: "a single number")
        if let classNames, classNames.count != 2 {
            throw RuntimeError(
                "the loss needs two classes, but \(name) has \(classNames.count)",
                advice: "Train with `loss: cross entropy`.")
        }
        try checkLabels(network, classes: 2)
    }

    private func checkLabels(_ network: NetworkGraph, classes: Int) throws {
        if let own = encoding?.classes, own.count != classes {
            throw RuntimeError(
                "\(network.name) predicts \(classes) classes, but the target of \(name) has \(own.count): "
                    + own.prefix(20).joined(separator: ", "),
                advice: "End the network with `fc \(own.count)`.")
        }
        try checkLabels(below: classes, "the number of classes that \(network.name) predicts")
    }

    private func checkLabels(below classes: Int, _ what: String) throws {
        for samples in [training, test].compactMap({ $0 }) {
            if let place = samples.labels.firstIndex(where: { $0 >= classes }) {
                throw RuntimeError(
                    "\(samples.source): label \(samples.labels[place]) of sample "
                        + "\((place / max(1, samples.labelsPerSample)).grouped) is not below \(classes), \(what)",
                    advice: samples.labels[place] == .max && samples.labelsPerSample > 1
                        ? "A mask has class numbers, such as 0 and 1, rather than gray values." : nil)
            }
        }
    }

    /// Checks the number of classes.
    ///
    /// - Throws: `RuntimeError` if it differs from the number in the training options.
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
                "the loss needs a number for each sample, but \(name) has classes",
                advice: "Train with `loss: cross entropy`, or with `target: input`.")
        }
        guard network.output.count == 1 else {
            throw RuntimeError(
                "\(network.name) outputs \(network.output), but the target is a single number")
        }
    }

    private func noClasses(_ network: NetworkGraph) -> RuntimeError {
        RuntimeError("\(network.name) predicts classes, but \(name) has none")
    }
}
