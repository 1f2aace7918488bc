import OperatingSystem

/// One of the process's outputs, with colour where a person looks at it.
package struct Terminal: Sendable {
    package static let output = Terminal(descriptor: 1)
    package static let errors = Terminal(descriptor: 2)
    /// The output as a file would get it, without colour.
    package static let plain = Terminal(descriptor: 1, showsColor: false)

    package let descriptor: Int32
    /// Whether it is a terminal that shows colour and nobody has asked for none (https://no-color.org).
    package let showsColor: Bool
    /// How wide it is; nil for a file or a pipe, whose lines are as long as they are.
    package let columns: Int?

    package init(descriptor: Int32, showsColor: Bool, columns: Int? = nil) {
        (self.descriptor, self.showsColor, self.columns) = (descriptor, showsColor, columns)
    }

    package init(descriptor: Int32) {
        self.descriptor = descriptor
        func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let isTerminal = isatty(descriptor) == 1
        showsColor = isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
        var size = winsize()
        columns =
            isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// Writes an answer.
    /// - Throws: where it can't be written whole, as to a full disk: an answer that is lost must not look given.
    package func write(_ text: String) throws {
        if let reason = attempt(text) { throw Failure.work("the output can't be written: \(reason)") }
    }

    /// Tells a person something beside the answer. Where even that can't be written, nobody can be told.
    package func tell(_ text: String) { _ = attempt(text) }

    /// - Returns: the system's reason, where not all could be written.
    private func attempt(_ text: String) -> String? {
        var text = text
        let isWritten = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
        return isWritten ? nil : String(cString: strerror(errno))
    }

    package func bold(_ text: String) -> String { style(text, "1") }
    package func dim(_ text: String) -> String { style(text, "2") }
    package func red(_ text: String) -> String { style(text, "1;31") }
    package func yellow(_ text: String) -> String { style(text, "1;33") }
    package func green(_ text: String) -> String { style(text, "32") }
    package func blue(_ text: String) -> String { style(text, "1;34") }

    private func style(_ text: String, _ code: String) -> String {
        showsColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
