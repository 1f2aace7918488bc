import Foundation
import Testing

@testable import StrataRuntime

/// Reference numbers from PyTorch; see `Fixtures/make_fixtures.py`.
struct Fixture {
    let name: String
    private let tensors: [String: (shape: [Int], stride: Int, values: [Float])]

    init(_ name: String) throws {
        self.name = name
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name).fixture"))
        let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        struct Entry: Decodable {
            let shape: [Int]
            let range: [Int]

            enum CodingKeys: String, CodingKey {
                case shape
                case range = "data_offsets"
            }
        }
        let header = try JSONDecoder().decode([String: Entry].self, from: data.dropFirst(8).prefix(length))
        let numbers = data.dropFirst(8 + length)
        tensors = header.reduce(into: [:]) { result, item in
            let range = item.value.range
            let bytes = [UInt8](numbers.dropFirst(range[0]).prefix(range[1] - range[0]))
            let values = bytes.withUnsafeBytes { raw in
                (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
            }
            let parts = item.key.split(separator: "/")
            result[String(parts[0])] = (item.value.shape, parts.count > 1 ? Int(parts[1]) ?? 1 : 1, values)
        }
    }

    func values(_ key: String) throws -> [Float] { try #require(tensors[key], "\(name) has no \(key)").values }
    func shape(_ key: String) throws -> [Int] { try #require(tensors[key], "\(name) has no \(key)").shape }

    /// The tensors under a prefix, by the rest of their names.
    func all(_ prefix: String) -> [String: Tensor] {
        tensors.reduce(into: [:]) { result, item in
            if item.key.hasPrefix(prefix + ".") {
                result[String(item.key.dropFirst(prefix.count + 1))] = Tensor(
                    shape: item.value.shape, values: item.value.values)
            }
        }
    }

    /// Holds numbers to the reference: the error relative to the norm, and to the largest element, is below `tolerance`.
    func expect(
        _ values: [Float], _ key: String, within tolerance: Float = 1e-4, scale: Float = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let reference = try #require(tensors[key], "\(name) has no \(key)", sourceLocation: sourceLocation)
        let values =
            reference.stride == 1 ? values : stride(from: 0, to: values.count, by: reference.stride).map { values[$0] }
        try #require(values.count == reference.values.count, "\(name): \(key)", sourceLocation: sourceLocation)
        let differences = zip(values, reference.values).map { $0 - $1 }
        func norm(_ numbers: [Float]) -> Float { numbers.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        func largest(_ numbers: [Float]) -> Float { numbers.reduce(0) { $1.isNaN ? .infinity : max($0, abs($1)) } }
        let count = Float(max(values.count, 1)).squareRoot()
        #expect(
            norm(differences) <= tolerance * max(norm(reference.values), scale * count), "\(name): \(key) by its norm",
            sourceLocation: sourceLocation)
        #expect(
            largest(differences) <= tolerance * max(largest(reference.values), scale),
            "\(name): \(key) by its largest element", sourceLocation: sourceLocation)
    }
}

/// A network from a closure.
struct Sketch: Network {
    let name: String
    let input: TensorShape
    let build: @Sendable (inout NetworkBuilder) -> Void

    init(_ input: TensorShape, _ build: @escaping @Sendable (inout NetworkBuilder) -> Void) {
        self.init("sketch", input, build)
    }

    init(_ name: String, _ input: TensorShape, _ build: @escaping @Sendable (inout NetworkBuilder) -> Void) {
        self.name = name
        self.input = input
        self.build = build
    }

    func layers(_ net: inout NetworkBuilder) { build(&net) }
}

func map(_ height: Int, _ width: Int, _ channels: Int) -> TensorShape {
    TensorShape(height: height, width: width, channels: channels)
}

extension TrainingPlan {
    /// Fills in a batch.
    func fill(_ input: [Float], labels: [Int]) {
        withInput { _ = $0.update(fromContentsOf: input) }
        for (index, label) in labels.enumerated() { self.labels[index] = Int32(label) }
    }
}
