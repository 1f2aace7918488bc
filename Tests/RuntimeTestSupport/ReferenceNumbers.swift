import StrataRuntime

/// Numbers from another implementation, in a file of the safetensors format that a script beside it made.
///
/// Of a long result such a file holds every n-th number only, under a name that ends in `/n`.
public struct ReferenceNumbers: Sendable {
    public struct Entry: Sendable {
        public let shape: [Int]
        /// Every how many-th number is there.
        public let stride: Int
        public let values: [Float]

        /// Of all numbers of a result, those that there are references for; nil if they are not as many.
        public func sampled(_ all: [Float]) -> [Float]? {
            let values = Swift.stride(from: 0, to: all.count, by: stride).map { all[$0] }
            return values.count == self.values.count ? values : nil
        }
    }

    public let entries: [String: Entry]

    public init(path: String) throws {
        entries = try SafeTensors(path: path).tensors.reduce(into: [:]) { result, item in
            let parts = item.key.split(separator: "/")
            result[String(parts[0])] = Entry(
                shape: item.value.shape, stride: parts.count > 1 ? Int(parts[1]) ?? 1 : 1, values: item.value.values)
        }
    }

    /// The tensors under a prefix, by the rest of their names.
    public func all(_ prefix: String) -> [String: Tensor] {
        entries.reduce(into: [:]) { result, item in
            if item.key.hasPrefix(prefix + ".") {
                result[String(item.key.dropFirst(prefix.count + 1))] = Tensor(
                    shape: item.value.shape, values: item.value.values)
            }
        }
    }
}

extension TrainingPlan {
    /// Fills in a batch.
    public func fill(_ input: [Float], labels: [Int]) {
        withInput { _ = $0.update(fromContentsOf: input) }
        for (index, label) in labels.enumerated() { self.labels[index] = Int32(label) }
    }
}
