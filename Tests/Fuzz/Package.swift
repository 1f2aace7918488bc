// swift-tools-version: 6.2

import PackageDescription

/// With `STRATA_FUZZ=broad`, only the programs themselves are built with libFuzzer's instruments: they are not led by what an
/// input reaches, and try several times as many. The package manager takes such a program for one with a `main` of its own.
///
/// With `STRATA_FUZZ=growth`, the package is a program without libFuzzer that measures how the time grows with the input.
let isBroad = Context.environment["STRATA_FUZZ"] == "broad"
let isGrowth = Context.environment["STRATA_FUZZ"] == "growth"
let instruments: [String] = isBroad ? ["-sanitize=fuzzer"] : []

func program(_ name: String, testing product: Target.Dependency) -> Target {
    .executableTarget(
        name: name, dependencies: [product] + (isBroad ? ["CFuzzMain"] : []),
        swiftSettings: [.unsafeFlags(["-parse-as-library"] + instruments)] + (isBroad ? [.define("BROAD")] : []),
        linkerSettings: isBroad ? [.unsafeFlags(instruments)] : [])
}

/// Programs that LLVM's libFuzzer drives, a package of their own since nothing else is built with its instruments.
/// `scripts/soak.sh` builds and runs them.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "strata", path: "../..")],
    targets: isGrowth
        ? [.executableTarget(name: "Growth")]
        : [
            .target(name: "CFuzzMain"),
            program("FuzzCheck", testing: .product(name: "SpecCompiler", package: "strata")),
            program("FuzzWeights", testing: .product(name: "StrataRuntime", package: "strata")),
        ],
    swiftLanguageModes: [.v6]
)
