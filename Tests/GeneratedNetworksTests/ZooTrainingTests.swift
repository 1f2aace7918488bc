import Foundation
import RuntimeTestSupport
import SpecCompiler
import SpecRuns
import TestSupport
import Testing

@testable import StrataCLI
@testable import StrataRuntime

/// Builds every network in `Specs` and trains it for a step; some are compared with torchvision.
@Suite("Zoo")
struct ZooTrainingTests {
    @Test("the specs in the zoo are built with the sizes that were inferred", arguments: Repository.specs)
    func theZoosNetworksAreBuilt(_ spec: TextFile) throws {
        let sized = try compile(spec.text)
        let graph = try NetworkGraph(CompiledNetwork(sized: sized))
        #expect(graph.parameterCount == sized.total.parameters)
        #expect(graph.outputs.map(\.shape) == sized.outputs.map(\.shape))
        #expect(graph.outputs.map(\.name) == sized.outputs.map(\.name))
    }

    @Test(
        "the specs in the zoo take a training step on small images, with their auxiliary heads", .slow,
        arguments: Repository.specs)
    func theZoosNetworksTakeAStep(_ spec: TextFile) throws {
        let sized = try compile(small(spec))
        let graph = try NetworkGraph(CompiledNetwork(sized: sized))
        #expect(graph.auxiliaryHeads.map(\.name) == sized.auxiliaryHeads.map(\.head.name.value))
        let options = TrainingOptions(sized.spec, at: spec.path)
        let losses = options.settings.objectives.map { TrainingPlan.WeightedLoss($0.loss, weight: $0.weight) }
        let plan = try TrainingPlan(graph, batch: 2, losses: losses, seed: 1, threads: 2)
        let random = CounterRandom(seed: 5, purpose: "zoo")
        let classes = graph.output.channels
        plan.fill(
            (0..<UInt64(2 * graph.input.count)).map { 2 * random.uniform($0) - 1 },
            labels: plan.labels.indices.map { $0 == 0 ? 0 : ($0 + classes - 2) % classes })
        for number in losses.indices {
            let values = plan.targets(ofOutput: number).values
            for index in values.indices { values[index] = random.uniform(UInt64(index)) }
        }
        let loss = try plan.forwardBackward()
        #expect(loss.isFinite)
        var reached = 0
        let all = try plan.gradients()
        for (name, gradient) in all {
            let values = gradient.values
            // A sample of the large ones is enough: a step that goes wrong goes wrong everywhere.
            let isFinite = stride(from: 0, to: values.count, by: 1 + values.count / 20_000).allSatisfy {
                values[$0].isFinite
            }
            #expect(isFinite, "\(name)")
            if values.contains(where: { $0 != 0 }) { reached += 1 }
        }
        // The step's gradient reaches nearly every parameter (not those of blocks that stochastic depth drops).
        #expect(reached * 10 >= all.count * 9)
        let heads = graph.auxiliaryHeads.flatMap(\.nodes).flatMap(\.parameters).filter(\.isTrained)
        for head in heads { #expect(all[head.name]?.values.contains { $0 != 0 } == true, "\(head.name)") }
    }

    @Test(
        "specs for small images fit 28x28 grayscale images and 32x32 color images",
        arguments: ["resnet20", "mobilenet-small"])
    func specsForSmallImagesFitThem(_ name: String) throws {
        let text = Repository.text(of: "Specs/\(name).strata.yaml")
        let color = text.replacing("input: 28x28x1", with: "input: 32x32x3").replacing(
            "expect 28x28", with: "expect 32x32"
        )
        .replacing("expect 14x14", with: "expect 16x16").replacing("expect 7x7", with: "expect 8x8")
        .replacing("data: fashion-mnist", with: "data: idx cifar, classes 10")
        #expect(color != text)
        let graph = try NetworkGraph(CompiledNetwork(sized: try compile(color)))
        #expect(graph.input.axes == [32, 32, 3])
        #expect(graph.output.axes == [10])
    }

    /// Only the fast ones are trained here; `make zoo` trains the others.
    @Test(
        "specs for tables train to the result that they claim",
        arguments: [("penguins", [0.97]), ("penguins-mass", [0.85]), ("penguins-both", [0.97, 0.8])])
    func specsForTablesReachTheirResult(_ name: String, atLeast stated: [Double]) throws {
        let folder = try TemporaryFolder()
        let path = Repository.root.appendingPathComponent("Specs/\(name).strata.yaml").path
        let sized = try SpecFiles.compile(path)
        var options = TrainingOptions(sized.spec, at: path)
        options.threads = 1
        let session = try TrainingSession(
            CompiledNetwork(sized: sized), options: options,
            output: folder.url.appendingPathComponent("w.safetensors").path
        )
        guard case .finished(let trained, _, let weights) = try session.train(reportingTo: Silence()) else {
            Issue.record("nothing interrupts a test")
            return
        }
        let evaluated = try session.evaluate(weights: weights)
        #expect(evaluated.measurement == trained.measurement)
        let outputs = evaluated.outputs.isEmpty ? [evaluated] : evaluated.outputs
        #expect(outputs.map(\.output) == (stated.count == 1 ? [""] : sized.outputs.map(\.name)))
        for (output, stated) in zip(outputs, stated) {
            let result = output.measurement.accuracy ?? output.measurement.errors?.explained
            #expect(try #require(result) >= stated)
        }
    }

    @Test("a stopped training of several outputs resumes to the same bits")
    func severalOutputsResumeToTheSameBits() throws {
        let folder = try TemporaryFolder()
        let path = Repository.root.appendingPathComponent("Specs/penguins-both.strata.yaml").path
        let sized = try SpecFiles.compile(path)
        func train(_ name: String, epochs: Int, weight: Double = 1, resume: Bool = false) throws -> [String: Tensor] {
            var options = TrainingOptions(sized.spec, at: path)
            options.threads = 1
            (options.epochs, options.schedule) = (epochs, .constant)
            options.outputs[1].weight = weight
            let file = folder.url.appendingPathComponent(name).path
            let session = try TrainingSession(
                CompiledNetwork(sized: sized), options: options, output: file, resume: resume)
            _ = try session.train(reportingTo: Silence())
            return try SafeTensors(path: file).tensors
        }
        let whole = try train("whole.safetensors", epochs: 3)
        let part = try train("part.safetensors", epochs: 2)
        #expect(part != whole)
        #expect(try train("part.safetensors", epochs: 3, resume: true) == whole)
        let problem = #expect(throws: RuntimeError.self) {
            _ = try train("part.safetensors", epochs: 4, weight: 2, resume: true)
        }
        #expect(
            problem?.message.contains(
                "can't resume with a different training of mass: it was mean squared error, target body_mass_g, and is "
                    + "now mean squared error, target body_mass_g, weight 2.0") == true)
    }

    private struct Silence: SessionReporter {}

    /// Compares the loss and the gradients of one step with torchvision's, from the same parameters; see
    /// `Fixtures/make_zoo_fixtures.py`.
    @Test(
        "the specs of published networks have torchvision's loss and gradients", .slow,
        arguments: [
            "convnext-tiny", "densenet121", "efficientnet-b0", "googlenet", "mobilenet-v3-large", "shufflenet-v2",
            "squeezenet",
        ])
    func publishedNetworksMatchTorchvision(_ name: String) throws {
        let spec = TextFile(path: name, text: Repository.text(of: "Specs/\(name).strata.yaml"))
        var text = small(spec).split(separator: "\n", omittingEmptySubsequences: false)
            // Random draws would differ.
            .filter { !$0.contains("- dropout") && !$0.contains("- stochastic depth") }.joined(separator: "\n")
            .replacing(/, depth: (?:[0-9.]+)?/, with: "")
            // Blocks that start with almost no effect would hide their mistakes.
            .replacing("layer scale 1e-6", with: "layer scale 0.5")
        // If rounding moves a single value across the kink of a relu, whole gradients change: in the deep networks,
        // PyTorch's own differ by 4% between float32 and float64. A smooth activation makes the comparison meaningful.
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
        let reference = try ReferenceNumbers(
            path: Repository.root.appendingPathComponent("\(folder)/\(name).fixture").path
        ).entries
        let loss = try plan.forwardBackward()
        let expected = try #require(reference["loss"]?.values.first)
        #expect(abs(loss - expected) <= 1e-4 * abs(expected))
        let gradients = try plan.gradients()
        var errors: [Float] = []
        for (name, tensor) in reference where name != "loss" {
            let gradient = try #require(gradients[name], "\(name)")
            let values = try #require(tensor.sampled(gradient.values), "\(name)")
            let error = zip(values, tensor.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            let norm = tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // The gradient of a bias before a batch norm is only rounding errors.
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

    /// Returns the spec with a smaller image, and without the `expect` lines for the sizes of the large one.
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
