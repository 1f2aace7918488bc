import Foundation
import TestSupport
import Testing

/// Tests that run SwiftPM on packages outside of this one, one after the other, in one build folder: what they share is
/// built once.
@Suite("Build steps", .slow, .serialized, .enabled(if: Shell.find("swift") != nil))
enum BuildSteps {}

/// A package that uses Strata's plugins.
struct NestedPackage {
    let path: String

    /// The build folder that all of these packages share.
    static let scratch = Shell.buildFolder.appendingPathComponent("build-steps")

    /// What is built is found here.
    static var products: URL { scratch.appendingPathComponent("debug") }

    init(at path: String) throws {
        self.path = path
        try Self.shareDependencies()
    }

    /// Writes a package of files, and a manifest with one executable target that the plugin makes networks for.
    init(_ folder: TemporaryFolder, name: String, files: [String: String]) throws {
        for (file, text) in files { try folder.write(text, to: file) }
        let manifest = """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "\(name)",
                platforms: [.macOS(.v14)],
                dependencies: [.package(name: "strata", path: "\(Repository.root.path)")],
                targets: [
                    .executableTarget(
                        name: "\(name)",
                        dependencies: [.product(name: "StrataRuntime", package: "strata")],
                        plugins: [.plugin(name: "GenerateNetworks", package: "strata")])
                ]
            )
            """
        try folder.write(manifest, to: "Package.swift")
        try self.init(at: folder.url.path)
    }

    /// What this package's own build has fetched serves the others too, so that they need no network.
    private static func shareDependencies() throws {
        let manager = FileManager.default
        try manager.createDirectory(at: scratch, withIntermediateDirectories: true)
        let own = Repository.root.appendingPathComponent(".build")
        for name in ["checkouts", "repositories", "workspace-state.json"] {
            let (from, to) = (own.appendingPathComponent(name), scratch.appendingPathComponent(name))
            guard manager.fileExists(atPath: from.path), !manager.fileExists(atPath: to.path) else { continue }
            try manager.copyItem(at: from, to: to)
        }
    }

    /// Runs `swift COMMAND` on the package.
    func swift(_ arguments: String..., environment: [String: String] = [:]) throws -> Shell.Outcome {
        let swift = try #require(Shell.find("swift"))
        return try Shell.run(
            swift, [arguments[0], "--package-path", path, "--scratch-path", Self.scratch.path] + arguments.dropFirst(),
            environment: environment, within: .seconds(1800))
    }

    /// Builds, and gives what was done: `Generating one.strata.swift`, `Compiling App main.swift`.
    func build(sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
        let outcome = try swift("build")
        #expect(outcome.code == 0, "\(outcome.output.suffix(4000))\(outcome.errors)", sourceLocation: sourceLocation)
        return Self.steps(of: outcome.output)
    }

    /// The steps in a build's output, but for those of the build system itself.
    static func steps(of output: String) -> [String] {
        output.split(whereSeparator: \.isNewline).compactMap { line in
            guard let match = line.firstMatch(of: /^\[[0-9]+\/[0-9]+\] (Generating|Compiling|Emitting|Linking) (.*)$/),
                !match.2.hasPrefix("plugin ")
            else { return nil }
            return "\(match.1) \(match.2)"
        }
    }
}

extension Collection<String> {
    /// The files that were generated.
    var generated: [String] {
        filter { $0.hasPrefix("Generating ") }.map { String($0.dropFirst("Generating ".count)) }.sorted()
    }
}

/// A folder with four IDX files: few pictures, each as bright as its label.
enum SmallData {
    static func write(to folder: TemporaryFolder) throws {
        for (part, count) in [("train", 192), ("t10k", 20)] {
            let labels = (0..<count).map { UInt8($0 * 7 % 10) }
            let pixels = labels.flatMap { [UInt8](repeating: $0 * 25, count: 784) }
            try write(header: [0x803, UInt32(count), 28, 28], pixels, to: "\(part)-images-idx3-ubyte", in: folder)
            try write(header: [0x801, UInt32(count)], labels, to: "\(part)-labels-idx1-ubyte", in: folder)
        }
    }

    private static func write(header: [UInt32], _ bytes: [UInt8], to name: String, in folder: TemporaryFolder) throws {
        let head = header.flatMap { number in stride(from: 24, through: 0, by: -8).map { UInt8(number >> $0 & 255) } }
        try Data(head + bytes).write(to: folder.url.appendingPathComponent(name))
    }
}
