import RuntimeTestSupport
import Testing

@testable import StrataRuntime

/// Reference numbers from PyTorch; see `Fixtures/make_fixtures.py` and `Fixtures/make_losses.py`.
struct Fixture {
    let name: String
    private let reference: ReferenceNumbers

    init(_ name: String) throws {
        self.name = name
        reference = try ReferenceNumbers(path: fixture("\(name).fixture"))
    }

    private func entry(_ key: String, _ location: SourceLocation) throws -> ReferenceNumbers.Entry {
        try #require(reference.entries[key], "\(name) has no \(key)", sourceLocation: location)
    }

    func values(_ key: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [Float] {
        try entry(key, sourceLocation).values
    }

    func shape(_ key: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [Int] {
        try entry(key, sourceLocation).shape
    }

    func has(_ key: String) -> Bool { reference.entries[key] != nil }

    /// Returns the tensors with a prefix, by the rest of their names.
    func all(_ prefix: String) -> [String: Tensor] { reference.all(prefix) }

    /// Expects the error of the values to be below `tolerance`, relative both to the reference's norm and to its
    /// largest element.
    func expect(
        _ values: [Float], _ key: String, within tolerance: Float = 1e-4, scale: Float = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let reference = try entry(key, sourceLocation)
        let values = try #require(reference.sampled(values), "\(name): \(key)", sourceLocation: sourceLocation)
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
    /// Its auxiliary heads.
    var heads: @Sendable (inout NetworkBuilder) -> Void = { _ in }

    init(_ input: TensorShape, _ build: @escaping @Sendable (inout NetworkBuilder) -> Void) {
        self.init("sketch", input, build)
    }

    init(_ name: String, _ input: TensorShape, _ build: @escaping @Sendable (inout NetworkBuilder) -> Void) {
        self.name = name
        self.input = input
        self.build = build
    }

    func layers(_ net: inout NetworkBuilder) { build(&net) }
    func auxiliaryHeads(_ net: inout NetworkBuilder) { heads(&net) }
}

func map(_ height: Int, _ width: Int, _ channels: Int) -> TensorShape {
    TensorShape(height: height, width: width, channels: channels)
}
