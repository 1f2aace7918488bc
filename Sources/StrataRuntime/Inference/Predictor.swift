/// A trained network, ready to make predictions.
///
/// ```swift
/// let digits = try Predictor(LeNet5(), weights: "LeNet5.safetensors")
/// let image = try LeNet5.Input(pixels: bytes, scaling: digits.scaling)
/// let answer = try digits.classify(image)
/// print(answer.class, answer.probability)
/// ```
///
/// It can be shared between threads and tasks, which take turns. To run several predictions in parallel, create several
/// predictors.
public final class Predictor<Model: TypedNetwork>: Sendable {
    /// The network, with all sizes.
    public let graph: NetworkGraph
    /// The number of samples that are run at once.
    public let batch: Int
    /// The scaling of pixels during training, from the weights file; `plain` if the file doesn't contain it.
    public let scaling: PixelScaling

    private let plan: Guarded<InferencePlan>

    /// Creates a predictor from a weights file.
    ///
    /// - Parameters:
    ///   - network: the network that the weights belong to.
    ///   - path: a safetensors file, written by Strata or PyTorch, with the network's parameters under PyTorch's names.
    ///   - batch: the number of samples to run at once. 1 has the lowest latency for single samples, larger batches
    ///     have a higher throughput.
    ///   - threads: the number of cores to use; by default one for a small network, otherwise all of them.
    /// - Throws: `RuntimeError` if the file can't be read or doesn't fit the network.
    public convenience init(_ network: Model, weights path: String, batch: Int = 1, threads: Int? = nil) throws {
        let graph = try NetworkGraph(network)
        let plan = try InferencePlan(graph, batch: batch, threads: threads)
        let metadata = try Weights.use(SafeTensors(path: path), at: path, for: graph) { try plan.load($0) }
        self.init(plan, scaling: PixelScaling(metadata: metadata) ?? .plain)
    }

    /// Creates a predictor from parameters in memory.
    ///
    /// - Parameters:
    ///   - network: the network that the parameters belong to.
    ///   - parameters: all of its parameters and buffers, as `TrainingPlan.parameters()` returns them.
    ///   - scaling: the scaling of pixels during training.
    ///   - batch: the number of samples to run at once.
    ///   - threads: the number of cores to use; by default one for a small network, otherwise all of them.
    /// - Throws: `RuntimeError` if the parameters don't fit the network.
    public convenience init(
        _ network: Model, parameters: [String: Tensor], scaling: PixelScaling = .plain, batch: Int = 1,
        threads: Int? = nil
    ) throws {
        let plan = try InferencePlan(try NetworkGraph(network), batch: batch, threads: threads)
        try plan.load(parameters)
        self.init(plan, scaling: scaling)
    }

    private init(_ plan: sending InferencePlan, scaling: PixelScaling) {
        graph = plan.graph
        batch = plan.batch
        self.scaling = scaling
        self.plan = Guarded(plan)
    }

    /// Returns the network's output for one sample; several outputs are its properties.
    public func predict(_ sample: Model.Input) throws -> Model.Output {
        let outputs = try predict([sample])
        guard let output = outputs.first else { throw RuntimeError("the network produced no output") }
        return output
    }

    /// Returns the network's output for each sample, in order. Samples are run in batches of `batch`.
    public func predict(_ samples: [Model.Input]) throws -> [Model.Output] {
        try plan.use { plan in
            var outputs: [Model.Output] = []
            outputs.reserveCapacity(samples.count)
            let inputSize = Model.Input.count
            let outputSizes = graph.outputs.map(\.shape.count)
            var first = 0
            while first < samples.count {
                let chunk = samples[first..<min(first + batch, samples.count)]
                try plan.withInput { buffer in
                    for (place, sample) in chunk.enumerated() {
                        let values = sample.values
                        guard values.count == inputSize else {
                            throw RuntimeError(
                                "sample \(first + place) has \(values.count) numbers, not \(inputSize)")
                        }
                        buffer.copy(values, to: place * inputSize)
                    }
                    for unused in chunk.count * inputSize..<buffer.count { buffer[unused] = 0 }
                }
                try plan.runOutputs { buffers in
                    for place in 0..<chunk.count {
                        let values = zip(buffers, outputSizes).map { buffer, size in
                            Array(buffer[place * size..<(place + 1) * size])
                        }
                        outputs.append(Model.Output(outputs: values))
                    }
                }
                first += batch
            }
            return outputs
        }
    }
}

extension Predictor where Model: Classifier {
    /// Returns the class of a sample.
    public func classify(_ sample: Model.Input) throws -> Classification<Model.Class> {
        try classification(of: try predict(sample))
    }

    /// Returns the class of each sample, in order.
    public func classify(_ samples: [Model.Input]) throws -> [Classification<Model.Class>] {
        try predict(samples).map(classification)
    }

    private func classification(of output: Model.Output) throws -> Classification<Model.Class> {
        let best = output.largest
        guard let answer = Model.Class(rawValue: best) else {
            throw RuntimeError("\(graph.name) has no class \(best)")
        }
        // The output of a network that ends in a softmax is probabilities already. The softmax of their logarithms, which
        // a log softmax outputs, is the probabilities, too.
        let probabilities = graph.nodes.last?.kind == "softmax" ? output.values : output.softmax
        return Classification(class: answer, probability: probabilities[best], probabilities: probabilities)
    }
}

/// The predicted class of a sample.
public struct Classification<Class: RawRepresentable<Int> & Hashable & Sendable>: Hashable, Sendable {
    /// The most likely class.
    public let `class`: Class
    /// The probability of that class, from 0 to 1. Networks are often overconfident (Guo et al., 2017).
    public let probability: Float
    /// The probability of every class, in the order of the classes.
    public let probabilities: [Float]

    /// Returns the probability of one class.
    public subscript(class: Class) -> Float { probabilities[`class`.rawValue] }
}
