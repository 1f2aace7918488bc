import Foundation
import SpecCompiler
import TestSupport
import Testing

@testable import StrataCLI
@testable import StrataRuntime

/// Every network of `Specs` is built by the runtime and takes a training step; some are held to torchvision's.
@Suite("The specs that ship with Strata")
struct ZooTrainingTests {
    @Test("are built as they are sized", arguments: Repository.specs)
    func areBuilt(_ spec: TextFile) throws {
        let sized = try compile(spec.text)
        let graph = try NetworkGraph(CompiledNetwork(sized: sized))
        #expect(graph.parameterCount == sized.total.parameters)
        #expect(graph.output.dimensions == sized.output.axes)
    }

    @Test("take a training step on small images", arguments: Repository.specs)
    func takeAStep(_ spec: TextFile) throws {
        let graph = try NetworkGraph(Flattened(network: CompiledNetwork(sized: try compile(small(spec)))))
        let plan = try TrainingPlan(graph, batch: 2, seed: 1, threads: 2)
        let random = CounterRandom(seed: 5, purpose: "zoo")
        plan.fill(
            (0..<UInt64(2 * graph.input.count)).map { 2 * random.uniform($0) - 1 },
            labels: [0, graph.output.count - 1])
        let loss = try plan.forwardBackward()
        #expect(loss.isFinite)
        var reached = 0
        let all = try plan.gradients()
        for (name, gradient) in all {
            let values = gradient.values
            // Of the large ones a sample: a step that goes wrong goes wrong everywhere.
            let isFinite = stride(from: 0, to: values.count, by: 1 + values.count / 20_000).allSatisfy {
                values[$0].isFinite
            }
            #expect(isFinite, "\(name)")
            if values.contains(where: { $0 != 0 }) { reached += 1 }
        }
        // The step's gradient reaches nearly every parameter (a block that stochastic depth leaves out has none).
        #expect(reached * 10 >= all.count * 9)
    }

    /// Loss and gradients of one step from the same start, by torchvision; see `Fixtures/make_zoo_fixtures.py`.
    @Test(
        "have torchvision's loss and gradients",
        arguments: [
            "convnext-tiny", "densenet121", "efficientnet-b0", "googlenet", "mobilenet-v3-large", "shufflenet-v2",
            "squeezenet",
        ])
    func haveGradients(_ name: String) throws {
        let spec = TextFile(path: name, text: Repository.text(of: "Specs/\(name).strata.yaml"))
        var text = small(spec).split(separator: "\n", omittingEmptySubsequences: false)
            // What is drawn at random differs.
            .filter { !$0.contains("- dropout") && !$0.contains("- stochastic depth") }.joined(separator: "\n")
            .replacing(/, depth: (?:[0-9.]+)?/, with: "")
            // Blocks that begin as good as absent would hide their mistakes.
            .replacing("layer scale 1e-6", with: "layer scale 0.5")
        // A rounding that moves one value over the edge of a relu moves whole gradients: in the deep ones PyTorch's own differ
        // by 4 % between float32 and float64. A function without an edge shows the structure.
        if ["densenet121", "googlenet", "shufflenet-v2"].contains(name) {
            text.replace(/- relu$/.anchorsMatchLineEndings(), with: "- silu")
        }
        let graph = try NetworkGraph(Flattened(network: CompiledNetwork(sized: try compile(text))))
        let names = graph.parameters.filter(\.isTrained).map { parameter in "\(parameter.name)\n" }.joined()
        let folder = "Tests/GeneratedNetworksTests/Fixtures"
        if ProcessInfo.processInfo.environment["STRATA_UPDATE"] == "1" {
            let path = Repository.root.appendingPathComponent("\(folder)/\(name).names")
            try names.write(to: path, atomically: true, encoding: .utf8)
        }
        try #require(
            names == Repository.text(of: "\(folder)/\(name).names"), "run STRATA_UPDATE=1, and make_zoo_fixtures.py")
        let plan = try TrainingPlan(graph, batch: 4, seed: 7, threads: 1)
        let random = CounterRandom(seed: 5, purpose: "zoo")
        plan.fill((0..<UInt64(4 * graph.input.count)).map { 2 * random.uniform($0) - 1 }, labels: [0, 250, 500, 999])
        let reference = try SafeTensors(
            path: Repository.root.appendingPathComponent("\(folder)/\(name).fixture").path
        ).tensors
        let loss = try plan.forwardBackward()
        let expected = try #require(reference["loss"]?.values.first)
        #expect(abs(loss - expected) <= 1e-4 * abs(expected))
        let gradients = try plan.gradients()
        var errors: [Float] = []
        for (key, tensor) in reference where key != "loss" {
            let parts = key.split(separator: "/")
            let (name, stride) = (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
            let all = try #require(gradients[name]).values
            let values = Swift.stride(from: 0, to: all.count, by: stride).map { all[$0] }
            try #require(values.count == tensor.values.count, "\(name)")
            let error = zip(values, tensor.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            let norm = tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // A bias before a batch norm has no gradient but rounding.
            errors.append(error / max(norm, 1e-4))
        }
        errors.sort()
        #expect(errors[errors.count / 2] <= 1e-4)
        #expect(errors[errors.count - 1] <= 2e-2)
    }

    private func compile(_ text: String) throws -> SizedNetwork {
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }

    /// The spec with a smaller image, and without the contracts that name the sizes of the large one.
    private func small(_ spec: TextFile) -> String {
        let sides = ["unet.strata.yaml": 188, "inception-v3.strata.yaml": 299]
        return spec.text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("- expect ") }
            .map { line in
                guard let match = line.wholeMatch(of: /input: (\d+)x(\d+)x(\d+)/), Int(match.1) ?? 0 > 64 else {
                    return String(line)
                }
                let side = sides[spec.path] ?? 64
                return "input: \(side)x\(side)x\(match.3)"
            }.joined(separator: "\n")
    }
}

/// A network whose output is a vector.
private struct Flattened: Network {
    let network: CompiledNetwork
    var name: String { network.name }
    var input: TensorShape { network.input }

    func layers(_ net: inout NetworkBuilder) {
        network.layers(&net)
        if net.shape(of: net.current).isFeatureMap { net.flatten("flattened output") }
    }
}

extension TrainingPlan {
    fileprivate func fill(_ input: [Float], labels: [Int]) {
        withInput { _ = $0.update(fromContentsOf: input) }
        for (index, label) in labels.enumerated() { self.labels[index] = Int32(label) }
    }
}
