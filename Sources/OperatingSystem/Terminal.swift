/// One of the process's outputs, with color if it's a terminal.
package struct Terminal: Sendable {
    package static let output = Terminal(descriptor: STDOUT_FILENO)
    package static let errors = Terminal(descriptor: STDERR_FILENO)
    /// The output without colors, as for a file.
    package static let plain = Terminal(
        descriptor: STDOUT_FILENO, isInteractive: false, showsColor: false, showsUnicode: false)

    private let descriptor: Int32
    /// Whether it is a terminal, so that lines can be redrawn.
    package var isInteractive: Bool
    /// Whether it shows colors, and they aren't disabled (https://no-color.org).
    package var showsColor: Bool
    /// Whether it supports characters beyond ASCII.
    package var showsUnicode: Bool
    /// A fixed width that overrides the terminal's.
    private var fixedColumns: Int?

    package init(
        descriptor: Int32 = STDOUT_FILENO, isInteractive: Bool, showsColor: Bool, showsUnicode: Bool,
        columns: Int? = nil
    ) {
        (self.descriptor, self.isInteractive) = (descriptor, isInteractive)
        (self.showsColor, self.showsUnicode) = (showsColor, showsUnicode)
        fixedColumns = columns
    }

    private init(descriptor: Int32) {
        let isInteractive = isatty(descriptor) == 1 && Environment["TERM"] != "dumb"
        let locale = Environment["LC_ALL"] ?? Environment["LC_CTYPE"] ?? Environment["LANG"] ?? ""
        let lowercase = locale.lowercased()
        self.init(
            descriptor: descriptor, isInteractive: isInteractive,
            showsColor: isInteractive && Environment["NO_COLOR"] == nil,
            showsUnicode: lowercase.contains("utf-8") || lowercase.contains("utf8"))
    }

    /// The current width, which can change while the program runs; nil for a file or a pipe, which have no limit on the
    /// length of lines.
    package var columns: Int? {
        if let fixedColumns { return fixedColumns }
        var size = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    // MARK: Writing

    /// An output that can't be written completely, for example, to a full disk.
    package struct LostOutput: Error, CustomStringConvertible {
        package let reason: SystemError

        package var description: String { "the output can't be written: \(reason)" }
    }

    /// Writes output without a buffer, so that errors and output keep their order.
    /// - Throws: `LostOutput` if it can't be written completely, so that lost output doesn't look like success.
    package func write(_ text: String) throws(LostOutput) {
        do throws(SystemError) {
            try Descriptor.write(Array(text.utf8), to: descriptor)
        } catch {
            throw LostOutput(reason: error)
        }
    }

    /// Writes a message for people, separate from the output. If that fails, there is nobody to report it to.
    package func tell(_ text: String) { try? write(text) }

    /// Clears the line from the cursor to its end.
    package static let clearToLineEnd = "\u{1B}[K"

    // MARK: Style

    package enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case cyan = "36"
    }

    package func styled(_ text: String, _ styles: Style...) -> String {
        guard showsColor, !styles.isEmpty else { return text }
        return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    package func bold(_ text: String) -> String { styled(text, .bold) }
    package func dim(_ text: String) -> String { styled(text, .dim) }
    package func red(_ text: String) -> String { styled(text, .bold, .red) }
    package func yellow(_ text: String) -> String { styled(text, .bold, .yellow) }
    package func green(_ text: String) -> String { styled(text, .green) }
    package func blue(_ text: String) -> String { styled(text, .bold, .blue) }
}
