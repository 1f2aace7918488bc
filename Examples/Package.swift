// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Examples",
    platforms: [.macOS(.v14)],
    dependencies: [
        // In a package of your own: .package(url: "…", from: "0.1.0")
        .package(name: "strata", path: "..")
    ],
    targets: [
        // A library of networks: every *.strata.yaml in its folder becomes a type.
        .target(
            name: "Networks",
            dependencies: [.product(name: "StrataRuntime", package: "strata")],
            plugins: [.plugin(name: "GenerateNetworks", package: "strata")]),

        // An app with its own spec that uses the built-in trainer.
        .executableTarget(
            name: "App",
            dependencies: [.product(name: "StrataRuntime", package: "strata")],
            plugins: [.plugin(name: "GenerateNetworks", package: "strata")]),

        // A custom training loop.
        .executableTarget(
            name: "CustomLoop",
            dependencies: ["Networks", .product(name: "StrataRuntime", package: "strata")]),

        // Inference with trained weights: a command, and the function that a web handler would call.
        .executableTarget(
            name: "Classify",
            dependencies: ["Networks", .product(name: "StrataRuntime", package: "strata")]),
    ]
)
