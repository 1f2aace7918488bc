/// A network's trained weights in a file: what `torch.load_state_dict` takes after `safetensors.torch.load_file`.
enum Weights {
    /// Saves all parameters and buffers, as a whole or not at all.
    ///
    /// The file's metadata says what else it takes to use them: `input` (height x width x channels), `pixels`, how a byte
    /// becomes the number that the network was trained on, with `pixels.mean` and `pixels.deviation`, and `classes`, a name
    /// a line, in the order of the outputs.
    static func save(
        _ parameters: [String: Tensor], of graph: NetworkGraph, trainedOn data: DataSet, to path: String
    ) throws {
        let metadata = [
            "format": "pt",
            "producer": "Strata",
            "network": graph.name,
            "input": "\(graph.input)",
            "data": data.name,
            "pixels": "(byte / 255 - mean) / deviation",
            "pixels.mean": "\(data.scaling.mean)",
            "pixels.deviation": "\(data.scaling.deviation)",
            "classes": data.classNames(graph.output.count).joined(separator: "\n"),
        ]
        try SafeTensors(tensors: parameters, metadata: metadata).write(to: path)
    }

    /// Reads weights and gives them to `load`, a plan's, which says what does not fit the network.
    ///
    /// - Returns: the file's metadata.
    @discardableResult
    static func read(_ path: String, for graph: NetworkGraph, load: ([String: Tensor]) throws -> Void) throws
        -> [String: String]
    {
        let file = try SafeTensors(path: path)
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
