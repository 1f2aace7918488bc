import SpecCompiler
import Testing

@testable import StrataCLI
@testable import StrataRuntime

/// Compares the variance that the compiler assumes with the one of the weights that the runtime draws.
@Suite("Initialization agreement")
struct InitializationAgreementTests {
    @Test(
        "in the runtime, an initialization has the variance that the catalog states",
        arguments: Initialization.words,
        [
            "3x3 conv, 6, pad 1", "3x5 conv, 8, /2, dilation 2, groups 4", "5x5 depthwise conv, 16, pad 2",
            "4x4 transposed conv, 6, /2, pad 1", "2x3 transposed conv, 4, /3x1, groups 2", "fc 7",
        ])
    func theRuntimesVarianceIsTheCatalogs(_ word: String, _ layer: String) throws {
        let text = "model: A\ninput: 12x12x8\nbody:\n  - \(layer), init \(word)\n"
        let sized = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted)
        let layer = try #require(sized.layers.first)
        let fans = try #require(layer.layer.definition.costs.fans?(layer.layer.call, (layer.input, layer.output)))
        let parameters = try NetworkGraph(CompiledNetwork(sized: sized)).parameters
        let weights = try #require(parameters.first { $0.name.hasSuffix(".weight") })
        let variance: Float =
            switch weights.start {
            case .constant: 0
            case .uniform(let bound): bound * bound / 3
            case .normal(let deviation): deviation * deviation
            case .orthogonal: weights.startingValues(seed: 1).reduce(0) { $0 + $1 * $1 } / Float(weights.count)
            }
        let expected = try #require(Initialization(rawValue: word)).variance(fans)
        #expect(abs(Double(variance) / expected - 1) < 1e-5)
    }
}
