import RuntimeTestSupport
import Testing

@testable import StrataRuntime

/// Layers of every kind with an initialization, with enough weights for statistics.
private func sketch(_ initialization: Initialization) -> Sketch {
    Sketch("starts", map(8, 8, 32)) { net in
        net.conv("conv", kernel: 3, filters: 64, padding: 1, initialization: initialization)
        net.conv("strided", kernel: 3, filters: 64, stride: 2, padding: 1, initialization: initialization)
        net.conv("grouped", kernel: 3, filters: 256, padding: 1, groups: 4, initialization: initialization)
        net.depthwiseConv("depthwise", kernel: 7, filters: 1024, padding: 3, initialization: initialization)
        net.transposedConv("transposed", kernel: 4, filters: 16, stride: 2, padding: 1, initialization: initialization)
        net.dense("dense", units: 48, initialization: initialization)
    }
}

/// The fans of each layer's weights, counted by hand.
private let fans: [String: (fanIn: Double, fanOut: Double)] = [
    "conv": (32 * 9, 64 * 9), "strided": (64 * 9, 64 * 9), "grouped": (16 * 9, 64 * 9),
    // Each of the 256 channels contributes to 4 filters.
    "depthwise": (49, 4 * 49),
    // Of a kernel's 4x4 weights, every second one along each axis contributes to a given pixel of the output.
    "transposed": (1024 * 4, 16 * 16), "dense": (8 * 8 * 16, 48),
]

@Suite("Initialization")
struct InitializationTests {
    private func start(_ initialization: Initialization, seed: UInt64 = 3) throws -> [String: Tensor] {
        let parameters = try NetworkGraph(sketch(initialization)).parameters
        return Dictionary(
            uniqueKeysWithValues: parameters.map {
                ($0.name, Tensor(shape: $0.shape, values: $0.startingValues(seed: seed)))
            })
    }

    private static func variance(_ initialization: Initialization, _ fans: (fanIn: Double, fanOut: Double)) -> Double {
        switch initialization {
        case .default: 1 / (3 * fans.fanIn)
        case .he, .heUniform: 2 / fans.fanIn
        case .xavier, .xavierUniform: 2 / (fans.fanIn + fans.fanOut)
        case .lecun, .lecunUniform: 1 / fans.fanIn
        case .orthogonal: .nan
        }
    }

    /// Those whose weights are drawn one by one.
    private static let drawn = Initialization.allCases.filter { $0 != .orthogonal }
    private static let normal: Set<Initialization> = [.he, .xavier, .lecun]

    @Test("initial weights have the mean and the variance of the formula", arguments: drawn)
    func weightsHaveTheFormulasMoments(_ initialization: Initialization) throws {
        let start = try start(initialization)
        for (layer, fans) in fans where layer != "transposed" || initialization != .default {
            let values = try #require(start["\(layer).weight"]).values.map(Double.init)
            let count = Double(values.count)
            let mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            let expected = Self.variance(initialization, fans)
            // Five times the sampling error of a mean and of a variance; the latter follows from the fourth moment,
            // which is 3 or 9/5 times the squared variance.
            let fourth = Self.normal.contains(initialization) ? 3.0 : 1.8
            #expect(abs(mean) < 5 * (expected / count).squareRoot(), "\(layer)")
            #expect(abs(variance / expected - 1) < 5 * ((fourth - 1) / count).squareRoot(), "\(layer)")
        }
    }

    @Test(
        "initial weights are normal or uniform, judging by the share within one deviation and the largest",
        arguments: drawn)
    func weightsHaveTheNamedDistribution(_ initialization: Initialization) throws {
        let start = try start(initialization)
        for (layer, fans) in fans where layer != "transposed" || initialization != .default {
            let values = try #require(start["\(layer).weight"]).values.map(Double.init)
            let deviation = Self.variance(initialization, fans).squareRoot()
            let share = Double(values.count { abs($0) < deviation }) / Double(values.count)
            let largest = (values.map(abs).max() ?? 0) / deviation
            let isNormal = Self.normal.contains(initialization)
            let expected = isNormal ? 0.6827 : 1 / 3.0.squareRoot()
            #expect(abs(share - expected) < 5 * (expected * (1 - expected) / Double(values.count)).squareRoot())
            #expect(isNormal ? (3.2...7).contains(largest) : (1.72...1.7321).contains(largest), "\(layer) \(largest)")
        }
    }

    /// A normal number is computed from the same bits as its neighbor, but must not depend on it.
    @Test("neighboring initial weights are independent")
    func neighboringWeightsAreIndependent() throws {
        let values = try #require(try start(.he)["transposed.weight"]).values.map(Double.init)
        let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        for distance in [1, 2, 3] {
            let products = zip(values, values.dropFirst(distance)).map(*)
            let correlation = products.reduce(0, +) / Double(products.count) / variance
            #expect(abs(correlation) < 5 / Double(products.count).squareRoot())
            let squares = zip(values, values.dropFirst(distance)).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }
            #expect(
                abs(squares / Double(products.count) / variance / variance - 1) < 15
                    / Double(products.count).squareRoot())
        }
    }

    /// As `torch.nn.init.orthogonal_`: rows of the first dimension, and one column for each of the others' elements.
    @Test(
        "orthogonal weights have orthogonal rows of length 1, or columns if those are fewer",
        arguments: [[3, 5], [16, 2, 3, 3], [8, 8], [7, 1, 2, 2], [1, 9], [9, 1], [6, 2, 4, 4]])
    func orthogonalWeightsAreOrthogonal(_ shape: [Int]) {
        let weights = Parameter("weight", shape, .orthogonal).startingValues(seed: 5).map(Double.init)
        let (rows, columns) = (shape[0], weights.count / shape[0])
        func at(_ vector: Int, _ element: Int) -> Double {
            rows < columns ? weights[vector * columns + element] : weights[element * columns + vector]
        }
        for one in 0..<min(rows, columns) {
            for other in 0...one {
                let product = (0..<max(rows, columns)).reduce(0) { $0 + at(one, $1) * at(other, $1) }
                #expect(abs(product - (one == other ? 1 : 0)) < 1e-6, "\(shape) \(one) \(other)")
            }
        }
    }

    /// The first vector keeps the direction that was drawn, because the diagonal of R is positive.
    @Test("orthogonal weights start in the direction that is drawn")
    func theFirstOrthogonalVectorIsTheDrawnOne() {
        let weights = Parameter("weight", [3, 4], .orthogonal).startingValues(seed: 5)
        let drawn = Parameter("weight", [3, 4], .normal(1)).startingValues(seed: 5)
        let length = drawn[..<4].reduce(0) { $0 + $1 * $1 }.squareRoot()
        for place in 0..<4 { #expect(abs(weights[place] - drawn[place] / length) < 1e-6) }
    }

    @Test("orthogonal weights are the same for any number of threads")
    func orthogonalWeightsDoNotDependOnThreads() throws {
        let parameter = Parameter("weight", [96, 1024], .orthogonal)
        let sum = [1, 2, 3].map { threads in
            Threads.use(threads)
            return parameter.startingValues(seed: 2)
        }
        #expect(sum[0] == sum[1] && sum[0] == sum[2])
    }

    @Test("initial weights depend only on the seed", arguments: Initialization.allCases)
    func weightsDependOnlyOnTheSeed(_ initialization: Initialization) throws {
        let first = try start(initialization)
        #expect(try start(initialization) == first)
        #expect(try start(initialization, seed: 4) != first)
        let graph = try NetworkGraph(sketch(initialization))
        for threads in [1, 2] {
            #expect(try TrainingPlan(graph, batch: 2, seed: 3, threads: threads).parameters() == first)
        }
    }

    @Test(
        "biases start at zero with a named initialization, and like PyTorch's without one",
        arguments: Initialization.allCases)
    func biasesDependOnTheInitialization(_ initialization: Initialization) throws {
        for (name, tensor) in try start(initialization) where name.hasSuffix(".bias") {
            #expect(tensor.values.allSatisfy { $0 == 0 } == (initialization != .default), "\(name)")
        }
    }

    @Test("the default initialization never changes: uniform up to 1 / √fan-in, from the same bits")
    func theDefaultNeverChanges() throws {
        let start = try start(.default)
        let inputs = ["conv": 288, "strided": 576, "grouped": 144, "depthwise": 49, "transposed": 256, "dense": 1024]
        for (layer, count) in inputs {
            let bound = 1 / Float(count).squareRoot()
            for name in ["\(layer).weight", "\(layer).bias"] {
                let random = CounterRandom(seed: 3, purpose: name)
                let values = try #require(start[name]).values
                #expect(values == values.indices.map { (2 * random.uniform(UInt64($0)) - 1) * bound }, "\(name)")
            }
        }
    }

    /// The purpose of an initialization: the signal is as large after ten layers as before them.
    @Test("initializations for relu keep the scale of signals", arguments: [Initialization.he, .heUniform])
    func initializationsForReluKeepTheScale(_ initialization: Initialization) throws {
        #expect((0.4...2.5).contains(try scaleAfterTenLayers(initialization)))
        #expect(try scaleAfterTenLayers(.default) < 1e-3)
        #expect(try scaleAfterTenLayers(.lecun) < 1e-2)
    }

    /// Returns the mean square of the output for an input whose own is 1.
    private func scaleAfterTenLayers(_ initialization: Initialization) throws -> Double {
        let network = Sketch("deep", TensorShape(units: 256)) { net in
            for index in 1...10 {
                net.dense("fc\(index)", units: 256, initialization: initialization, activation: .relu)
            }
        }
        let graph = try NetworkGraph(network)
        let plan = try InferencePlan(graph, batch: 16, threads: 1)
        try plan.load(
            Dictionary(
                uniqueKeysWithValues: graph.parameters.map {
                    ($0.name, Tensor(shape: $0.shape, values: $0.startingValues(seed: 3)))
                }))
        let random = CounterRandom(seed: 5, purpose: "input")
        let output = try plan.run((0..<UInt64(16 * 256)).map { random.normals(2 * $0).0 })
        return output.reduce(0) { $0 + Double($1) * Double($1) } / Double(output.count)
    }
}
