import NetworkTerms
import SizeInference
import SpecLanguage

/// Writes a Swift package that trains a network: its manifest, the network, and a small main file.
public enum PackageSource {
    /// Where the package finds the runtime.
    public enum Runtime: Hashable, Sendable {
        /// A checkout of Strata; the path is absolute or relative to the package.
        case checkout(path: String)
        /// A repository and its lowest version.
        case repository(url: String, from: String)
    }

    /// The files of the package, in the order of their paths.
    ///
    /// - Parameter data: how the paths of IDX files and tables are written.
    public static func generate(
        _ network: SizedNetwork, specPath: String, runtime: Runtime, data: DataPath = .asWritten
    ) -> [GeneratedFile] {
        let type = NetworkSource.typeName(of: network)
        let module = SwiftText.moduleName(type)
        let paths = paths(ofModule: module)
        return [
            GeneratedFile(path: ".gitignore", text: ".build/\n*.safetensors\n", owner: .person),
            GeneratedFile(path: "Package.swift", text: manifest(module, runtime, specPath: specPath), owner: .strata),
            GeneratedFile(
                path: paths.owned[0], text: NetworkSource.generate(network, specPath: specPath),
                owner: .strata),
            GeneratedFile(
                path: paths.owned[1],
                text: training(network, specPath: specPath, data: data),
                owner: .strata),
            GeneratedFile(path: paths.main, text: main(type: type), owner: .person),
        ]
    }

    /// The name of the executable of a network's package.
    public static func executableName(of network: SizedNetwork) -> String {
        SwiftText.moduleName(NetworkSource.typeName(of: network))
    }

    private static func manifest(_ module: String, _ runtime: Runtime, specPath: String) -> String {
        let strata =
            switch runtime {
            case .checkout(let path): PackageReference(checkout: path)
            case .repository(let url, let version):
                PackageReference(url: url, "from: \(SwiftText.literal(version))")
            }
        return """
            // swift-tools-version: 6.2
            \(SwiftText.header(specPath))

            import PackageDescription

            let package = Package(
                name: "\(module)",
                platforms: [.macOS(.v14)],
                dependencies: [
                    \(strata.declaration)
                ],
                targets: [
                    .executableTarget(
                        name: "\(module)",
                        dependencies: [.product(name: "StrataRuntime", package: \(SwiftText.literal(strata.identity)))])
                ]
            )

            """
    }

    private static func training(_ network: SizedNetwork, specPath: String, data: DataPath) -> String {
        """
        \(SwiftText.header(specPath))

        import StrataRuntime

        \(TrainingSource.extensionOfNetwork(network, options: SourceOptions(), data: data))
        """
    }

    /// The files of a module that Strata owns, and the main file that only starts the training.
    public static func paths(ofModule module: String) -> (owned: [String], main: String) {
        let folder = "Sources/\(module)"
        return (["\(folder)/\(module)Network.swift", "\(folder)/\(module)Training.swift"], "\(folder)/main.swift")
    }

    /// Whether a text is a main file that Strata wrote, for any network.
    public static func isUntouchedMain(_ text: String) -> Bool {
        guard let call = text.split(separator: "(network: ").last, let type = call.split(separator: "()").first else {
            return false
        }
        return text == main(type: String(type))
    }

    private static func main(type: String) -> String {
        """
        // Written once, and yours from now on: generating again leaves this file as it is.

        import StrataRuntime

        let program = TrainingProgram(network: \(type)(), options: \(type).training)
        program.run()

        """
    }
}
