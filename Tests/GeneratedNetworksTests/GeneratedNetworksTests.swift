import SpecCompiler
import StrataRuntime
import Testing

@testable import StrataCLI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tests the generated networks in `Goldens`, which are part of this target: they are compiled, compared with what the
/// generator writes now, and trained.
@Suite("Generated networks")
struct GeneratedNetworksTests {
    static let goldens: [Golden] = [
        Golden(spec: "Specs/lenet5.strata.yaml", file: "LeNet5Network.swift", network: LeNet5()),
        Golden(
            spec: "Tests/GeneratedNetworksTests/Specs/structures.strata.yaml", file: "StructuresNetwork.swift",
            network: Structures()),
        Golden(
            spec: "Tests/GeneratedNetworksTests/Specs/initializations.strata.yaml",
            file: "InitializationsNetwork.swift", network: Initializations()),
        Golden(
            spec: "Tests/GeneratedNetworksTests/Specs/relative.strata.yaml", file: "RelativeNetwork.swift",
            network: Relative()),
        Golden(
            spec: "Tests/GeneratedNetworksTests/Specs/outputs.strata.yaml", file: "OutputsNetwork.swift",
            network: Outputs()),
        Golden(
            spec: "Tests/GeneratedNetworksTests/Specs/pyramid.strata.yaml", file: "PyramidNetwork.swift",
            network: Pyramid()),
    ]

    struct Golden: Sendable, CustomTestStringConvertible {
        var spec: String
        var file: String
        var network: any Network

        var testDescription: String { file }

        var goldenPath: String { "\(repository)/Tests/GeneratedNetworksTests/Goldens/\(file)" }

        func compile() throws -> SizedNetwork {
            let text = try String(contentsOfFile: "\(repository)/\(spec)", encoding: .utf8)
            return try #require(SpecCompiler.compile(SourceFile(path: spec, text: text)).accepted)
        }
    }

    /// With STRATA_UPDATE=1 in the environment, rewrites the golden files.
    @Test("a generated network is identical to the golden file", arguments: goldens)
    func aGeneratedNetworkIsTheGolden(_ golden: Golden) throws {
        let name = golden.spec.split(separator: "/").last.map(String.init) ?? golden.spec
        let generated = NetworkSource.generate(try golden.compile(), specPath: name)
        if ProcessInfo.processInfo.environment["STRATA_UPDATE"] == "1" {
            try generated.write(toFile: golden.goldenPath, atomically: true, encoding: .utf8)
        }
        let text = try String(contentsOfFile: golden.goldenPath, encoding: .utf8)
        #expect(generated == text, "run STRATA_UPDATE=1 swift test --filter GeneratedNetworksTests")
    }

    @Test("a generated network has the number of parameters that the compiler counted", arguments: goldens)
    func aGeneratedNetworkHasItsParameters(_ golden: Golden) throws {
        let sized = try golden.compile()
        let graph = try NetworkGraph(golden.network)
        #expect(graph.parameterCount == sized.total.parameters)
        #expect(graph.outputs.map(\.shape) == sized.outputs.map(\.shape))
        #expect(graph.outputs.map(\.name) == sized.outputs.map(\.name))
    }

    @Test("after each layer, a generated network has the size that the compiler inferred", arguments: goldens)
    func aGeneratedNetworkHasTheInferredSizes(_ golden: Golden) throws {
        let sized = try golden.compile()
        let graph = try NetworkGraph(golden.network)
        let outputs = Dictionary(graph.nodes.map { ($0.name, $0.output.axes) }, uniquingKeysWith: { $1 })
        for layer in sized.layers {
            #expect(outputs[layer.name] == layer.output.axes, "\(layer.name)")
        }
    }

    @Test(
        "a generated network has one Swift type per block, whatever the sizes",
        arguments: ["densenet121", "mobilenet-v2", "mobilenet-v3-large", "resnet18"])
    func aBlockIsOneType(_ name: String) throws {
        let path = "Specs/\(name).strata.yaml"
        let text = try String(contentsOfFile: "\(repository)/\(path)", encoding: .utf8)
        let sized = try #require(SpecCompiler.compile(SourceFile(path: path, text: text)).accepted)
        let generated = NetworkSource.generate(sized, specPath: name)
        let types = generated.split(separator: "\n").filter { $0.contains("private struct ") }
        #expect(!types.isEmpty)
        #expect(types.filter { $0.contains(/[0-9]: Block/) } == [])
    }

    @Test("a generated network trains to the same bits as its spec does in-process", arguments: goldens)
    func aGeneratedNetworkTrainsToTheSameBits(_ golden: Golden) throws {
        let generated = try weights(of: golden.network)
        let inProcess = try weights(of: CompiledNetwork(sized: try golden.compile()))
        #expect(generated.keys.sorted() == inProcess.keys.sorted())
        for (name, tensor) in generated {
            #expect(tensor.values.map(\.bitPattern) == inProcess[name]?.values.map(\.bitPattern), "\(name)")
        }
    }

    /// What `Specs/relative.strata.yaml` describes, with every number written out.
    private static let plain = """
        model: Plain
        input: 12x12x4
        define:
          inverted:
            given: {wide: , units: , channels: }
            layers:
              - residual:
                  - 1x1 conv, $wide, no bias, relu6
                  - 3x3 depthwise conv, pad 1, no bias
                  - squeeze-excite $units
                  - 1x1 conv, $channels, no bias
          transition:
            given: {channels: }
            layers: [batch norm, relu, "1x1 conv, $channels, no bias", "2x2 avg pool"]
          pass:
            given: {channels: , groups: }
            layers:
              - 3x3 conv, $channels, pad 1, relu
              - 3x3 conv, $channels, pad 1, groups $groups
              - channel shuffle $groups
        body:
          - 3x3 conv, 16, pad 1, relu
          - inverted: {wide: 96, units: 24, channels: 16}
          - 1x1 conv, 24, as wider
          - group norm 6
          - inverted: {wide: 72, units: 18, channels: 24}
          - transition, channels 12
          - pass: {channels: 16, groups: 4}
            name: stack1
          - pass: {channels: 20, groups: 5}
            name: stack2
          - pass: {channels: 24, groups: 6}
            name: stack3
          - transition, channels 12
          - 2x2 transposed conv, 24, /2, groups 6
        head:
          - global avg pool
          - fc 48, relu
          - fc 10
        """

    @Test("counts relative to the input train to the same bits as the numbers that they result in")
    func relativeCountsTrainToTheSameBits() throws {
        let plain = try weights(
            of: CompiledNetwork(
                sized: try #require(
                    SpecCompiler.compile(SourceFile(path: "plain.strata.yaml", text: Self.plain)).accepted)))
        let relative = try weights(of: Relative())
        #expect(relative.keys.sorted() == plain.keys.sorted())
        for (name, tensor) in relative {
            #expect(tensor.values.map(\.bitPattern) == plain[name]?.values.map(\.bitPattern), "\(name)")
        }
    }

    /// Returns the parameters after three steps on synthetic samples.
    private func weights(of network: some Network) throws -> [String: Tensor] {
        let plan = try TrainingPlan(NetworkGraph(network), batch: 4, seed: 7, threads: 1)
        let classes = plan.graph.output.channels
        for step in 0..<3 {
            plan.withInput { input in
                for index in input.indices { input[index] = Float((index &* 7919 &+ step) % 255) / 255 }
            }
            for index in plan.labels.indices { plan.labels[index] = Int32((index + step) % min(10, classes)) }
            _ = try plan.forwardBackward()
            try plan.update(.adamW(rate: 1e-3), rate: 1e-3)
        }
        return try plan.parameters()
    }
}

/// The package's folder.
private let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
    separator: "/")
