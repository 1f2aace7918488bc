import Foundation
import PackagePlugin

/// `swift package strata-check [--target NAME]`, for continuous integration. It writes nothing and needs no permission.
///
/// It checks the specs, and that checked-in Swift files match the specs next to them.
@main
struct CheckNetworks: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {
        var extractor = ArgumentExtractor(arguments)
        let names = extractor.extractOption(named: "target")
        guard extractor.remainingArguments.isEmpty else {
            print("usage: swift package strata-check [--target NAME]...")
            if !extractor.remainingArguments.contains("--help") { throw Refusal("unknown arguments") }
            return
        }
        let targets = names.isEmpty ? context.package.targets : try context.package.targets(named: names)
        let specs = targets.compactMap { $0 as? any SourceModuleTarget }
            .flatMap { $0.sourceFiles.map(\.url.path) }.filter { $0.hasSuffix(".strata.yaml") }.sorted()
        guard !specs.isEmpty else { throw Refusal("no specs (*.strata.yaml) found in any target") }
        let tool = try context.tool(named: "strata-generate").url
        var isClean = try run(tool, ["check"] + specs)
        let committed = specs.filter {
            FileManager.default.fileExists(atPath: $0.dropLast(".yaml".count) + ".swift")
        }
        if !committed.isEmpty { isClean = try run(tool, ["generate", "--check"] + committed) && isClean }
        guard isClean else { throw Refusal("there are errors in specs, or Swift files that are out of date") }
    }

    private func run(_ tool: URL, _ arguments: [String]) throws -> Bool {
        let process = Process()
        process.executableURL = tool
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationReason == .exit && process.terminationStatus == 0
    }

    /// Ends the command with exit code 1.
    private struct Refusal: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }
}
