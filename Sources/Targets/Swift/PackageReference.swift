import Basics

/// Another package, as a manifest names it.
struct PackageReference {
    /// What products of it are named after.
    let identity: String
    /// The dependency.
    let declaration: String

    /// Strata in a checkout.
    init(checkout path: String) {
        identity = "strata"
        declaration = ".package(name: \"strata\", path: \(SwiftText.literal(path)))"
    }

    /// - Parameter requirement: which of its versions, such as `from: "1.0.0"`.
    init(url: String, _ requirement: String) {
        let name = Path.fileName(of: url)
        identity = name.hasSuffix(".git") ? String(name.dropLast(4)) : name
        declaration = ".package(url: \(SwiftText.literal(url)), \(requirement))"
    }
}
