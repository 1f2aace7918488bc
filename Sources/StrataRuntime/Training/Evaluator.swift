import Basics

/// Evaluates a network on a data set's test samples.
final class Evaluator {
    private let plan: InferencePlan
    private let filler: BatchFiller
    private let options: TrainingOptions
    private let outputs: [Output]

    /// What is measured of one output.
    private struct Output {
        let number: Int
        let task: Task
        let shape: TensorShape
        let deviation: Double
        let hasSigmoid: Bool
        /// Its targets, if they are numbers.
        let targets: UnsafeMutableBufferPointer<Float>
        /// Its name, in a sentence.
        let subject: String
    }

    /// The number of samples to run at once: few enough to stay in the caches, many enough to keep the cores busy.
    private static let largestBatch = 100

    init(_ graph: NetworkGraph, data: DataSet, options: TrainingOptions) throws {
        let objectives = options.settings.objectives
        try data.check(fits: graph, objectives)
        self.options = options
        filler = BatchFiller(data.test, scaling: data.scaling, settings: options.settings, purpose: "test noise")
        let plan = try InferencePlan(graph, batch: min(Self.largestBatch, data.test.count), threads: options.threads)
        self.plan = plan
        outputs = zip(graph.outputs, objectives).enumerated().map { number, pair in
            let (output, objective) = pair
            let task = Task(objective)
            let targets = UnsafeMutableBufferPointer<Float>.allocate(
                capacity: task.isNumeric ? plan.batch * output.shape.count : 0)
            targets.initialize(repeating: 0)
            return Output(
                number: number, task: task, shape: output.shape, deviation: data.targetDeviation(ofOutput: number),
                hasSigmoid: objective.loss.definition.applies == .sigmoid, targets: targets,
                subject: objectives.count == 1 ? "the network's output" : "the output `\(output.name)`")
        }
    }

    deinit { for output in outputs { output.targets.deallocate() } }

    /// The bytes of memory that it uses, without the samples.
    var memoryBytes: Int { plan.memoryBytes + outputs.reduce(0) { $0 + 4 * $1.targets.count } }

    /// Replaces the network's parameters, ignoring those of auxiliary heads.
    func load(_ parameters: [String: Tensor]) throws {
        let heads = Set(plan.graph.auxiliaryHeads.flatMap(\.nodes).flatMap(\.parameters).map(\.name))
        try plan.load(heads.isEmpty ? parameters : parameters.filter { !heads.contains($0.key) })
    }

    /// Evaluates every test sample exactly once. The last batch is padded with samples that don't count.
    ///
    /// - Returns: what was measured of each output; nil if `continues`, called before every batch, returned false.
    /// - Throws: `RuntimeError` if an output isn't a finite number.
    func run(while continues: () -> Bool = { true }) throws -> [Measurement]? {
        var matrices = outputs.map {
            ConfusionMatrix(classes: $0.task.isNumeric ? 1 : $0.task == .decide ? 2 : $0.shape.channels)
        }
        var errors = outputs.map { ErrorSum(outputs: $0.task.isNumeric ? $0.shape.count : 0) }
        var first = 0
        while first < filler.samples.count {
            guard continues() else { return nil }
            let last = min(first + plan.batch, filler.samples.count)
            let indices = Int32(first)..<Int32(last)
            plan.withInput { filler.fill($0, with: indices) }
            // The plan's input may share its memory with later values.
            let noisy = outputs.contains(where: comparesNoise) ? plan.withInput { Array($0) } : []
            try plan.runOutputs { values in
                for output in outputs {
                    let number = output.number
                    if output.task.isNumeric {
                        filler.fillTargets(output.targets, ofOutput: number, with: indices)
                        try measure(
                            output, values[number], indices, noisy: comparesNoise(output) ? noisy : [],
                            in: &errors[number])
                    } else {
                        try count(output, values[number], indices, in: &matrices[number])
                    }
                }
            }
            first = last
        }
        return outputs.map { output in
            output.task.isNumeric
                ? .errors(errors[output.number].summary(deviation: output.deviation, hasNoise: comparesNoise(output)))
                : .classes(matrices[output.number])
        }
    }

    private func count(
        _ output: Output, _ outputs: UnsafeBufferPointer<Float>, _ indices: Range<Int32>,
        in matrix: inout ConfusionMatrix
    ) throws {
        let shape = output.shape
        let pixels = shape.height * shape.width
        let labels = filler.samples.target(ofOutput: output.number).labels
        for (place, sample) in indices.enumerated() {
            for pixel in 0..<pixels {
                let start = place * shape.count + pixel
                var best = 0
                var score = outputs[start]
                for number in 1..<max(1, shape.channels) where outputs[start + number * pixels] > score {
                    (best, score) = (number, outputs[start + number * pixels])
                }
                guard score.isFinite else { throw notANumber(output, Int(sample)) }
                if output.task == .decide { best = score > 0 ? 1 : 0 }
                matrix.add(actual: Int(labels[Int(sample) * pixels + pixel]), predicted: best)
            }
        }
    }

    /// Whether the task is to remove noise, so that the error is compared with that of the noisy input.
    private func comparesNoise(_ output: Output) -> Bool {
        output.task == .reproduce && options.noise > 0 && !output.hasSigmoid
    }

    private func measure(
        _ output: Output, _ outputs: UnsafeBufferPointer<Float>, _ indices: Range<Int32>, noisy: [Float],
        in errors: inout ErrorSum
    ) throws {
        let (size, targets) = (output.shape.count, output.targets)
        for (place, sample) in indices.enumerated() {
            let start = place * size
            guard (0..<size).allSatisfy({ outputs[start + $0].isFinite }) else { throw notANumber(output, Int(sample)) }
            errors.add(
                output: {
                    output.hasSigmoid ? BinaryCrossEntropy.sigmoid(outputs[start + $0]) : outputs[start + $0]
                },
                target: { targets[start + $0] }, input: noisy.isEmpty ? nil : { noisy[start + $0] })
        }
    }

    private func notANumber(_ output: Output, _ sample: Int) -> RuntimeError {
        RuntimeError(
            "\(output.subject) for test sample \(sample.grouped) is not a number, so its weights are unusable")
    }
}
