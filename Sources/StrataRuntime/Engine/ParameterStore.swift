/// Reads and writes the parameters and buffers of a plan, with PyTorch's names and layouts.
struct ParameterStore {
    let slots: [ParameterSlot]
    let execution: Execution

    func read() throws -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for slot in slots { result[slot.parameter.name] = try read(slot.value, of: slot) }
        return result
    }

    func gradients() throws -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for slot in slots {
            if let gradient = slot.gradient { result[slot.parameter.name] = try read(gradient, of: slot) }
        }
        return result
    }

    private func read(_ value: Value, of slot: ParameterSlot) throws -> Tensor {
        Tensor(shape: slot.parameter.shape, values: try execution.read(value, dimensions: slot.dimensions))
    }

    func start(seed: UInt64) throws {
        for slot in slots {
            try execution.write(
                slot.parameter.startingValues(seed: seed), dimensions: slot.dimensions, to: slot.value)
        }
    }

    /// Replaces all parameters and buffers, or none: everything is checked before the first number is written.
    func write(_ tensors: [String: Tensor]) throws {
        // PyTorch counts the batches that a batch norm has seen; Strata doesn't need the count.
        let given = tensors.filter { !$0.key.hasSuffix(".num_batches_tracked") }
        let known = Set(slots.map(\.parameter.name))
        var problems: [String] = []
        let missing = slots.map(\.parameter.name).filter { given[$0] == nil }
        if !missing.isEmpty { problems.append("missing: \(list(missing))") }
        let unexpected = given.keys.filter { !known.contains($0) }.sorted()
        if !unexpected.isEmpty { problems.append("not in this network: \(list(unexpected))") }
        for slot in slots {
            guard let tensor = given[slot.parameter.name] else { continue }
            if tensor.shape != slot.parameter.shape {
                problems.append(
                    "\(slot.parameter.name) is \(tensor.shape), but the network's is \(slot.parameter.shape)")
            } else if tensor.values.count != slot.parameter.count {
                problems.append("\(slot.parameter.name) has \(tensor.values.count) values for \(tensor.shape)")
            }
        }
        guard problems.isEmpty else {
            throw RuntimeError("the parameters don't fit the network: " + problems.joined(separator: "; "))
        }
        for slot in slots {
            if let tensor = given[slot.parameter.name] {
                try execution.write(tensor.values, dimensions: slot.dimensions, to: slot.value)
            }
        }
    }

    private func list(_ names: [String]) -> String {
        names.count <= 8
            ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + " and \(names.count - 8) more"
    }
}
