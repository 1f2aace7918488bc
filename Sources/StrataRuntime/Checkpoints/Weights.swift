/// A network's trained weights in a file, as `safetensors.torch.load_file` reads and `load_state_dict` takes them.
enum Weights {
    /// Saves all parameters and buffers that the output depends on, atomically. Those of auxiliary heads are left out.
    ///
    /// The file's metadata contains everything else that using them requires: `input` (height x width x channels),
    /// `loss`, and
    /// - for images, `pixels`, the scaling of bytes during training, with `pixels.mean` and `pixels.deviation`;
    /// - for tables, `TableEncoding.metadata`, and `data.checksum`, the CRC-32 of the file with the training rows;
    /// - for a training whose number of epochs is known, `epochs`, how many are done: `3 of 10`;
    /// - for classes, `classes`, with one name per line in the order of the outputs;
    /// - for several outputs, `outputs`, with one name per line, and for each, by its number from 1, `loss.1` and
    ///   `classes.1` instead of `loss` and `classes`.
    static func save(
        _ parameters: [String: Tensor], of graph: NetworkGraph, trainedOn data: DataSet, settings: TrainingSettings,
        epochs: EpochCount? = nil, to path: String
    ) throws {
        var metadata = [
            "format": "pt",
            "producer": "Strata",
            "network": graph.name,
            "input": "\(graph.input)",
            "data": data.name,
        ]
        metadata["epochs"] = epochs.map(String.init(describing:))
        if let encoding = data.encoding {
            metadata.merge(encoding.metadata) { $1 }
            metadata["data.checksum"] = data.checksum
        } else {
            metadata["pixels"] = "(byte / 255 - mean) / deviation"
            metadata["pixels.mean"] = "\(data.scaling.mean)"
            metadata["pixels.deviation"] = "\(data.scaling.deviation)"
        }
        let hasSeveral = graph.outputs.count > 1
        if hasSeveral { metadata["outputs"] = graph.outputs.map(\.name).joined(separator: "\n") }
        for (number, objective) in settings.objectives.enumerated() {
            let suffix = hasSeveral ? ".\(number + 1)" : ""
            metadata["loss" + suffix] = "\(objective.loss)"
            let task = Task(objective)
            guard !task.isNumeric else { continue }
            let classes = task == .decide ? 2 : graph.outputs[number].shape.channels
            metadata["classes" + suffix] = data.classNames(classes, ofOutput: number).joined(separator: "\n")
        }
        let kept = Set(graph.parameters.map(\.name))
        try SafeTensors(tensors: parameters.filter { kept.contains($0.key) }, metadata: metadata).write(to: path)
    }

    /// Calls `load`, a plan's method, with the weights of a file, and adds the file's name to its errors.
    ///
    /// - Returns: the file's metadata.
    @discardableResult
    static func use(
        _ file: SafeTensors, at path: String, for graph: NetworkGraph, load: ([String: Tensor]) throws -> Void
    ) throws -> [String: String] {
        do {
            try load(file.tensors)
            return file.metadata
        } catch let error as RuntimeError {
            var advice = error.advice
            if let network = file.metadata["network"], network != graph.name {
                advice = "These are weights of \(network), but the network is \(graph.name)."
            }
            throw RuntimeError("\(path): \(error.message)", advice: advice)
        }
    }

    /// Returns the default file for a network's weights: the network's name, with characters replaced that a file name
    /// can't contain.
    static func defaultPath(for network: String) -> String {
        let safe = String(
            network.unicodeScalars.map { scalar in
                scalar == "/" || scalar.value < 0x20 || scalar.value == 0x7F ? "-" : Character(scalar)
            }
            .prefix(50))
        let name = safe.isEmpty || safe.hasPrefix(".") || safe.hasPrefix("-") ? "network" + safe : safe
        return name + ".safetensors"
    }
}

extension PixelScaling {
    /// Reads the scaling from the metadata of a weights file; nil if it isn't there.
    init?(metadata: [String: String]) {
        guard let mean = metadata["pixels.mean"].flatMap(Float.init),
            let deviation = metadata["pixels.deviation"].flatMap(Float.init), deviation != 0
        else { return nil }
        self.init(mean: mean, deviation: deviation)
    }
}
