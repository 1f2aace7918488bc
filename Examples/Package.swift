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
        // A library of networks: every *.strata.yaml in its folder is a type.
        .target(
            name: "Networks",
            dependencies: [.product(name: "StrataRuntime", package: "strata")],
            plugins: [.plugin(name: "GenerateNetworks", package: "strata")]),

        // An app with a spec of its own, and the ready trainer.
        .executableTarget(
            name: "App",
            dependencies: [.product(name: "StrataRuntime", package: "strata")],
            plugins: [.plugin(name: "GenerateNetworks", package: "strata")]),

        // A training loop of one's own.
        .executableTarget(
            name: "CustomLoop",
            dependencies: ["Networks", .product(name: "StrataRuntime", package: "strata")]),

        // Trained weights at work: a command, with the function that a web handler would call.
        .executableTarget(
            name: "Classify",
            dependencies: ["Networks", .product(name: "StrataRuntime", package: "strata")]),
    ]
)
