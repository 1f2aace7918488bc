/// Measures a network on a data set's test samples.
final class Evaluator {
    private let plan: InferencePlan
    private let filler: BatchFiller

    /// How many samples are run at once: few enough to stay in the caches, many enough to fill the cores.
    private static let largestBatch = 100

    init(_ graph: NetworkGraph, data: DataSet, threads: Int?) throws {
        try data.check(fits: graph)
        filler = BatchFiller(data.test, scaling: data.scaling)
        plan = try InferencePlan(graph, batch: min(Self.largestBatch, data.test.count), threads: threads)
    }

    /// Replaces the network's parameters.
    func load(_ parameters: [String: Tensor]) throws {
        try plan.load(parameters)
    }

    /// Counts what each test sample was taken for; every sample exactly once, the last batch filled up with blanks that do
    /// not count.
    ///
    /// - Returns: nil if `goOn`, asked before every batch, was false.
    /// - Throws: `RuntimeError` if the network's outputs are no numbers.
    func run(whileTrue goOn: () -> Bool = { true }) throws -> ConfusionMatrix? {
        let samples = filler.samples
        let classes = plan.graph.output.count
        var matrix = ConfusionMatrix(classes: classes)
        var first = 0
        while first < samples.count {
            guard goOn() else { return nil }
            let last = min(first + plan.batch, samples.count)
            plan.withInput { filler.fill($0, with: Int32(first)..<Int32(last)) }
            try plan.run { output in
                for sample in first..<last {
                    let scores = output[(sample - first) * classes..<(sample - first + 1) * classes]
                    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best].isFinite else {
                        throw RuntimeError(
                            "the network's output for test sample \(grouped(sample)) is not a number: its weights are "
                                + "not usable")
                    }
                    matrix.add(actual: Int(samples.labels[sample]), predicted: best - scores.startIndex)
                }
            }
            first = last
        }
        return matrix
    }
}
