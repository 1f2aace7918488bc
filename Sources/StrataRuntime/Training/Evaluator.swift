import Basics

/// Evaluates a network on a data set's test samples.
final class Evaluator {
    private let plan: InferencePlan
    private let filler: BatchFiller
    private let options: TrainingOptions
    private let task: Task
    private let deviation: Double
    private let targets: UnsafeMutableBufferPointer<Float>

    /// The number of samples to run at once: few enough to stay in the caches, many enough to keep the cores busy.
    private static let largestBatch = 100

    init(_ graph: NetworkGraph, data: DataSet, options: TrainingOptions) throws {
        task = Task(options.settings)
        try data.check(fits: graph, task: task)
        self.options = options
        deviation = data.targetDeviation
        filler = BatchFiller(data.test, scaling: data.scaling, settings: options.settings, purpose: "test noise")
        plan = try InferencePlan(graph, batch: min(Self.largestBatch, data.test.count), threads: options.threads)
        let isNumeric = task == .predict || task == .reproduce
        targets = .allocate(capacity: isNumeric ? plan.batch * graph.output.count : 0)
        targets.initialize(repeating: 0)
    }

    deinit { targets.deallocate() }

    /// The bytes of memory that it uses, without the samples.
    var memoryBytes: Int { plan.memoryBytes + 4 * targets.count }

    /// Replaces the network's parameters, ignoring those of auxiliary heads.
    func load(_ parameters: [String: Tensor]) throws {
        let heads = Set(plan.graph.auxiliaryHeads.flatMap(\.nodes).flatMap(\.parameters).map(\.name))
        try plan.load(heads.isEmpty ? parameters : parameters.filter { !heads.contains($0.key) })
    }

    /// Evaluates every test sample exactly once. The last batch is padded with samples that don't count.
    ///
    /// - Returns: nil if `continues`, called before every batch, returned false.
    /// - Throws: `RuntimeError` if an output isn't a finite number.
    func run(while continues: () -> Bool = { true }) throws -> Measurement? {
        let output = plan.graph.output
        var matrix = ConfusionMatrix(classes: task == .decide ? 2 : output.channels)
        var errors = ErrorSum(outputs: task == .predict || task == .reproduce ? output.count : 0)
        var first = 0
        while first < filler.samples.count {
            guard continues() else { return nil }
            let last = min(first + plan.batch, filler.samples.count)
            let indices = Int32(first)..<Int32(last)
            plan.withInput { filler.fill($0, with: indices) }
            switch task {
            case .classify, .decide:
                try plan.run { try count($0, indices, in: &matrix) }
            case .predict, .reproduce:
                filler.fillTargets(targets, with: indices)
                try measure(indices, in: &errors)
            }
            first = last
        }
        switch task {
        case .classify, .decide: return .classes(matrix)
        case .predict, .reproduce: return .errors(errors.summary(deviation: deviation, hasNoise: comparesNoise))
        }
    }

    private func count(
        _ outputs: UnsafeBufferPointer<Float>, _ indices: Range<Int32>, in matrix: inout ConfusionMatrix
    ) throws {
        let shape = plan.graph.output
        let pixels = shape.height * shape.width
        for (place, sample) in indices.enumerated() {
            for pixel in 0..<pixels {
                let start = place * shape.count + pixel
                var best = 0
                var score = outputs[start]
                for number in 1..<max(1, shape.channels) where outputs[start + number * pixels] > score {
                    (best, score) = (number, outputs[start + number * pixels])
                }
                guard score.isFinite else { throw notANumber(Int(sample)) }
                if task == .decide { best = score > 0 ? 1 : 0 }
                matrix.add(actual: Int(filler.samples.labels[Int(sample) * pixels + pixel]), predicted: best)
            }
        }
    }

    /// Whether the task is to remove noise, so that the error is compared with that of the noisy input.
    private var comparesNoise: Bool { task == .reproduce && options.noise > 0 && !hasSigmoid }

    private var hasSigmoid: Bool { options.loss.definition.applies == .sigmoid }

    private func measure(_ indices: Range<Int32>, in errors: inout ErrorSum) throws {
        let size = plan.graph.output.count
        // The plan's input may share its memory with later values.
        let noisy = comparesNoise ? plan.withInput { Array($0) } : []
        try plan.run { outputs in
            for (place, sample) in indices.enumerated() {
                let start = place * size
                guard (0..<size).allSatisfy({ outputs[start + $0].isFinite }) else { throw notANumber(Int(sample)) }
                errors.add(
                    output: { hasSigmoid ? BinaryCrossEntropy.sigmoid(outputs[start + $0]) : outputs[start + $0] },
                    target: { targets[start + $0] }, input: noisy.isEmpty ? nil : { noisy[start + $0] })
            }
        }
    }

    private func notANumber(_ sample: Int) -> RuntimeError {
        RuntimeError(
            "the network's output for test sample \(sample.grouped) is not a number, so its weights are unusable")
    }
}
