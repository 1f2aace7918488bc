import Foundation

/// A line of text in the source of the product, as far as it is certain: without what is interpolated.
public struct SourceLiteral: Sendable, CustomStringConvertible {
    /// From the repository's root.
    public var file: String
    public var line: Int
    /// What is before, between and after its interpolations.
    public var pieces: [String]

    public var description: String { "\(file):\(line): \(pieces.joined(separator: "…"))" }

    /// As it begins a sentence or a title.
    public var capitalized: SourceLiteral {
        var literal = self
        literal.pieces[0] = pieces[0].prefix(1).uppercased() + pieces[0].dropFirst()
        return literal
    }

    /// Whether it is a sentence or a part of one: two words in a row.
    public var isProse: Bool { pieces.contains { $0.firstMatch(of: #/[A-Za-z][a-z,'`]+ [a-z`']{2,}/#) != nil } }
}

/// Texts that are looked through for literals.
public struct ShownText: Sendable {
    private let text: Data

    public init(_ texts: [String]) { text = Data(texts.joined(separator: "\n").utf8) }

    /// Whether a line holds all pieces of the literal, in their order.
    public func shows(_ literal: SourceLiteral) -> Bool {
        let pieces = literal.pieces.filter { !$0.isEmpty }.map { Data($0.utf8) }
        guard let longest = pieces.max(by: { $0.count < $1.count }) else { return true }
        let newline = UInt8(ascii: "\n")
        var start = 0
        while let found = text.range(of: longest, in: start..<text.count) {
            let end = text[found.upperBound...].firstIndex(of: newline) ?? text.count
            var place = text[..<found.lowerBound].lastIndex(of: newline).map { $0 + 1 } ?? 0
            let holdsAll = pieces.allSatisfy { piece in
                guard let next = text.range(of: piece, in: place..<end) else { return false }
                place = next.upperBound
                return true
            }
            if holdsAll { return true }
            start = end
        }
        return false
    }
}

/// The string literals of the product's sources.
public enum SourceLiterals {
    /// Every line of every literal of the Swift files below a folder, without what is only compared with: in a pattern, after
    /// `==`, or as the key of a dictionary.
    ///
    /// - Parameter folder: from the repository's root.
    public static func all(in folder: String) -> [SourceLiteral] {
        Repository.files(in: folder, suffix: ".swift").flatMap { file in
            var scanner = Scanner(file.text, file: "\(folder)/\(file.path)")
            scanner.scan(until: nil)
            return scanner.literals
        }
    }
}

/// Reads Swift as far as it takes to find string literals.
private struct Scanner {
    private let bytes: [UInt8]
    private let file: String
    private var index = 0
    private var line = 1
    private(set) var literals: [SourceLiteral] = []

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")

    init(_ text: String, file: String) { (bytes, self.file) = (Array(text.utf8), file) }

    private func peek(_ offset: Int = 0) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }

    private func follows(_ text: [UInt8]) -> Bool { bytes[index...].starts(with: text) }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == Self.newline { line += 1 }
            index += 1
        }
    }

    /// Reads to a closing bracket, or to the end.
    mutating func scan(until end: UInt8?) {
        var word: [UInt8] = []
        // Between `case` and its colon.
        var isPattern = false
        // The last two bytes that aren't spaces.
        var (previous, last): (UInt8, UInt8) = (0, 0)
        while let byte = peek() {
            if byte == end {
                advance()
                return
            }
            switch byte {
            case UInt8(ascii: "/") where peek(1) == byte:
                while let next = peek(), next != Self.newline { advance() }
            case Self.quote,
                Self.hash where peek(hashes) == Self.quote:
                literal(isCompared: isPattern || last == UInt8(ascii: "=") && previous == last)
                word = []
                (previous, last) = (last, byte)
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                advance()
                scan(until: byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : byte + 2)
                word = []
                if byte == UInt8(ascii: "{") { isPattern = false }
            default:
                if byte == Self.space, word == Array("case".utf8) { isPattern = true }
                if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") { isPattern = false }
                if byte == Self.newline, last != UInt8(ascii: ",") { isPattern = false }
                if byte > Self.space { (previous, last) = (last, byte) }
                if byte >= UInt8(ascii: "A") { word.append(byte) } else { word = [] }
                advance()
            }
        }
    }

    private var hashes: Int {
        var count = 0
        while peek(count) == Self.hash { count += 1 }
        return count
    }

    private mutating func literal(isCompared: Bool) {
        let hashes = hashes
        advance(hashes)
        let isLong = follows([Self.quote, Self.quote, Self.quote])
        advance(isLong ? 3 : 1)
        let close = [UInt8](repeating: Self.quote, count: isLong ? 3 : 1) + [UInt8](repeating: Self.hash, count: hashes)
        let escape = [UInt8(ascii: "\\")] + [UInt8](repeating: Self.hash, count: hashes)
        var found: [SourceLiteral] = []
        var pieces: [[UInt8]] = [[]]
        var start = line
        func add() {
            let texts = pieces.map { String(decoding: $0, as: UTF8.self) }
            found.append(SourceLiteral(file: file, line: start, pieces: texts))
        }
        while index < bytes.count, !follows(close) {
            guard follows(escape) else {
                let byte = bytes[index]
                advance()
                if byte == Self.newline {
                    add()
                    while peek() == Self.space { advance() }
                    (pieces, start) = ([[]], line)
                } else {
                    pieces[pieces.count - 1].append(byte)
                }
                continue
            }
            advance(escape.count)
            let byte = peek()
            advance()
            switch byte {
            case UInt8(ascii: "("):
                scan(until: UInt8(ascii: ")"))
                pieces.append([])
            case UInt8(ascii: "n"):
                add()
                (pieces, start) = ([[]], line)
            case UInt8(ascii: "u"):
                while let next = peek(), next != UInt8(ascii: "}") { advance() }
                advance()
                pieces.append([])
            case UInt8(ascii: "t"): pieces.append([])
            case Self.newline:
                // A line of a long literal goes on in the next.
                while peek() == Self.space { advance() }
            case let byte?: pieces[pieces.count - 1].append(byte)
            case nil: break
            }
        }
        advance(close.count)
        add()
        if !isCompared, peek() != UInt8(ascii: ":") { literals += found }
    }
}
