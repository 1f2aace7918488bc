import Foundation
import PackagePlugin

/// `swift package strata check|format|generate`, with the options of these commands of `strata`.
@main
struct StrataCommand: CommandPlugin {
    static let usage = """
        usage: swift package strata check [--format FORMAT] [--select RULES] [--target NAME]...
               swift package strata format --check [--target NAME]...
               swift package strata generate --check [--target NAME]...
               swift package ALLOW strata check --fix [--target NAME]...
               swift package ALLOW strata format [--target NAME]...
               swift package ALLOW strata generate [--force] [--target NAME]...
                                 [--access public|package|internal]

        ALLOW is --allow-writing-to-package-directory, which macOS requires for commands that write.

        check     reports problems in the specs
        format    formats the specs; with --check, only lists those that would change
        generate  writes a Swift file next to each spec; with --check, only lists those that are out of date

        The options of `strata check`, `strata format`, and `strata generate` work here, too.
        """

    func performCommand(context: PluginContext, arguments: [String]) throws {
        var extractor = ArgumentExtractor(arguments)
        let names = extractor.extractOption(named: "target")
        var rest = extractor.remainingArguments
        guard let command = rest.first, ["check", "format", "generate"].contains(command), !rest.contains("--help")
        else {
            guard rest.isEmpty || rest.contains("--help") else { throw Refusal("unknown command\n\(Self.usage)") }
            print(Self.usage)
            return
        }
        rest.removeFirst()
        let targets = names.isEmpty ? context.package.targets : try context.package.targets(named: names)
        let specs = targets.compactMap { $0 as? any SourceModuleTarget }
            .flatMap { $0.sourceFiles.map(\.url.path) }.filter { $0.hasSuffix(".strata.yaml") }.sorted()
        guard !specs.isEmpty else {
            throw Refusal("no specs (*.strata.yaml) found in any target")
        }
        let process = Process()
        process.executableURL = try context.tool(named: "strata-generate").url
        process.arguments = [command] + specs + rest
        try process.run()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Refusal("`strata \(command)` failed; see the messages above")
        }
    }
}

/// Ends the command with exit code 1.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
