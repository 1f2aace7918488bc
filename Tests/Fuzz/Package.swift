// swift-tools-version: 6.2

import PackageDescription

/// Programs that LLVM's libFuzzer drives, a package of their own since nothing else is built with its instruments.
/// `scripts/soak.sh` builds and runs them.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "strata", path: "../..")],
    targets: [
        .executableTarget(
            name: "FuzzCheck", dependencies: [.product(name: "SpecCompiler", package: "strata")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "FuzzWeights", dependencies: [.product(name: "StrataRuntime", package: "strata")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6]
)
