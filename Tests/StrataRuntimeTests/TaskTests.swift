import TestSupport
import Testing

@testable import StrataRuntime

/// Everything that a network can learn besides a sample's class: numbers, the samples themselves, the classes of
/// pixels.
@Suite("Tasks")
struct TaskTests {
    private func options(
        target: TrainingTarget = .label, noise: Double = 0, loss: Loss? = nil, epochs: Int = 40,
        data: DataSource = .fashionMNIST
    ) -> TrainingOptions {
        TrainingOptions(
            data: data, target: target, noise: noise, loss: loss, epochs: epochs, batch: 16,
            optimizer: .adamW(rate: 0.02),
            threads: 1)
    }

    private func train(_ network: Sketch, _ data: DataSet, _ options: TrainingOptions) throws -> Measurement {
        let trainer = try Trainer(NetworkGraph(network), data: data, options: options)
        _ = try trainer.run(onStep: { _ in true }, onEpoch: { _ in })
        return try trainer.test()
    }

    /// Returns rows of x, y, and 3x - 2y + 1.
    private func plane() throws -> DataSet {
        var random = TestRandom(seed: 2)
        let rows = (0..<200).map { _ in
            let (x, y) = (random.next(below: 100), random.next(below: 100))
            return "\(x),\(y),\(3 * x - 2 * y + 1),\(x > y ? "over" : "under")\n"
        }
        let file = try CSVFile(bytes: Array(("x,y,z,side\n" + rows.joined()).utf8), path: "plane.csv", separator: 44)
        return try TableReader(
            Table(DataSource.csv("plane.csv", target: "z", ignored: ["side"]).call), file: file, answers: [.number]
        ).dataSet()
    }

    @Test("a network learns a number, and its errors are in the number's own unit")
    func aNetworkLearnsANumber() throws {
        let network = Sketch(TensorShape(units: 2)) { $0.dense("fc1", units: 1) }
        let errors = try #require(try train(network, plane(), options(loss: .meanSquaredError)).errors)
        #expect(errors.samples == 40)
        #expect(errors.explained > 0.999)
        #expect(errors.baseline > 5000, "the numbers are between -197 and 298")
        #expect(errors.rootMeanSquaredError < 3)
    }

    @Test("a network learns one of two classes with a single output")
    func aNetworkLearnsABinaryDecision() throws {
        let rows = (0..<100).map { "\($0),\($0 * 37 % 100 > 50 ? "b" : "a"),\($0 * 37 % 100)\n" }.joined()
        let file = try CSVFile(bytes: Array(("n,kind,x\n" + rows).utf8), path: "t.csv", separator: 44)
        let data = try TableReader(
            Table(DataSource.csv("t.csv", target: "kind", features: ["x"]).call), file: file, answers: [.classes]
        ).dataSet()
        let network = Sketch(TensorShape(units: 1)) { $0.dense("fc1", units: 1) }
        let result = try train(network, data, options(loss: .binaryCrossEntropy))
        #expect(result.matrix?.classes == 2)
        #expect(try #require(result.accuracy) > 0.9)
    }

    /// An autoencoder for `corners` with a bottleneck of four numbers.
    private let bottleneck = Sketch(TensorShape(units: 64)) { net in
        net.dense("fc1", units: 4, activation: .tanh)
        net.dense("fc2", units: 64)
    }

    @Test(
        "a network learns to reproduce its input better than any constant output",
        arguments: [Loss.meanSquaredError, .binaryCrossEntropy])
    func aNetworkLearnsToReproduceItsInput(loss: Loss) throws {
        let errors = try #require(try train(bottleneck, corners(), options(target: .input, loss: loss)).errors)
        #expect(errors.meanSquaredError < 0.6 * errors.baseline)
        #expect(errors.noiseError == nil)
    }

    @Test("a network learns to remove noise")
    func aNetworkLearnsToRemoveNoise() throws {
        let errors = try #require(try train(bottleneck, corners(), options(target: .input, noise: 0.8)).errors)
        let noise = try #require(errors.noiseError)
        #expect(abs(noise - 0.64) < 0.05, "the square of its standard deviation")
        #expect(errors.meanSquaredError < 0.5 * noise)
    }

    @Test("a training with noise produces the same weights from the same seed, also when it's resumed")
    func noiseDependsOnTheSeed() throws {
        let options = options(target: .input, noise: 0.5, epochs: 2)
        let data = try corners()
        func trainer(_ seed: UInt64 = 1) throws -> Trainer {
            var options = options
            options.seed = seed
            return try Trainer(NetworkGraph(bottleneck), data: data, options: options)
        }
        let whole = try trainer()
        _ = try whole.run(onStep: { _ in true }, onEpoch: { _ in })
        var steps = 0
        let stopped = try trainer()
        _ = try stopped.run(
            onStep: { _ in
                steps += 1
                return steps < 9
            }, onEpoch: { _ in })
        let resumed = try trainer()
        try resumed.restore(stopped.state())
        _ = try resumed.run(onStep: { _ in true }, onEpoch: { _ in })
        #expect(try resumed.parameters() == whole.parameters())
        let other = try trainer(2)
        _ = try other.run(onStep: { _ in true }, onEpoch: { _ in })
        #expect(try other.parameters() != whole.parameters())
    }

    @Test("noise is normal, with the requested deviation, and different in each epoch")
    func noiseIsNormalAndDiffersBetweenEpochs() throws {
        let shape = TensorShape(height: 10, width: 10, channels: 1)
        let samples = try Samples(
            shape: shape, pixels: Array(repeating: 0, count: 10_000), labels: Array(repeating: 0, count: 100))
        let filler = BatchFiller(
            samples, scaling: PixelScaling(mean: 0, deviation: 1),
            settings: options(target: .input, noise: 0.5).settings,
            purpose: "noise")
        let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: 10_000)
        defer { buffer.deallocate() }
        filler.fill(buffer, with: Int32(0)..<100)
        let first = Array(buffer)
        #expect(abs(first.reduce(0, +) / 10_000) < 0.02)
        #expect(abs(first.reduce(0) { $0 + $1 * $1 } / 10_000 - 0.25) < 0.02)
        #expect(abs(Double(first.count { abs($0) < 0.5 }) / 10_000 - 0.683) < 0.02)
        filler.fill(buffer, with: Int32(0)..<100, round: 1)
        #expect(first != Array(buffer))
        filler.fill(buffer, with: Int32(0)..<100, round: 0)
        #expect(first == Array(buffer))
    }

    /// Two classes can have an output each, or share one.
    @Test(
        "a network learns the class of every pixel from label maps, with images in IDX files with channels",
        arguments: [(Loss.crossEntropy, 2), (.binaryCrossEntropy, 1)])
    func aNetworkLearnsTheClassOfEveryPixel(loss: Loss, filters: Int) throws {
        let folder = try TemporaryFolder()
        var random = TestRandom(seed: 5)
        for (part, count) in [("train", 64), ("t10k", 16)] {
            // A pixel's class is the larger of its two channels.
            let pixels = (0..<count * 16 * 2).map { _ in UInt8(random.next(below: 256)) }
            let labels = (0..<count * 16).map { UInt8(pixels[$0 * 2] > pixels[$0 * 2 + 1] ? 1 : 0) }
            let size = [0, 0, 0, UInt8(count), 0, 0, 0, 4, 0, 0, 0, 4]
            try folder.write([0, 0, 8, 4] + size + [0, 0, 0, 2] + pixels, to: "\(part)-images-idx4-ubyte")
            try folder.write([0, 0, 8, 3] + size + labels, to: "\(part)-labels-idx3-ubyte")
        }
        let source = DataSource.idx(folder: folder.path)
        let network = Sketch(map(4, 4, 2)) { $0.conv("conv1", kernel: 1, filters: filters) }
        let result = try train(network, source.load(), options(loss: loss, data: source))
        #expect(result.total == 16 * 16)
        #expect(result.matrix?.classes == 2)
        #expect(try #require(result.accuracy) > 0.95)
    }

    @Test("the targets of a mask are its pixels, row by row")
    func theTargetsOfAMaskAreItsPixels() throws {
        let labels: [UInt8] = [0, 1, 1, 1, 0, 0, 1, 0]
        let samples = try Samples(
            shape: TensorShape(height: 2, width: 2, channels: 1), pixels: Array(repeating: 0, count: 8),
            labelMaps: labels)
        let filler = BatchFiller(
            samples, scaling: .plain, settings: options(loss: .binaryCrossEntropy).settings, purpose: "test")
        let targets = UnsafeMutableBufferPointer<Float>.allocate(capacity: 8)
        defer { targets.deallocate() }
        filler.fillTargets(targets, with: [1, 0])
        #expect(Array(targets) == [0, 0, 1, 0, 0, 1, 1, 1])
    }

    @Test("a map of decisions must have the size of the masks")
    func aMapOfDecisionsMustHaveTheSizeOfTheMasks() throws {
        let samples = try Samples(
            shape: TensorShape(height: 2, width: 2, channels: 1), pixels: [1, 2, 3, 4], labelMaps: [0, 1, 1, 0])
        let data = DataSet(name: "masks", classNames: nil, scaling: .plain, training: nil, test: samples)
        let small = try NetworkGraph(Sketch(map(2, 2, 1)) { $0.conv("conv1", kernel: 2, filters: 1) })
        #expect(try message { try data.check(fits: small, task: .decide) }.hasSuffix("a label for each of 2x2 pixels"))
        let same = try NetworkGraph(Sketch(map(2, 2, 1)) { $0.conv("conv1", kernel: 1, filters: 1) })
        try data.check(fits: same, task: .decide)
    }

    @Test(
        "a task that doesn't fit the network is rejected",
        arguments: [
            (Task.classify, "sketch ends in a map of 8x8x4, but a classifier must end in one number per class"),
            (.predict, "the loss needs a number for each sample, but corners has classes"),
            (.decide, "the loss needs a single output, but sketch outputs 8x8x4"),
            (.reproduce, "sketch outputs 8x8x4, but its target, the input, is 8x8x1"),
        ])
    func aTaskThatDoesNotFitIsRejected(task: Task, expected: String) throws {
        let graph = try NetworkGraph(Sketch(map(8, 8, 1)) { $0.conv("conv1", kernel: 1, filters: 4) })
        let data = try corners()
        #expect(try message { try data.check(fits: graph, task: task) }.hasPrefix(expected))
    }
}
