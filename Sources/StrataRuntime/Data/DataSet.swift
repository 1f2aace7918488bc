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

    /// Returns the divisor of an output's standardized targets, for reporting errors in the data's own unit.
    func targetDeviation(ofOutput number: Int) -> Double {
        if case .number(_, let deviation) = encoding?.targets[number]?.kind { deviation } else { 1 }
    }

    /// Returns the names of the classes that an output distinguishes, if they are known.
    func classNames(ofOutput number: Int) -> [String]? {
        encoding.map { $0.targets[number]?.classes } ?? classNames
    }

    /// Returns a name for each of `count` classes of an output: the class's own, or its number.
    func classNames(_ count: Int, ofOutput number: Int = 0) -> [String] {
        guard let names = classNames(ofOutput: number), names.count == count else {
            return (0..<count).map(String.init)
        }
        return names
    }

    // MARK: - Checks

    /// Checks that each output of a network can learn its task from these samples.
    ///
    /// - Throws: `RuntimeError` if the network can't take the samples, or an output can't be compared with their
    ///   targets.
    func check(fits network: NetworkGraph, _ objectives: [OutputTraining]) throws {
        let names = network.outputs.count > 1 ? network.outputs.map(\.name) : [""]
        let learned = objectives.map { $0.name ?? "" }
        guard learned == names else {
            func list(_ names: [String]) -> String {
                names == [""] ? "one output" : "the outputs \(Suggestion.list(names, conjunction: "and"))"
            }
            throw RuntimeError("\(network.name) has \(list(names)), but the training is for \(list(learned))")
        }
        try check(fits: network, tasks: objectives.map(Task.init))
    }

    /// Checks that a network with a single output can learn a task from these samples.
    func check(fits network: NetworkGraph, task: Task) throws { try check(fits: network, tasks: [task]) }

    private func check(fits network: NetworkGraph, tasks: [Task]) throws {
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
        for (number, task) in tasks.enumerated() {
            let output = network.outputs[number]
            let check = OutputCheck(
                data: self, number: number, subject: tasks.count == 1 ? network.name : "the head `\(output.name)`",
                output: output.shape)
            switch task {
            case .classify: try check.classes()
            case .decide: try check.decision()
            case .predict: try check.numbers()
            case .reproduce: try check.reproduction(of: network.input)
            }
        }
    }

    /// Checks the number of classes.
    ///
    /// - Throws: `RuntimeError` if it differs from the number in the training options.
    func check(statedClasses: Int, ofOutput number: Int = 0) throws {
        if let own = encoding?.targets[number]?.classes, own.count != statedClasses {
            throw RuntimeError(
                "\(name): its target has \(counted(own.count, "class", plural: "classes")), not \(statedClasses)")
        }
        try checkLabels(below: statedClasses, "the stated number of classes", ofOutput: number)
    }

    fileprivate func checkLabels(below classes: Int, _ what: String, ofOutput number: Int) throws {
        for samples in [training, test].compactMap({ $0 }) {
            let target = samples.target(ofOutput: number)
            let perSample = samples.labelsPerSample(of: target)
            if let place = target.labels.firstIndex(where: { $0 >= classes }) {
                throw RuntimeError(
                    "\(samples.source): label \(target.labels[place]) of sample "
                        + "\((place / max(1, perSample)).grouped) is not below \(classes), \(what)",
                    advice: target.labels[place] == .max && perSample > 1
                        ? "A mask has class numbers, such as 0 and 1, rather than gray values." : nil)
            }
        }
    }
}

/// Compares an output of a network with what the samples have as its target.
private struct OutputCheck {
    let data: DataSet
    /// The output's place.
    let number: Int
    /// The network, or the head, in a sentence.
    let subject: String
    let output: TensorShape

    private var target: Samples.Target { data.test.target(ofOutput: number) }
    private var labelsPerSample: Int { data.test.labelsPerSample(of: target) }

    func classes() throws {
        guard !target.labels.isEmpty else { throw noClasses }
        try checkPositions(end: "one number per class")
        try checkLabels(classes: output.channels)
    }

    /// Checks that the network predicts something for each label of a sample: for the sample, or for each of its
    /// pixels.
    ///
    /// - Parameter end: what a network that predicts something for the whole sample ends in.
    private func checkPositions(end: String) throws {
        guard labelsPerSample != output.height * output.width else { return }
        throw RuntimeError(
            labelsPerSample == 1
                ? "\(subject) ends in a map of \(output), but a classifier must end in \(end)"
                : "\(subject) outputs \(output), but \(data.test.source) has a label for each of "
                    + "\(data.test.shape.height)x\(data.test.shape.width) pixels")
    }

    func decision() throws {
        guard !target.labels.isEmpty else { throw noClasses }
        guard output.channels == 1 else {
            let (per, end) = labelsPerSample == 1 ? ("", "fc 1") : (" per pixel", "1x1 conv, 1")
            throw RuntimeError(
                "the loss needs a single output\(per), but \(subject) outputs \(output)",
                advice: "End the network with `\(end)`, or train it with `loss: cross entropy`.")
        }
        try checkPositions(end: "a single number")
        if let classNames = data.classNames(ofOutput: number), classNames.count != 2 {
            throw RuntimeError(
                "the loss needs two classes, but \(data.name) has \(classNames.count)",
                advice: "Train with `loss: cross entropy`.")
        }
        try checkLabels(classes: 2)
    }

    private func checkLabels(classes: Int) throws {
        if let own = data.encoding?.targets[number]?.classes, own.count != classes {
            throw RuntimeError(
                "\(subject) predicts \(classes) classes, but the target of \(data.name) has \(own.count): "
                    + own.prefix(20).joined(separator: ", "),
                advice: "End the network with `fc \(own.count)`.")
        }
        try data.checkLabels(
            below: classes, "the number of classes that \(subject) predicts", ofOutput: number)
    }

    func numbers() throws {
        guard !target.values.isEmpty else {
            throw RuntimeError(
                "the loss needs a number for each sample, but \(data.name) has classes",
                advice: "Train with `loss: cross entropy`, or with `target: input`.")
        }
        guard output.count == 1 else {
            throw RuntimeError("\(subject) outputs \(output), but the target is a single number")
        }
    }

    func reproduction(of input: TensorShape) throws {
        guard output.count == data.test.shape.count else {
            throw RuntimeError("\(subject) outputs \(output), but its target, the input, is \(input)")
        }
    }

    private var noClasses: RuntimeError {
        RuntimeError("\(subject) predicts classes, but \(data.name) has none")
    }
}
