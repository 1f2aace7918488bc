/// A new package to start with: a spec, the plugin that generates Swift from it, a program that trains it, a test, and
/// a README.
///
/// All of its files belong to the person who creates it.
public struct PackageScaffold: Sendable {
    /// Where the package finds Strata.
    public enum Place: Hashable, Sendable {
        /// A checkout; the path is absolute.
        case checkout(path: String)
        /// A repository's branch.
        case repository(url: String, branch: String)
        /// A repository's lowest version.
        case release(url: String, from: String)
    }

    /// The name of the package and of its folder.
    public let name: String
    /// The name of the library.
    public let module: String
    /// The name of the network's type.
    public let network: String
    private let place: Place

    public init(name: String, place: Place) {
        self.name = name
        self.place = place
        module = SwiftText.moduleName(SwiftText.typeName(name))
        network = module + "Net"
    }

    /// The spec's path in the package.
    public var specPath: String { "Sources/\(module)/\(specName).strata.yaml" }

    private var specName: String { network.lowercased() }

    /// The files of the package, in a good order for reading them.
    public var files: [GeneratedFile] {
        [
            ("README.md", readme), ("Package.swift", manifest), (".gitignore", ".build/\n*.safetensors\n"),
            (specPath, spec), ("Sources/\(module)/\(GenerationConfiguration.fileName)", configuration),
            ("Sources/\(module)/Classify.swift", classify), ("Sources/train/main.swift", training),
            ("Tests/\(module)Tests/\(network)Tests.swift", tests),
        ].map { GeneratedFile(path: $0.0, text: $0.1, owner: .person) }
    }

    private var spec: String {
        """
        model: \(network)
        input: 28x28x1                    # height x width x channels

        body:
          - 5x5 conv, 8, pad 2, relu      # one line, one layer
          - 2x2 max pool
          - 3x3 conv, 16, pad 1, relu
          - 2x2 max pool

        head:
          - mlp 64, relu
          - fc 10

        train:
          data: fashion-mnist
          epochs: 5
          batch: 32
          optimizer: adamw, rate 2e-3
          schedule: cosine, warmup 0.5 epochs

        """
    }

    private var configuration: String {
        """
        # How Swift is generated from the specs in this folder. Everything is optional.
        access: public                    # public, package, or internal
        emit: [training, layers, classes] # in addition to the networks

        """
    }

    private var classify: String {
        """
        import StrataRuntime

        // `\(network)` is generated from \(specName).strata.yaml by every build. Your additions go here.

        extension \(network) {
            /// Returns the network with trained weights, ready for predictions.
            ///
            /// - Parameter path: a safetensors file, such as `swift run -c release train` writes.
            public static func trained(_ path: String = "\(network).safetensors") throws -> Predictor<\(network)> {
                try Predictor(\(network)(), weights: path)
            }
        }

        """
    }

    private var training: String {
        """
        import \(module)
        import StrataRuntime

        let program = TrainingProgram(network: \(network)(), options: \(network).training)
        program.run()

        """
    }

    private var tests: String {
        """
        import StrataRuntime
        import Testing

        @testable import \(module)

        @Suite struct \(network)Tests {
            @Test func hasAScoreForEveryClass() throws {
                let graph = try NetworkGraph(\(network)())
                #expect(graph.output == \(network).Output.shape)
                #expect(\(network).Output.units == \(network).Class.allCases.count)
            }

            /// The network quickly learns to distinguish a dark image from a bright one.
            @Test func learns() throws {
                let plan = try TrainingPlan(NetworkGraph(\(network)()), batch: 2, seed: 1, threads: 1)
                let pictures = [\(network).Input(repeating: -1), \(network).Input(repeating: 1)]
                try plan.fill(pictures, labels: [\(network).Class.trouser, .bag])
                let first = try plan.forwardBackward()
                var last = first
                for _ in 0..<30 {
                    try plan.update(.adamW(rate: 1e-3), rate: 1e-3)
                    last = try plan.forwardBackward()
                }
                #expect(last < first / 2)

                let trained = try Predictor(\(network)(), parameters: plan.parameters())
                #expect(try trained.classify(pictures).map(\\.class) == [.trouser, .bag])
            }
        }

        """
    }

    private var manifest: String {
        let strata =
            switch place {
            case .checkout(let path): PackageReference(checkout: path)
            case .repository(let url, let branch):
                PackageReference(url: url, "branch: \(SwiftText.literal(branch))")
            case .release(let url, let version):
                PackageReference(url: url, "from: \(SwiftText.literal(version))")
            }
        let identity = SwiftText.literal(strata.identity)
        return """
            // swift-tools-version: 6.2

            import PackageDescription

            /// If STRATA_PATH is set, the checkout of Strata there takes precedence.
            let strata: Package.Dependency =
                if let path = Context.environment["STRATA_PATH"] {
                    .package(name: \(identity), path: path)
                } else {
                    \(strata.declaration)
                }

            let package = Package(
                name: \(SwiftText.literal(name)),
                platforms: [.macOS(.v14)],
                products: [.library(name: "\(module)", targets: ["\(module)"])],
                dependencies: [strata],
                targets: [
                    .target(
                        name: "\(module)",
                        dependencies: [.product(name: "StrataRuntime", package: \(identity))],
                        plugins: [.plugin(name: "GenerateNetworks", package: \(identity))]),
                    .executableTarget(name: "train", dependencies: ["\(module)"]),
                    .testTarget(name: "\(module)Tests", dependencies: ["\(module)"]),
                ]
            )

            """
    }

    private var readme: String {
        """
        # \(name)

        A neural network in Swift. [\(specName).strata.yaml](\(specPath)) describes it. Building the package
        generates the type `\(network)` from it and infers the sizes of all layers. A mistake in the spec is a compiler
        error at its line.

        ```
        swift build                       # generates and compiles the network
        swift test                        # checks that it learns
        swift run -c release train        # trains it and saves \(network).safetensors
        swift package strata check        # checks the spec
        ```

        Training requires Fashion-MNIST: Debian's package dataset-fashion-mnist, or `--data FOLDER` with the four IDX
        files. Building requires libyaml, oneDNN, and zlib (Debian: libyaml-dev libdnnl-dev zlib1g-dev).

        ## Use it

        ```swift
        import \(module)

        let trained = try \(network).trained()
        let picture = try \(network).Input(pixels: bytes, scaling: trained.scaling)   // 28 x 28 bytes
        let answer = try trained.classify(picture)
        print(answer.class, answer.probability)
        ```

        """
    }
}
