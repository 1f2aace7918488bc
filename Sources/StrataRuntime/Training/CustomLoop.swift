import Basics

/// Methods for a custom training loop:
///
/// ```swift
/// let plan = try TrainingPlan(NetworkGraph(LeNet5()), batch: 64, seed: 1)
/// for step in 0..<1000 {
///     try plan.fill(from: samples, indices, scaling: .fashionMNIST)
///     let loss = try plan.forwardBackward()
///     try plan.update(.adamW(rate: 1e-3), rate: 1e-3)
/// }
/// try plan.save(to: "LeNet5.safetensors")
/// ```
extension TrainingPlan {
    /// Fills in a batch of samples and their classes; there must be as many as the plan's batch has. Of several outputs,
    /// the classes are those of the first; `labels(of:)` and `targetValues(of:)` have the targets of the others.
    public func fill<Sample: SampleTensor>(_ samples: some Collection<Sample>, labels: some Collection<Int>) throws {
        try check(samples.count, labels.count)
        guard !self.labels.isEmpty else {
            throw RuntimeError("\(graph.name) is trained on numbers, not classes; fill `targetValues` instead")
        }
        guard Sample.shape == graph.input else {
            throw RuntimeError("\(graph.name) takes samples of \(graph.input), but these are \(Sample.shape)")
        }
        withInput { buffer in
            let size = Sample.count
            for (place, sample) in samples.enumerated() {
                buffer.copy(sample.values.prefix(size), to: place * size)
            }
        }
        for (place, label) in labels.enumerated() { self.labels[place] = Int32(clamping: label) }
    }

    /// Fills in a batch of samples and their named classes.
    public func fill<Sample: SampleTensor, Class: RawRepresentable<Int>>(
        _ samples: some Collection<Sample>, labels: some Collection<Class>
    ) throws {
        try fill(samples, labels: labels.map(\.rawValue))
    }

    /// Fills in a batch of chosen samples and their targets: classes, or numbers if the plan's loss compares numbers.
    /// Several outputs have the same target.
    public func fill(from samples: Samples, _ indices: some Collection<Int>, scaling: PixelScaling) throws {
        try check(indices.count, indices.count)
        guard samples.shape == graph.input else {
            throw RuntimeError("\(graph.name) takes samples of \(graph.input), but these are \(samples.shape)")
        }
        if let missing = indices.first(where: { !(0..<samples.count).contains($0) }) {
            throw RuntimeError(
                "there is no sample \(missing), because the data has only \(counted(samples.count, "sample"))")
        }
        let filler = BatchFiller(
            samples, scaling: scaling, settings: settings, purpose: "loop")
        let chosen = indices.map { Int32($0) }
        withInput { filler.fill($0, with: chosen) }
        filler.fillTargets(of: self, with: chosen)
    }

    private var settings: TrainingSettings {
        guard graph.outputs.count > 1 else { return TrainingSettings(loss: loss) }
        return TrainingSettings(
            outputs: zip(graph.outputs, losses).map { OutputTraining($0.name, loss: $1.loss, weight: $1.weight) })
    }

    private func check(_ samples: Int, _ labels: Int) throws {
        guard samples == batch, labels == batch else {
            throw RuntimeError("a batch has \(batch) samples and labels, not \(samples) and \(labels)")
        }
    }

    /// Saves all parameters and buffers atomically as a safetensors file that `Predictor` and PyTorch can read.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - data: the data that the plan was trained on, for recording the scaling of pixels and the names of classes.
    public func save(to path: String, trainedOn data: DataSet? = nil) throws {
        if let data {
            try Weights.save(
                try parameters(), of: graph, trainedOn: data, settings: settings, to: path)
        } else {
            let metadata = ["format": "pt", "producer": "Strata", "network": graph.name, "input": "\(graph.input)"]
            try SafeTensors(tensors: try parameters(), metadata: metadata).write(to: path)
        }
    }
}

extension Samples {
    /// Returns the bytes of one image, channel by channel and row by row. As with an array, an index out of range stops
    /// the program.
    public func pixels(of index: Int) -> ArraySlice<UInt8> {
        pixels[index * shape.count..<(index + 1) * shape.count]
    }
}

extension UnsafeMutableBufferPointer<Float> {
    /// Replaces the values from `start` on.
    func copy(_ values: some Collection<Float>, to start: Int) {
        _ = UnsafeMutableBufferPointer(rebasing: self[start..<start + values.count]).update(fromContentsOf: values)
    }
}
