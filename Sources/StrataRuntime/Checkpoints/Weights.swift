/// A network's trained weights in a file: what `torch.load_state_dict` takes after `safetensors.torch.load_file`.
enum Weights {
    /// Saves all parameters and buffers that the answer follows from, as a whole or not at all; those of auxiliary heads are
    /// left out.
    ///
    /// The file's metadata says what else it takes to use them: `input` (height x width x channels), `loss`, and
    /// - of images, `pixels`, how a byte becomes the number that the network was trained on, with `pixels.mean` and
    ///   `pixels.deviation`;
    /// - of tables, what `TableEncoding.metadata` has;
    /// - of classes, `classes`, a name a line, in the order of the outputs.
    static func save(
        _ parameters: [String: Tensor], of graph: NetworkGraph, trainedOn data: DataSet, settings: TrainingSettings,
        to path: String
    ) throws {
        var metadata = [
            "format": "pt",
            "producer": "Strata",
            "network": graph.name,
            "input": "\(graph.input)",
            "data": data.name,
            "loss": "\(settings.loss)",
        ]
        if let encoding = data.encoding {
            metadata.merge(encoding.metadata) { $1 }
        } else {
            metadata["pixels"] = "(byte / 255 - mean) / deviation"
            metadata["pixels.mean"] = "\(data.scaling.mean)"
            metadata["pixels.deviation"] = "\(data.scaling.deviation)"
        }
        switch Task(settings) {
        case .classify: metadata["classes"] = data.classNames(graph.output.channels).joined(separator: "\n")
        case .decide: metadata["classes"] = data.classNames(2).joined(separator: "\n")
        case .predict, .reproduce: break
        }
        let kept = Set(graph.parameters.map(\.name))
        try SafeTensors(tensors: parameters.filter { kept.contains($0.key) }, metadata: metadata).write(to: path)
    }

    /// Gives the weights of a file to `load`, a plan's, which says what does not fit the network.
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
            let trained = file.metadata["network"].map { $0 == graph.name ? "" : " (they are those of \($0))" } ?? ""
            throw RuntimeError(
                "\(path): these weights do not fit \(graph.name)\(trained): \(error.message)", advice: error.advice)
        }
    }

    /// The file that a network's weights go to unless another is named: its name, with what a file name cannot hold replaced.
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
    /// As a weights' file says; nil where it doesn't.
    init?(metadata: [String: String]) {
        guard let mean = metadata["pixels.mean"].flatMap(Float.init),
            let deviation = metadata["pixels.deviation"].flatMap(Float.init), deviation != 0
        else { return nil }
        self.init(mean: mean, deviation: deviation)
    }
}
