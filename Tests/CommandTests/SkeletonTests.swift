import Foundation
import TestSupport
import Testing

/// What `make new-rule` and `make new-layer` write.
@Suite struct SkeletonTests {
    private let folder: TemporaryFolder

    /// A copy of the sources, which the script changes.
    init() throws {
        folder = try TemporaryFolder()
        for name in ["Sources", "scripts"] {
            try FileManager.default.copyItem(
                at: Repository.root.appendingPathComponent(name), to: folder.url.appendingPathComponent(name))
        }
    }

    private func script(_ arguments: String...) throws -> Shell.Outcome {
        try Shell.run(folder.url.appendingPathComponent("scripts/new.sh").path, arguments)
    }

    /// As SwiftPM names it, after the folder.
    private static let packageName = String(
        Repository.root.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })

    /// Compiles a module of the copy; modules below it that are not in the folder of modules are those of this build.
    private func compile(_ module: String) throws {
        let sources = folder.url.appendingPathComponent("Sources/\(module)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        let modules = folder.url.appendingPathComponent("Modules")
        try FileManager.default.createDirectory(at: modules, withIntermediateDirectories: true)
        let outcome = try Shell.run(
            try #require(Shell.find("swiftc")),
            [
                "-emit-module", "-module-name", module, "-package-name", Self.packageName, "-swift-version", "6",
                "-enable-testing", "-warnings-as-errors", "-parse-as-library",
                "-emit-module-path", modules.appendingPathComponent("\(module).swiftmodule").path,
                "-I", modules.path, "-I", "\(folder.url.path)/Sources/CYAML",
            ] + Shell.runtimeFlags + files.map { "\(sources.path)/\($0)" })
        #expect(outcome.code == 0, "\(outcome.errors.suffix(2000))")
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: folder.url.appendingPathComponent("Sources/\(path)"), encoding: .utf8)
    }

    @Test(.slow) func theSkeletonOfARuleBuilds() throws {
        #expect(try script("rule", "odd-kernel").code == 0)
        let list = try text("SpecLint/LintRule.swift")
        #expect(list.contains(",\n        .oddKernel,\n        .oneUnitBottleneck,"))
        try compile("SpecLint")
    }

    @Test(.slow) func theSkeletonOfALayerBuilds() throws {
        #expect(try script("layer", "spatial dropout").code == 0)
        #expect(try text("NetworkTerms/Catalog.swift").contains(".spatialDropout,\n    ]"))
        #expect(
            try text("StrataRuntime/Network/LayerRegistry.swift")
                .contains("Softmax.self,\n        SpatialDropout.self,"))
        try compile("NetworkTerms")
        try compile("StrataRuntime")
    }

    @Test(arguments: [("rule", "bias-before-norm"), ("layer", "layer scale")])
    func nothingIsOverwritten(_ kind: String, _ name: String) throws {
        let outcome = try script(kind, name)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasSuffix("exists already\n"))
    }

    @Test(arguments: [("rule", "Odd Kernel"), ("rule", ""), ("layer", "spatial-dropout"), ("optimizer", "lion")])
    func anImpossibleNameIsRefused(_ kind: String, _ name: String) throws {
        let outcome = try script(kind, name)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("error: "))
    }
}
