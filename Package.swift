// swift-tools-version: 6.2

import Foundation
import PackageDescription

/// Continuous integration treats warnings as errors; other builds only show them.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A folder with the `include` and `lib` folders of a oneDNN to use instead of the system's (see docs/contributing/onednn.md).
let oneDNN = Context.environment["STRATA_ONEDNN"]

/// A layer of the architecture (see docs/architecture.md). A target may use those below it, never one above.
func room(_ name: String, uses below: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: below, swiftSettings: strict)
}

func tests(
    _ name: String, of rooms: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: rooms, exclude: exclude, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "strata",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "strata", targets: ["StrataMain"]),
        .library(name: "SpecCompiler", targets: ["SpecCompiler"]),
        .library(name: "StrataRuntime", targets: ["StrataRuntime"]),
        .plugin(name: "GenerateNetworks", targets: ["GenerateNetworks"]),
        .plugin(name: "StrataCommand", targets: ["StrataCommand"]),
        .plugin(name: "CheckNetworks", targets: ["CheckNetworks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(
            name: "COneDNN",
            cSettings: oneDNN.map { [.unsafeFlags(["-I\($0)/include"])] },
            // Linked by path, because the linker might find the system's library by name.
            linkerSettings: oneDNN.map {
                [.unsafeFlags(["-Xlinker", "\($0)/lib/libdnnl.so", "-Xlinker", "-rpath=\($0)/lib"])]
            } ?? [.linkedLibrary("dnnl")]),
        .target(name: "CKernels"),

        // Pure helpers for every module, and helpers for the modules that access the operating system.
        room("Basics"),
        room("OperatingSystem", uses: ["Basics"]),

        // The vocabulary shared by compiler and runtime.
        room("NetworkTerms", uses: ["Basics"]),

        room("SpecText", uses: ["Basics", "CYAML"]),
        room("SpecLanguage", uses: ["Basics", "NetworkTerms", "SpecText"]),
        room("SpecFormat", uses: ["Basics", "SpecLanguage"]),
        room("SizeInference", uses: ["Basics", "SpecLanguage"]),
        room("SpecLint", uses: ["Basics", "SizeInference"]),
        room("Targets", uses: ["Basics", "SizeInference"]),
        room(
            "SpecCompiler",
            uses: [
                "Basics", "SpecText", "SpecLanguage", "SpecFormat", "SizeInference", "SpecLint",
                "Targets",
            ]),

        // Findings in every format, and one run each of check, format, and generate for all programs.
        room("SpecReports", uses: ["Basics", "OperatingSystem", "SpecCompiler"]),
        room("SpecRuns", uses: ["Basics", "OperatingSystem", "SpecCompiler", "SpecReports"]),

        // The only target that knows the Language Server Protocol.
        room("StrataLanguageServer", uses: ["Basics", "OperatingSystem", "SpecCompiler", "SpecRuns"]),

        room("StrataRuntime", uses: ["Basics", "OperatingSystem", "NetworkTerms", "COneDNN", "CKernels", "CZlib"]),

        room(
            "StrataCLI",
            uses: [
                "Basics", "OperatingSystem", "SpecCompiler", "SpecReports", "SpecRuns", "StrataRuntime",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .executableTarget(
            name: "StrataMain", dependencies: ["SpecCompiler", "StrataCLI", "StrataLanguageServer"],
            swiftSettings: strict),

        // The program that build steps run. It doesn't use the runtime, so it builds fast.
        .executableTarget(
            name: "strata-generate",
            dependencies: ["Basics", "OperatingSystem", "SpecCompiler", "SpecReports", "SpecRuns"],
            path: "Sources/StrataGenerator", swiftSettings: strict),
        .plugin(name: "GenerateNetworks", capability: .buildTool(), dependencies: ["strata-generate"]),
        .plugin(
            name: "StrataCommand",
            capability: .command(
                intent: .custom(verb: "strata", description: "Checks specs, and generates Swift files next to them."),
                // Declared, the permission would be asked for by `check`, too, which only reads.
                permissions: []),
            dependencies: ["strata-generate"]),
        .plugin(
            name: "CheckNetworks",
            capability: .command(
                intent: .custom(
                    verb: "strata-check", description: "Checks specs, and the checked-in Swift files next to them."),
                permissions: []),
            dependencies: ["strata-generate"]),

        .executableTarget(
            name: "strata-benchmark",
            dependencies: ["Basics", "OperatingSystem", "CYAML", "SpecCompiler", "StrataRuntime"],
            path: "Sources/StrataBenchmark",
            swiftSettings: strict),

        // Runs a program on its own terminal. In C because Swift can't fork.
        .target(name: "CTerminal", path: "Tests/CTerminal"),
        // Shared by the compiler's tests: marked specs, seeded random numbers, a reader for the grammar, subprocesses.
        .target(
            name: "TestSupport", dependencies: ["SpecCompiler", "CTerminal"], path: "Tests/TestSupport",
            swiftSettings: strict),
        // Shared by the runtime's tests: reference numbers, and a way to pass a batch to a plan.
        .target(
            name: "RuntimeTestSupport", dependencies: ["StrataRuntime"], path: "Tests/RuntimeTestSupport",
            swiftSettings: strict),
        tests("BasicsTests", of: ["Basics", "TestSupport"]),
        tests("OperatingSystemTests", of: ["OperatingSystem", "TestSupport"]),
        tests("SpecTextTests", of: ["SpecText", "TestSupport"]),
        tests("SpecLanguageTests", of: ["SpecCompiler", "TestSupport"]),
        tests("SpecFormatTests", of: ["SpecCompiler", "TestSupport"]),
        tests("SizeInferenceTests", of: ["NetworkTerms", "SpecCompiler", "TestSupport"]),
        tests("SpecLintTests", of: ["SpecCompiler", "TestSupport"]),
        tests(
            "TargetTests", of: ["SpecCompiler", "StrataRuntime", "TestSupport"],
            resources: [.copy("Packages")]),
        tests("SpecCompilerTests", of: ["Basics", "SpecCompiler", "TestSupport"], resources: [.copy("Mistakes")]),
        tests("SpecRunsTests", of: ["SpecCompiler", "SpecRuns", "TestSupport"]),
        tests(
            "StrataLanguageServerTests",
            of: ["Basics", "StrataLanguageServer", "StrataMain", "SpecCompiler", "TestSupport"],
            exclude: ["Neovim"]),
        tests(
            "CommandTests",
            of: ["SpecCompiler", "SpecRuns", "StrataMain", "strata-generate", "TestSupport"]),
        tests(
            "MessageTests",
            of: ["OperatingSystem", "SpecCompiler", "SpecReports", "StrataMain", "strata-generate", "TestSupport"],
            exclude: ["Inputs", "Snapshots"]),
        tests(
            "GeneratedNetworksTests",
            of: [
                "SpecCompiler", "SpecRuns", "StrataCLI", "StrataMain", "StrataRuntime", "TestSupport",
                "RuntimeTestSupport",
            ],
            exclude: ["Specs", "Fixtures"]),
        tests("BuildStepTests", of: ["StrataMain", "strata-generate", "TestSupport"]),
        tests("ReliabilityTests", of: ["StrataMain", "StrataRuntime", "TestSupport"]),
        tests(
            "StrataRuntimeTests",
            of: ["OperatingSystem", "StrataRuntime", "COneDNN", "CKernels", "TestSupport", "RuntimeTestSupport"],
            exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6]
)

if oneDNN != nil {
    // All other tests are independent of oneDNN.
    let computing = ["StrataRuntimeTests", "GeneratedNetworksTests"]
    package.targets.removeAll { $0.type == .test && !computing.contains($0.name) }
}

// `make install` copies what packages of others build with. There are no commands and no tests in that copy, and so nothing to fetch.
let isInstalled = !FileManager.default.fileExists(atPath: Context.packageDirectory + "/Sources/StrataMain")
if isInstalled {
    package.products.removeAll { $0.name == "strata" }
    package.dependencies = []
    package.targets.removeAll { target in
        let folder = target.type == .plugin ? "Plugins" : target.type == .test ? "Tests" : "Sources"
        let path = "\(Context.packageDirectory)/\(target.path ?? "\(folder)/\(target.name)")"
        return !FileManager.default.fileExists(atPath: path)
    }
}
