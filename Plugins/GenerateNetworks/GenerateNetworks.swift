import Foundation
import PackagePlugin

/// Generates a Swift file from every `*.strata.yaml` in a target, each in its own build step with exact inputs and outputs.
@main
struct GenerateNetworks: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        // Files around a fetched package belong to another project.
        let root: URL? =
            switch context.package.origin {
            case .repository, .registry: context.package.directoryURL
            default: nil
            }
        return try commands(
            of: target.sourceFiles.map(\.url), folder: target.directoryURL, workFolder: context.pluginWorkDirectoryURL,
            projectRoot: root, tool: context.tool(named: "strata-generate").url)
    }

    private func commands(
        of files: [URL], folder: URL, workFolder: URL, projectRoot: URL?, tool: URL
    ) throws -> [Command] {
        let specs = files.filter { $0.lastPathComponent.hasSuffix(SpecFile.suffix) }
            .sorted { $0.path < $1.path }.map(SpecFile.init).filter { !$0.isOnlyBlocks }
        try refuseEqualNames(specs)
        let configuration = folder.appendingPathComponent("strata-generate.yaml")
        let isConfigured = FileManager.default.fileExists(atPath: configuration.path)
        return specs.map { spec in
            let output = workFolder.appendingPathComponent("\(spec.name).strata.swift")
            let inputs =
                [spec.url] + spec.includes + (isConfigured ? [configuration] : [])
                + [ProjectFile.find(above: spec.url, within: projectRoot)].compactMap { $0 }
            return .buildCommand(
                displayName: "Generating \(output.lastPathComponent)",
                executable: tool,
                arguments: ["generate", spec.url.path, "--output", output.path, "--quiet"]
                    + (isConfigured ? ["--config", configuration.path] : [])
                    + (projectRoot.map { ["--project-root", $0.path] } ?? [])
                    + inputs.flatMap { ["--input", $0.path] },
                inputFiles: inputs,
                outputFiles: [output])
        }
    }

    /// Two files with the same name can't be in one module, and would be written to the same path.
    private func refuseEqualNames(_ specs: [SpecFile]) throws {
        var known: [String: SpecFile] = [:]
        for spec in specs {
            if let first = known.updateValue(spec, forKey: spec.name.lowercased()) {
                Diagnostics.error(
                    "duplicate spec name \(spec.url.lastPathComponent) in one target; rename this spec or "
                        + "\(first.url.path), because each spec becomes a Swift file with its name",
                    file: spec.url.path, line: 1)
                throw EqualNames()
            }
        }
    }

    private struct EqualNames: Error, CustomStringConvertible {
        let description = "two specs in a target have the same name"
    }
}
