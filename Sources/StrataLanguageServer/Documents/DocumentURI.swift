import Basics

/// Turns `file:` addresses into paths (RFC 8089).
enum DocumentURI {
    /// Nil of an address that is no file's, such as that of a text that was never saved.
    static func path(of uri: String) -> String? {
        guard uri.hasPrefix("file://") else { return nil }
        let rest = uri.dropFirst("file://".count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let bytes = PercentEncoding.decoded(rest[slash...])
        guard !bytes.contains(0) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
