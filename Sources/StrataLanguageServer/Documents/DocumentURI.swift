/// Turns `file:` addresses into paths, and back (RFC 8089).
enum DocumentURI {
    /// Nil of an address that is no file's, such as that of a text that was never saved.
    static func path(of uri: String) -> String? {
        guard uri.hasPrefix("file://") else { return nil }
        let rest = uri.dropFirst("file://".count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        var bytes: [UInt8] = []
        var escaped = Array(rest[slash...].utf8)[...]
        while let byte = escaped.popFirst() {
            if byte == UInt8(ascii: "%"), escaped.count >= 2,
                let value = UInt8(String(decoding: escaped.prefix(2), as: UTF8.self), radix: 16)
            {
                escaped.removeFirst(2)
                bytes.append(value)
            } else {
                bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func uri(ofPath path: String) -> String {
        var uri = "file://"
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "/-._~".unicodeScalars.contains(scalar)
            {
                uri.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return uri
    }
}
