/// A folder with Strata's sources.
struct Checkout {
    /// Absolute.
    let path: String

    init?(at path: String) {
        guard let absolute = ByteFile.absolutePath(path),
            ByteFile.kind(absolute + "/Sources/StrataRuntime") == .folder,
            ByteFile.kind(absolute + "/Package.swift") == .file
        else { return nil }
        self.path = absolute
    }

    /// The checkout above the running program: it lies in `.build/release` there.
    static var ofThisProgram: String? {
        guard
            let program = ByteFile.absolutePath("/proc/self/exe")
                ?? CommandLine.arguments.first.flatMap(ByteFile.absolutePath)
        else { return nil }
        var parts = program.split(separator: "/", omittingEmptySubsequences: false)
        while parts.count > 1 {
            parts.removeLast()
            if let checkout = Checkout(at: parts.joined(separator: "/")) { return checkout.path }
        }
        return nil
    }
}
