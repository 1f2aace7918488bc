import Basics

/// Another package in a manifest.
struct PackageReference {
    /// The package's identity, which references to its products use.
    let identity: String
    /// The declaration of the dependency.
    let declaration: String

    /// Strata in a checkout.
    init(checkout path: String) {
        identity = "strata"
        declaration = ".package(name: \"strata\", path: \(SwiftText.literal(path)))"
    }

    /// - Parameter requirement: the versions to use, such as `from: "1.0.0"`.
    init(url: String, _ requirement: String) {
        let name = Path.fileName(of: url)
        identity = name.hasSuffix(".git") ? String(name.dropLast(4)) : name
        declaration = ".package(url: \(SwiftText.literal(url)), \(requirement))"
    }
}
