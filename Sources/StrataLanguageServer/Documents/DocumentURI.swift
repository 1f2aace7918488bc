import Basics

/// Turns `file:` addresses into paths (RFC 8089).
enum DocumentURI {
    /// Nil if the URI isn't a file's, as for a text that was never saved.
    static func path(of uri: String) -> String? {
        guard uri.hasPrefix("file://") else { return nil }
        let rest = uri.dropFirst("file://".count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let bytes = PercentEncoding.decoded(rest[slash...])
        guard !bytes.contains(0) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
