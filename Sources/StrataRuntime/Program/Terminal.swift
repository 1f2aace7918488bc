import OperatingSystem

/// What the standard output can show.
struct Terminal: Sendable {
    /// Whether a person is looking: lines can be redrawn.
    var isInteractive: Bool
    var hasColour: Bool
    /// Whether characters beyond ASCII arrive whole.
    var hasUnicode: Bool

    /// The standard output's own abilities; `NO_COLOR` (https://no-color.org) and `TERM=dumb` are honoured.
    static func standardOutput() -> Terminal {
        let isInteractive = isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb"
        let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
        let lowercase = locale.lowercased()
        return Terminal(
            isInteractive: isInteractive,
            hasColour: allowsColour(STDOUT_FILENO),
            hasUnicode: lowercase.contains("utf-8") || lowercase.contains("utf8"))
    }

    static func allowsColour(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && environment("TERM") != "dumb" && environment("NO_COLOR") == nil
    }

    /// A file or a pipe.
    static let plain = Terminal(isInteractive: false, hasColour: false, hasUnicode: false)

    /// The width in columns now; it can change while we run.
    var columns: Int {
        var size = winsize()
        guard isInteractive, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// The value of a variable that is set to something.
    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    enum Style: String {
        case bold = "1"
        case dim = "2"
        case green = "32"
        case yellow = "33"
        case red = "31"
        case cyan = "36"
    }

    func styled(_ text: String, _ styles: Style...) -> String {
        guard hasColour, !styles.isEmpty else { return text }
        return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    /// Writes to a descriptor all at once, behind no buffer, so that errors and output keep their order.
    /// - Returns: the system's reason, where not all could be written.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) -> String? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { bytes in
                #if canImport(Glibc)
                    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, bytes.baseAddress, bytes.count)
                #else
                    Darwin.write(descriptor, bytes.baseAddress, bytes.count)
                #endif
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                return String(cString: strerror(errno))
            }
        }
        return nil
    }
}
