import OperatingSystem

/// A folder with the sources that packages build with: a checkout of Strata, or what `make install` has put next to the program.
struct Checkout {
    /// Absolute.
    let path: String

    init?(at path: String) {
        guard let absolute = File.absolutePath(path),
            File.kind(absolute + "/Sources/StrataRuntime") == .folder,
            File.kind(absolute + "/Package.swift") == .file
        else { return nil }
        self.path = absolute
    }

    /// Where a checkout was cloned from, if that is a place on the network that others can reach.
    static func origin(of checkout: String) -> String? {
        guard let bytes = try? File.read(checkout + "/.git/config", atMost: 1 << 20) else { return nil }
        var isOrigin = false
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("[") { isOrigin = line.hasPrefix("[remote \"origin\"]") }
            guard isOrigin, line.hasPrefix("url"), let equals = line.firstIndex(of: "=") else { continue }
            let url = String(line[line.index(after: equals)...].drop { $0 == " " })
            if url.hasPrefix("git@") || url.hasPrefix("ssh://") { return url }
            guard url.hasPrefix("https://") else { return nil }
            // A name or a token before the host is the person's own.
            let rest = url.dropFirst("https://".count)
            let host = rest.prefix { $0 != "/" }
            guard let at = host.lastIndex(of: "@") else { return url }
            return "https://" + rest[rest.index(after: at)...]
        }
        return nil
    }

    /// The sources that the running program was built or installed with.
    static var ofThisProgram: String? { File.thisProgram.flatMap(sources(of:)) }

    /// The sources of a program: a checkout has built it below its own folder, in `.build/release`, or it is installed in a `bin`
    /// and they are in the `share/strata` next to that.
    static func sources(of program: String) -> String? {
        var parts = program.split(separator: "/", omittingEmptySubsequences: false)
        while parts.count > 1 {
            parts.removeLast()
            let folder = parts.joined(separator: "/")
            for place in [folder, folder + "/share/strata"] {
                if let checkout = Checkout(at: place) { return checkout.path }
            }
        }
        return nil
    }
}
