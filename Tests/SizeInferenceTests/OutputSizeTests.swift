import NetworkTerms
import SpecCompiler
import Testing

/// Sizes of networks with several outputs, forwards and backwards.
@Suite("Sizes of several outputs") struct OutputSizeTests {
    private func compile(_ input: String, _ heads: String) -> SpecCompiler.Compilation {
        SpecCompiler.compile(
            SourceFile(
                path: "test",
                text: """
                    model: A
                    input: \(input)
                    body:
                      - 3x3 conv, 4, /2, pad 1, relu, as low
                      - 3x3 conv, 8, /2, pad 1, relu
                    heads:
                    \(heads)

                    """))
    }

    private let pyramid = """
          coarse: []
          fine: {from: low, output: true, layers: ["1x1 conv, 2"]}
          kind: [global avg pool, fc 5]
          early: {from: low, layers: ["3x3 conv, 9, pad 1"]}
        """

    @Test func eachOutputHasASize() throws {
        let network = try #require(compile("16x16x3", pyramid).network)
        #expect(network.outputs.map(\.name) == ["coarse", "fine", "kind"])
        #expect(network.outputs.map(\.shape.description) == ["4x4x8", "8x8x2", "5"])
        #expect(network.outputText == "coarse 4x4x8, fine 8x8x2, kind 5")
        #expect(network.output == network.outputs[0].shape)
    }

    /// Auxiliary heads don't count, but every output does.
    @Test func theCostsAreThoseOfAllOutputs() throws {
        let network = try #require(compile("16x16x3", pyramid).network)
        let (conv1, conv2, fine, kind) = (3 * 9 * 4 + 4, 4 * 9 * 8 + 8, 4 * 2 + 2, 8 * 5 + 5)
        #expect(network.total.parameters == conv1 + conv2 + fine + kind)
        #expect(
            network.total.multiplyAccumulates
                == 64 * 3 * 9 * 4 + 16 * 4 * 9 * 8 + 64 * 4 * 2 + 8 * 5)
        #expect(network.steps.map(\.name) == ["low", "conv1", "conv2", "pool1", "fc1"])
    }

    @Test func aContractInAnyHeadIsChecked() {
        let heads = "  kind: [global avg pool, fc 5]\n  fine: {from: low, output: true, layers: [expect 7x7x4]}"
        #expect(compile("16x16x3", heads).diagnostics.map(\.rule.name) == ["expect-contradicted"])
    }

    /// The contract of each head leaves several inputs, and both together fewer.
    @Test func anOpenInputFollowsFromAllOutputs() throws {
        func heights(_ coarse: String, _ fine: String) -> [String] {
            let heads = "  coarse: [\(coarse)]\n  fine: {from: low, output: true, layers: [\(fine)]}"
            let parts = compile("?x16x3", heads).solution?.parts ?? []
            return parts.flatMap(\.answers).flatMap { $0.sets.values.map(\.description) }
        }
        #expect(heights("expect 4x4x8", "expect ?x8x4") == ["13 to 16"])
        #expect(heights("expect 4x4x8", "expect 7x8x4") == ["13, 14"])
    }

    @Test func aHeadThatStartsAtAnUnknownLayerIsReported() {
        let heads = "  kind: [fc 5]\n  fine: {from: lo, output: true, layers: []}"
        #expect(compile("16x16x3", heads).diagnostics.map(\.rule.name) == ["unknown-name"])
    }

    @Test func aLayerOfOneHeadCanBeUsedInTheNext() throws {
        let heads = """
              first: ["1x1 conv, 8, as mixed"]
              second: [add mixed, global avg pool, fc 2]
            """
        let network = try #require(compile("16x16x3", heads).network)
        #expect(network.outputs.map(\.shape.description) == ["4x4x8", "2"])
    }
}
