import Foundation
import SpecCompiler
import TestSupport
import Testing

/// Every accepted spec compiles without warnings: a sample here, a thousand by `scripts/random-specs.sh`.
@Suite struct RandomSpecTests {
    private static let count =
        ProcessInfo.processInfo.environment["STRATA_RANDOM_SPECS"].flatMap(Int.init) ?? 30

    @Test(.slow, .enabled(if: Shell.find("swiftc") != nil))
    func randomSpecsCompileWithoutWarnings() throws {
        let folder = try TemporaryFolder()
        var sources: [String] = []
        var refused: [String] = []
        var seed: UInt64 = 0
        while sources.count < Self.count, seed < UInt64(4 * Self.count) {
            seed += 1
            let compilation = SpecCompiler.compile(SourceFile(path: "\(seed)", text: RandomSpec(seed: seed).text))
            guard let network = compilation.accepted else {
                refused.append("\(seed): \(compilation.diagnostics.map(\.message))")
                continue
            }
            let access = SourceOptions.Access.allCases[Int(seed % 3)]
            let source = SwiftSource.generate(
                network, specPath: "\(seed)",
                options: SourceOptions(access: access, typeName: "Random\(seed)"))
            sources.append(try folder.write(source, to: "Random\(seed).swift"))
        }
        #expect(sources.count == Self.count, "\(refused.prefix(5))")
        sources.append(try folder.write(LongStackTests.source(), to: "LongStack.swift"))
        for start in stride(from: 0, to: sources.count, by: 100) {
            let checked = try SwiftCompiler.check(Array(sources[start..<min(start + 100, sources.count)]))
            #expect(checked.code == 0, "\(checked.errors.prefix(3000))")
        }
    }
}

/// The compiler, up to where it has found all that there is to warn of.
enum SwiftCompiler {
    static func check(_ sources: [String]) throws -> Shell.Outcome {
        let swiftc = try #require(Shell.find("swiftc"))
        return try Shell.run(
            swiftc,
            [
                "-emit-sil", "-wmo", "-o", "/dev/null", "-warnings-as-errors", "-swift-version", "6", "-package-name",
                "random", "-parse-as-library", "-module-name", "Random",
            ] + Shell.runtimeFlags + sources, within: .seconds(1800))
    }
}
