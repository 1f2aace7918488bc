import SpecCompiler
import StrataRuntime
import TestSupport
import Testing

@testable import StrataCLI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tests the training settings in a generated package, which is compiled as part of this target.
@Suite("Generated trainings")
struct GeneratedTrainingTests {
    private static let folder = "Tests/GeneratedNetworksTests"

    private func sized(_ name: String) throws -> SizedNetwork {
        let text = Repository.text(of: "\(Self.folder)/Specs/\(name)")
        let compilation = SpecCompiler.compile(SourceFile(path: name, text: text))
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }

    @Test(
        "a generated training is identical to the golden file",
        arguments: [
            ("everysetting.strata.yaml", "EverySettingNetwork.swift"),
            ("everysetting.strata.yaml", "EverySettingTraining.swift"),
            ("outputs.strata.yaml", "OutputsTraining.swift"),
        ])
    func aGeneratedTrainingIsTheGolden(_ name: String, _ file: String) throws {
        let files = PackageSource.generate(
            try sized(name), specPath: name, runtime: .checkout(path: "strata"), data: .below("/data"))
        let generated = try #require(files.first { $0.path.hasSuffix("/\(file)") }).text
        let path = "\(Self.folder)/Goldens/\(file)"
        if ProcessInfo.processInfo.environment["STRATA_UPDATE"] == "1" {
            try generated.write(to: Repository.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        #expect(
            generated == Repository.text(of: path), "run STRATA_UPDATE=1 swift test --filter GeneratedNetworksTests")
    }

    @Test("a generated training has the spec's settings")
    func aGeneratedTrainingHasTheSpecsSettings() throws {
        func options(_ name: String) throws -> TrainingOptions {
            TrainingOptions(try sized(name).spec, at: "/data/\(name)")
        }
        #expect(EverySetting.training == (try options("everysetting.strata.yaml")))
        #expect(Outputs.training == (try options("outputs.strata.yaml")))
        #expect(Outputs.training.settings.outputs.map(\.weight) == [1, 0.25])
    }

    @Test("a prediction has each output by the name of its head")
    func aPredictionHasEachOutput() throws {
        let graph = try NetworkGraph(Outputs())
        let parameters = try TrainingPlan(graph, batch: 1, seed: 3, threads: 1).parameters()
        let kept = Set(graph.parameters.map(\.name))
        let predictor = try Predictor(
            Outputs(), parameters: parameters.filter { kept.contains($0.key) }, batch: 2, threads: 1)
        let samples = [Outputs.Input(repeating: 0.5), Outputs.Input(repeating: -1), Outputs.Input(repeating: 2)]
        let answers = try predictor.predict(samples)
        let plan = try InferencePlan(NetworkGraph(CompiledNetwork(sized: sized("outputs.strata.yaml"))), batch: 1)
        try plan.load(parameters.filter { kept.contains($0.key) })
        for (sample, answer) in zip(samples, answers) {
            plan.withInput { _ = $0.update(fromContentsOf: sample.values) }
            let outputs = try plan.runOutputs { $0.map { Array($0) } }
            #expect(answer.`class`.values == outputs[0] && answer.output2ndCopy.values == outputs[1])
            #expect(answer.output2ndCopy[row: 27, column: 27, channel: 0] == outputs[1].last)
        }
        #expect(Outputs.Class(rawValue: answers[0].class.largest) != nil)
        #expect(Outputs.Output.shapes == graph.outputs.map(\.shape))
    }
}
