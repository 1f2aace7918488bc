/// A trained network that answers.
///
/// ```swift
/// let digits = try Predictor(LeNet5(), weights: "LeNet5.safetensors")
/// let image = try LeNet5.Input(pixels: bytes, scaling: digits.scaling)
/// let answer = try digits.classify(image)
/// print(answer.class, answer.probability)
/// ```
///
/// It may be shared between threads and tasks; they take turns. For more at once, make several.
public final class Predictor<Model: TypedNetwork>: Sendable {
    /// The network, every size known.
    public let graph: NetworkGraph
    /// How many samples are run at once.
    public let batch: Int
    /// How the training made numbers of pixels, as the weights' file says; `plain` where it says nothing.
    public let scaling: PixelScaling

    private let plan: Guarded<InferencePlan>

    /// - Parameters:
    ///   - network: what the weights belong to.
    ///   - path: a safetensors file with the network's parameters under PyTorch's names: Strata's own, or PyTorch's.
    ///   - batch: how many samples to run at once. 1 answers single ones soonest; more do more a second.
    ///   - threads: how many cores to use; one for a small network, else all of them, unless given.
    /// - Throws: `RuntimeError` if the file can't be read or does not fit the network.
    public convenience init(_ network: Model, weights path: String, batch: Int = 1, threads: Int? = nil) throws {
        let graph = try NetworkGraph(network)
        let plan = try InferencePlan(graph, batch: batch, threads: threads)
        let metadata = try Weights.use(SafeTensors(path: path), at: path, for: graph) { try plan.load($0) }
        self.init(plan, scaling: PixelScaling(metadata: metadata) ?? .plain)
    }

    /// - Parameters:
    ///   - network: what the parameters belong to.
    ///   - parameters: all of its parameters and buffers, such as `TrainingPlan.parameters()` gives.
    ///   - scaling: how the training made numbers of pixels.
    ///   - batch: how many samples to run at once.
    ///   - threads: how many cores to use; one for a small network, else all of them, unless given.
    /// - Throws: `RuntimeError` if they do not fit the network.
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

    /// What the network makes of one sample.
    public func predict(_ sample: Model.Input) throws -> Model.Output {
        let outputs = try predict([sample])
        guard let output = outputs.first else { throw RuntimeError("the network gave no output") }
        return output
    }

    /// What the network makes of each sample, in their order. They are run `batch` at a time.
    public func predict(_ samples: [Model.Input]) throws -> [Model.Output] {
        try plan.use { plan in
            var outputs: [Model.Output] = []
            outputs.reserveCapacity(samples.count)
            let (inputSize, outputSize) = (Model.Input.count, Model.Output.count)
            var first = 0
            while first < samples.count {
                let stretch = samples[first..<min(first + batch, samples.count)]
                try plan.withInput { buffer in
                    for (place, sample) in stretch.enumerated() {
                        guard sample.values.count == inputSize else {
                            throw RuntimeError(
                                "sample \(first + place) has \(sample.values.count) numbers, not \(inputSize)")
                        }
                        for index in 0..<inputSize { buffer[place * inputSize + index] = sample.values[index] }
                    }
                    for rest in stretch.count * inputSize..<buffer.count { buffer[rest] = 0 }
                }
                try plan.run { buffer in
                    for place in 0..<stretch.count {
                        let values = buffer[place * outputSize..<(place + 1) * outputSize]
                        outputs.append(Model.Output(unchecked: Array(values)))
                    }
                }
                first += batch
            }
            return outputs
        }
    }
}

extension Predictor where Model: Classifier {
    /// Which class a sample is of.
    public func classify(_ sample: Model.Input) throws -> Classification<Model.Class> {
        try classification(of: try predict(sample))
    }

    /// Which class each sample is of, in their order.
    public func classify(_ samples: [Model.Input]) throws -> [Classification<Model.Class>] {
        try predict(samples).map(classification)
    }

    private func classification(of output: Model.Output) throws -> Classification<Model.Class> {
        let best = output.largest
        guard let answer = Model.Class(rawValue: best) else {
            throw RuntimeError("\(graph.name) has no class \(best)")
        }
        // A network that ends in a softmax gives probabilities already.
        let probabilities = graph.nodes.last?.kind == "softmax" ? output.values : output.softmax
        return Classification(class: answer, probability: probabilities[best], probabilities: probabilities)
    }
}

/// The class that a network takes a sample for.
public struct Classification<Class: RawRepresentable<Int> & Hashable & Sendable>: Hashable, Sendable {
    /// The likeliest class.
    public let `class`: Class
    /// How sure the network is, from 0 to 1. Networks are often surer than they should be (Guo and others, 2017).
    public let probability: Float
    /// The probability of every class, in their order.
    public let probabilities: [Float]

    /// The probability of one class.
    public subscript(class: Class) -> Float { probabilities[`class`.rawValue] }
}
