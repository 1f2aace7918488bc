import Basics
import SpecText

/// A file to be written: its path below the output folder, and its text.
public struct GeneratedFile: Hashable, Sendable {
    /// Whose the file is once it has been written.
    public enum Owner: Hashable, Sendable {
        /// Made anew whenever the spec changes; it ends in a signature, by which an edit is seen.
        case strata
        /// Written where nothing stands, and never again.
        case person
    }

    public var path: String
    public var text: String
    public var owner: Owner

    public init(path: String, text: String, owner: Owner) {
        self.path = path
        self.text = owner == .strata ? Signature.sign(text) : text
        self.owner = owner
    }
}

/// A last line that says what the lines above it were, so that an edit made by hand is seen before it would be lost.
public enum Signature {
    public enum State: Hashable, Sendable {
        /// The text is as Strata wrote it.
        case intact
        /// Strata wrote it, and somebody has edited it.
        case edited
        /// Strata never wrote this.
        case missing
    }

    private static let mark = "// Strata's signature, to tell an edit by hand: "

    static func sign(_ text: String) -> String { "\(text)\(mark)\(hash(text))\n" }

    /// Blanks and line ends don't count, so that a formatter's work is no edit.
    public static func state(of text: String) -> State {
        guard let start = text.ranges(of: mark).last?.lowerBound else { return .missing }
        let body = String(text[..<start])
        let rest = text[start...].dropFirst(mark.count)
        return rest.trimmed(while: \.isWhitespace) == hash(body) ? .intact : .edited
    }

    /// Blanks don't count: a formatter may move them.
    private static func hash(_ text: String) -> String { Fingerprint.text(of: text.utf8.lazy.filter { $0 > 0x20 }) }
}
