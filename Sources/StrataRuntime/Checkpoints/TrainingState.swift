/// Everything that a stopped training needs to resume as if it had never stopped, bit for bit. It's in one file, so
/// that a crash can never leave parts that don't belong together.
struct TrainingState {
    var progress: TrainingProgress
    var parameters: [String: Tensor]
    var optimizer: OptimizerState
    /// Identifies the finished weights of an earlier training that the training doesn't replace until it's finished.
    var earlierWeights: String?

    /// Returns the state's file for a weights file: `LeNet5.training.safetensors` for `LeNet5.safetensors`.
    static func path(besides weights: String) -> String {
        let suffix = ".safetensors"
        return (weights.hasSuffix(suffix) ? String(weights.dropLast(suffix.count)) : weights) + ".training" + suffix
    }

    /// Saves the state atomically.
    func save(to path: String, graph: NetworkGraph, settings: TrainingSettings) throws {
        var tensors: [String: Tensor] = [:]
        for (name, tensor) in parameters { tensors["parameter/" + name] = tensor }
        for (name, tensor) in optimizer.tensors { tensors["optimizer/" + name] = tensor }
        var metadata = Self.identity(graph, settings)
        metadata["epoch"] = String(progress.epoch)
        metadata["epochs"] = "\(EpochCount(progress.epoch, of: settings.epochs))"
        metadata["earlierWeights"] = earlierWeights
        metadata["step"] = String(progress.step)
        // The bit pattern, because a decimal text could lose bits.
        metadata["lossSum"] = String(progress.lossSum.bitPattern)
        metadata["correct"] = String(progress.correct)
        metadata["updates"] = String(optimizer.updates)
        metadata["steps"] = String(optimizer.steps)
        try SafeTensors(tensors: tensors, metadata: metadata).write(to: path)
    }

    /// Reads a saved state.
    ///
    /// - Throws: `RuntimeError` if it isn't one, or was saved with different options, which the error names.
    init(path: String, graph: NetworkGraph, settings: TrainingSettings) throws {
        let file = try SafeTensors(path: path)
        for (key, value) in Self.identity(graph, settings).sorted(by: { $0.key < $1.key }) {
            guard let saved = file.metadata[key] else {
                throw RuntimeError("\(path): not a saved training ('\(key)' is missing)")
            }
            guard saved == value else {
                throw RuntimeError(
                    "\(path): can't resume with a different \(key): it was \(saved), and is now \(value)",
                    advice: "Use the same options as before, or start over without --resume.")
            }
        }
        func number<Number: FixedWidthInteger>(_ key: String, _: Number.Type = Int.self) throws -> Number {
            guard let number = file.metadata[key].flatMap({ Number($0) }), number >= 0 else {
                throw RuntimeError("\(path): not a saved training ('\(key)' is not a number)")
            }
            return number
        }
        progress = TrainingProgress(
            epoch: try number("epoch"), step: try number("step"),
            lossSum: Double(bitPattern: try number("lossSum", UInt64.self)), correct: try number("correct"))
        parameters = [:]
        earlierWeights = file.metadata["earlierWeights"]
        optimizer = OptimizerState(updates: try number("updates"), steps: try number("steps"), tensors: [:])
        for (name, tensor) in file.tensors {
            if name.hasPrefix("parameter/") {
                parameters[String(name.dropFirst("parameter/".count))] = tensor
            } else if name.hasPrefix("optimizer/") {
                optimizer.tensors[String(name.dropFirst("optimizer/".count))] = tensor
            }
        }
    }

    init(progress: TrainingProgress, parameters: [String: Tensor], optimizer: OptimizerState) {
        self.progress = progress
        self.parameters = parameters
        self.optimizer = optimizer
    }

    /// Returns everything that must be the same to resume. The number of epochs may differ, to train for longer.
    private static func identity(_ graph: NetworkGraph, _ settings: TrainingSettings) -> [String: String] {
        var identity = [
            "network": graph.name,
            "batch": String(settings.batch),
            "seed": String(settings.seed),
            "noise": "\(settings.noise)",
            "optimizer": "\(settings.optimizer)",
            "schedule": "\(settings.schedule)",
        ]
        if settings.outputs.isEmpty {
            identity["loss"] = "\(settings.loss)"
            identity["target"] = settings.target.rawValue
        } else {
            for output in settings.outputs { identity["training of \(output.name ?? "")"] = "\(output)" }
        }
        return identity
    }
}
