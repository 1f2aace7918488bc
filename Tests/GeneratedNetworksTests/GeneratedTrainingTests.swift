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
    private static let name = "everysetting.strata.yaml"
    private static let folder = "Tests/GeneratedNetworksTests"

    private func sized() throws -> SizedNetwork {
        let text = Repository.text(of: "\(Self.folder)/Specs/\(Self.name)")
        let compilation = SpecCompiler.compile(SourceFile(path: Self.name, text: text))
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }

    @Test(
        "a generated training is identical to the golden file",
        arguments: ["EverySettingNetwork.swift", "EverySettingTraining.swift"])
    func aGeneratedTrainingIsTheGolden(_ file: String) throws {
        let files = PackageSource.generate(
            try sized(), specPath: Self.name, runtime: .checkout(path: "strata"), data: .below("/data"))
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
        #expect(EverySetting.training == TrainingOptions(try sized().spec.training, of: "/data/\(Self.name)"))
    }
}
