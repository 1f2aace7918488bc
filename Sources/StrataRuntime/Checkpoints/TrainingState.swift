/// Everything that a stopped training needs to go on bit by bit as if it had never stopped, in one file, so that no moment
/// exists at which a crash could leave two that do not belong together.
struct TrainingState {
    var progress: TrainingProgress
    var parameters: [String: Tensor]
    var optimizer: OptimizerState

    /// The state's file beside the weights: `LeNet5.safetensors` has `LeNet5.training.safetensors`.
    static func path(besides weights: String) -> String {
        let suffix = ".safetensors"
        return (weights.hasSuffix(suffix) ? String(weights.dropLast(suffix.count)) : weights) + ".training" + suffix
    }

    /// Saves the state, as a whole or not at all.
    func save(to path: String, graph: NetworkGraph, settings: TrainingSettings) throws {
        var tensors: [String: Tensor] = [:]
        for (name, tensor) in parameters { tensors["parameter/" + name] = tensor }
        for (name, tensor) in optimizer.tensors { tensors["optimizer/" + name] = tensor }
        var metadata = Self.identity(graph, settings)
        metadata["epoch"] = String(progress.epoch)
        metadata["step"] = String(progress.step)
        // The bits, since a decimal text could lose some.
        metadata["lossSum"] = String(progress.lossSum.bitPattern)
        metadata["correct"] = String(progress.correct)
        metadata["updates"] = String(optimizer.updates)
        metadata["steps"] = String(optimizer.steps)
        try SafeTensors(tensors: tensors, metadata: metadata).write(to: path)
    }

    /// Reads a saved state.
    ///
    /// - Throws: `RuntimeError` if it is not one, or was saved by a training with other options, which it names.
    init(path: String, graph: NetworkGraph, settings: TrainingSettings) throws {
        let file = try SafeTensors(path: path)
        for (key, value) in Self.identity(graph, settings).sorted(by: { $0.key < $1.key }) {
            guard let saved = file.metadata[key] else {
                throw RuntimeError("\(path): is not the state of a training ('\(key)' is missing)")
            }
            guard saved == value else {
                throw RuntimeError(
                    "\(path): the stopped training cannot go on with another \(key): it had \(saved), and now it is \(value)",
                    advice: "Give the same options again, or train anew without --resume.")
            }
        }
        func number<Number: FixedWidthInteger>(_ key: String, _: Number.Type = Int.self) throws -> Number {
            guard let number = file.metadata[key].flatMap({ Number($0) }), number >= 0 else {
                throw RuntimeError("\(path): is not the state of a training ('\(key)' is not a number)")
            }
            return number
        }
        progress = TrainingProgress(
            epoch: try number("epoch"), step: try number("step"),
            lossSum: Double(bitPattern: try number("lossSum", UInt64.self)), correct: try number("correct"))
        parameters = [:]
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

    /// What must be the same for the training to go on. The number of epochs may differ: to train longer is allowed.
    private static func identity(_ graph: NetworkGraph, _ settings: TrainingSettings) -> [String: String] {
        [
            "network": graph.name,
            "batch": String(settings.batch),
            "seed": String(settings.seed),
            "loss": "\(settings.loss)",
            "target": settings.target.rawValue,
            "noise": "\(settings.noise)",
            "optimizer": "\(settings.optimizer)",
            "schedule": "\(settings.schedule)",
        ]
    }
}
