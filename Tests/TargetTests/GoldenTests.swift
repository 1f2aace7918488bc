import Foundation
import SpecCompiler
import StrataRuntime
import TestSupport
import Testing

/// The generated source, held against files that lie in this target: what is compared is also compiled, and run.
///
/// `STRATA_UPDATE=1 swift test --filter GoldenTests` writes them anew.
@Suite struct GoldenTests {
    /// A spec whose network lies in `Goldens`, and that network as the compiler made it.
    struct Golden: Sendable, CustomStringConvertible {
        let description: String
        let specPath: String
        let spec: String
        let network: any StrataRuntime.Network

        static let all = [
            Golden(
                description: "EveryLayer", specPath: "every-layer.strata.yaml", spec: everyLayer, network: EveryLayer()),
            Golden(
                description: "EveryOption", specPath: "every-option.strata.yaml", spec: everyOption,
                network: EveryOption()),
        ]

        /// Every example of the catalog; a layer that is added there is missing in the golden until it is written anew.
        private static let everyLayer: String = {
            // First what sets the size, then what needs a map, what takes anything, and at last what leaves little of it.
            let last = ["adaptive pool", "global pool", "flatten", "dense", "mlp"]
            func place(_ layer: LayerDefinition) -> Int {
                let key = layer.syntax.key
                if let index = last.firstIndex(of: key) { return 3 + index }
                return key == "reshape" ? 0 : layer.sizing.input == .featureMap ? 1 : 2
            }
            let ordered = Catalog.layers.enumerated()
                .sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
            return "model: every layer\ninput: 32x32x8\nbody:\n"
                + ordered.map { "  - \($0.syntax.example.notation)\n" }.joined()
        }()

        private static let everyOption = """
            model: every option
            input: 40x30x4
            body:
              - 3x5 conv, 8, /2x1, pad 1x2, dilation 1x2, groups 4, no bias, leaky relu 0.1, as stem
              - 3x3 depthwise conv, /2, same, relu6
              - 2x2 conv, 16, same, gelu
              - batch norm, epsilon 1e-3, momentum 0.01
              - 3x2 max pool, /2, pad 1
              - 2x2 avg pool, /1, same
              - 3x3 avg pool, /2, pad 0-1, ceil, uncounted padding
              - 3x3 transposed conv, 16, /2, pad 1, output pad 0-1, groups 2, no bias, silu
              - squeeze-excite 4, gate hard sigmoid
              - upsample 2x3, bilinear
              - zero pad 0-1-2-3
              - prelu, per channel
              - leaky relu
              - instance norm
              - silu
              - dropout 0.25
              - conv: {kernel: 1, filters: 6, padding: valid, name: 'a "name" with \\(signs) and spaces'}
              - global max pool
              - flatten
            head:
              - mlp 12-8, no bias, tanh, as hidden
              - fc 3, sigmoid
            """
    }

    @Test(arguments: Golden.all)
    func theSourceIsWhatTheGoldenSays(_ golden: Golden) throws {
        let source = NetworkSource.generate(try sized(golden.spec), specPath: golden.specPath)
        try compare(source, "Goldens/\(golden.description).swift")
    }

    /// The compiled source builds the network that the compiler worked out: same layers, sizes and parameters.
    @Test(arguments: Golden.all)
    func theCompiledSourceIsTheNetwork(_ golden: Golden) throws {
        let sized = try sized(golden.spec)
        let graph = try NetworkGraph(golden.network)
        #expect(graph.name == sized.spec.name)
        #expect(graph.input.description == sized.input.description)
        #expect(graph.output.description == sized.output.description)
        #expect(graph.parameterCount == sized.total.parameters)
        let outputs = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, $0.output.description) })
        for layer in sized.layers {
            #expect(
                outputs[layer.layer.name] == layer.output.description,
                "\(layer.layer.name): if the golden is out of date: \(Self.update)")
        }
    }

    @Test func everyLayerOfTheCatalogStandsInAGolden() throws {
        let text = Repository.text(of: "Tests/TargetTests/Goldens/EveryLayer.swift")
        let network = try sized(try #require(Golden.all.first { $0.description == "EveryLayer" }).spec)
        for layer in network.layers {
            let method = layer.layer.definition.method(for: layer.layer.call)
            #expect(text.contains("net.\(method.name)(\"\(layer.layer.name)\""), "\(Self.update)")
        }
        let kinds = Set(network.layers.map(\.layer.kind))
        for layer in Catalog.layers where layer.expansion == nil { #expect(kinds.contains(layer.syntax.key)) }
    }

    @Test func thePackageIsWhatTheGoldensSay() throws {
        let network = try sized(Repository.text(of: "Specs/lenet5.strata.yaml"))
        let files = PackageSource.generate(
            network, specPath: "lenet5.strata.yaml", runtime: .checkout(path: "../strata"))
        #expect(
            files.map(\.path) == [
                ".gitignore", "Package.swift", "Sources/LeNet5/LeNet5Network.swift",
                "Sources/LeNet5/LeNet5Training.swift", "Sources/LeNet5/main.swift",
            ])
        for file in files where !file.path.hasSuffix("Network.swift") {
            let name = file.path.replacing("/", with: "-").replacing(".gitignore", with: "gitignore")
            try compare(file.text, "Packages/LeNet5-\(name).golden")
        }
    }

    /// Goldens are part of this target, so what is written is compiled by the next run.
    private static let update = "STRATA_UPDATE=1 swift test --filter GoldenTests, then once more without STRATA_UPDATE"

    private func sized(_ spec: String) throws -> SizedNetwork {
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: spec))
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }

    private func compare(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = Repository.root.appendingPathComponent("Tests/TargetTests/\(name)")
        if ProcessInfo.processInfo.environment["STRATA_UPDATE"] != nil {
            try text.write(to: path, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: path, encoding: .utf8)
        #expect(
            text == golden, "if this is meant: \(Self.update)",
            sourceLocation: sourceLocation)
    }
}
