import NetworkTerms
import SpecText

/// Lines of the notation that have been read before, by their text: typing changes one line and leaves all others as
/// they were.
///
/// Only lines without findings are kept, and no layers with a block's parameters, so that the meaning of a kept line
/// depends on its text alone. Blocks can't change it, because a block can't have the name of a layer.
public final class ReadLines {
    /// The most lines that are kept.
    private static let most = 20_000

    private struct Line {
        var reading: Reading
        /// Where the text started.
        var start: Int
    }

    private var layers: [String: Line] = [:]
    /// The choices of a training, by kind: an optimizer, a schedule.
    private var choices: [String: [String: Line]] = [:]

    public init() {}

    /// The reading of a layer that has been read before, moved to its current place.
    func reading(of scalar: YAMLScalar) -> Reading? { reading(of: scalar, among: layers) }

    /// Keeps a layer that was read without findings.
    func keep(_ reading: Reading, of scalar: YAMLScalar) {
        guard Catalogue.layer(key: reading.arguments.syntax.key) != nil, !scalar.text.utf8.contains(UInt8(ascii: "$"))
        else { return }
        keep(reading, of: scalar, in: &layers)
    }

    /// The reading of a choice that has been read before, moved to its current place.
    func reading(of scalar: YAMLScalar, choosing noun: String) -> Reading? {
        choices[noun].flatMap { reading(of: scalar, among: $0) }
    }

    /// Keeps a choice that was read without findings.
    func keep(_ reading: Reading, of scalar: YAMLScalar, choosing noun: String) {
        keep(reading, of: scalar, in: &choices[noun, default: [:]])
    }

    private func reading(of scalar: YAMLScalar, among lines: [String: Line]) -> Reading? {
        guard let start = scalar.verbatimStart, let line = lines[scalar.text] else { return nil }
        var reading = line.reading
        reading.move(by: start - line.start, to: scalar.span.file)
        return reading
    }

    private func keep(_ reading: Reading, of scalar: YAMLScalar, in lines: inout [String: Line]) {
        guard let start = scalar.verbatimStart else { return }
        if lines.count >= Self.most { lines = [:] }
        lines[scalar.text] = Line(reading: reading, start: start)
    }
}

extension Reading {
    fileprivate mutating func move(by distance: Int, to file: Int) {
        func moved(_ span: Span) -> Span { Span(file: file, start: span.start + distance, end: span.end + distance) }
        arguments.updateSpans { $0 = moved($0) }
        arguments.open.update { $0.span = moved($0.span) }
        if let written = name { name?.span = moved(written.span) }
    }
}
