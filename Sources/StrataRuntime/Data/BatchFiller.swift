import OperatingSystem

/// The kind of answer that a network learns to give for a sample.
enum Task: Hashable, Sendable {
    /// The sample's class, or that of each of its pixels, with one output per class.
    case classify
    /// One of two classes for the sample, or for each of its pixels, with a single output for each.
    case decide
    /// A number.
    case predict
    /// The sample itself.
    case reproduce

    init(_ objective: OutputTraining) {
        self =
            switch (objective.target.kind, objective.loss.definition.compares) {
            case (.input, _): .reproduce
            case (.label, .classes): .classify
            case (.label, .shares): .decide
            case (.label, .numbers): .predict
            }
    }

    /// Whether the network's outputs are compared with numbers rather than classes.
    var isNumeric: Bool { self == .predict || self == .reproduce }
}

/// Fills a network's input with chosen samples, and the targets for its outputs.
struct BatchFiller {
    let samples: Samples
    /// The task of each output.
    private let tasks: [Task]
    private let table: [Float]
    /// The value of each byte as a target, for each output: as the network sees it, or from 0 to 1 for a sigmoid.
    private let targets: [[Float]]
    private let noise: Float
    private let random: CounterRandom

    /// Creates a filler.
    ///
    /// - Parameter purpose: distinguishes the noise of these samples from that of others.
    init(_ samples: Samples, scaling: PixelScaling, settings: TrainingSettings, purpose: String) {
        self.samples = samples
        tasks = settings.objectives.map(Task.init)
        let table = scaling.table
        self.table = table
        targets = settings.objectives.map {
            $0.loss.definition.applies == .sigmoid ? PixelScaling(mean: 0, deviation: 1).table : table
        }
        noise = Float(settings.noise)
        random = CounterRandom(seed: settings.seed, purpose: purpose)
    }

    /// Writes the samples `indices` one after another to the start of `input`, and zeros after them.
    ///
    /// - Parameter round: the epoch, on which the noise depends besides the sample.
    func fill(_ input: UnsafeMutableBufferPointer<Float>, with indices: some Collection<Int32>, round: Int = 0) {
        let size = samples.shape.count
        var written = 0
        for index in indices {
            write(Int(index), table, to: input, at: written)
            if noise > 0 { addNoise(to: input, at: written, sample: Int(index), round: round) }
            written += size
        }
        for unused in written..<input.count { input[unused] = 0 }
    }

    /// Writes the targets of the samples, for every output.
    func fillTargets(of plan: TrainingPlan, with indices: some Collection<Int32>) {
        for (output, task) in tasks.enumerated() {
            let targets = plan.targets(ofOutput: output)
            guard task == .classify else {
                fillTargets(targets.values, ofOutput: output, with: indices)
                continue
            }
            let labels = samples.target(ofOutput: output).labels
            let count = samples.labelsPerSample(of: samples.target(ofOutput: output))
            for (place, index) in indices.enumerated() {
                for label in 0..<count {
                    targets.labels[place * count + label] = Int32(labels[Int(index) * count + label])
                }
            }
        }
    }

    /// Writes the targets of the samples for an output that is compared with numbers; one that classifies has none.
    func fillTargets(
        _ values: UnsafeMutableBufferPointer<Float>, ofOutput output: Int = 0, with indices: some Collection<Int32>
    ) {
        let target = samples.target(ofOutput: output)
        let count = samples.labelsPerSample(of: target)
        for (place, index) in indices.enumerated() {
            switch tasks[output] {
            case .classify: break
            case .decide:
                for label in 0..<count {
                    values[place * count + label] = Float(target.labels[Int(index) * count + label])
                }
            case .predict: values[place] = target.values[Int(index)]
            case .reproduce: write(Int(index), targets[output], to: values, at: place * samples.shape.count)
            }
        }
    }

    private func write(
        _ sample: Int, _ table: [Float], to output: UnsafeMutableBufferPointer<Float>, at place: Int
    ) {
        let size = samples.shape.count
        let start = sample * size
        if samples.pixels.isEmpty {
            samples.numbers.withUnsafeBufferPointer { numbers in
                for number in 0..<size { output[place + number] = numbers[start + number] }
            }
        } else {
            samples.pixels.withUnsafeBufferPointer { pixels in
                table.withUnsafeBufferPointer { table in
                    for pixel in 0..<size { output[place + pixel] = table[Int(pixels[start + pixel])] }
                }
            }
        }
    }

    /// Adds normal noise by the Box–Muller transform (1958), two numbers at a time.
    private func addNoise(
        to input: UnsafeMutableBufferPointer<Float>, at place: Int, sample: Int, round: Int
    ) {
        let size = samples.shape.count
        let first = UInt64(round) &* UInt64(samples.count) &+ UInt64(sample)
        let counter = first &* UInt64(size + 1)
        for number in stride(from: 0, to: size, by: 2) {
            let radius = (-2 * logf(1 - random.uniform(counter &+ UInt64(number)))).squareRoot()
            let angle = 2 * Float.pi * random.uniform(counter &+ UInt64(number + 1))
            input[place + number] += noise * radius * cosf(angle)
            if number + 1 < size { input[place + number + 1] += noise * radius * sinf(angle) }
        }
    }
}
