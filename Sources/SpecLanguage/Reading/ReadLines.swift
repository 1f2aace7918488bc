import NetworkTerms
import SpecText

/// Lines of the notation that were read before, by their text: what somebody types changes one line, and all others are as
/// they were.
///
/// Only what was read without any finding is kept, and no layer in which a block's parameters stand: what such a line means
/// depends on nothing but its text. Blocks can't change it, for no block is called what a layer is called.
public final class ReadLines {
    /// So many different lines are kept at most.
    private static let most = 20_000

    private struct Line {
        var reading: Reading
        /// Where the text began.
        var start: Int
    }

    private var layers: [String: Line] = [:]
    /// Of a training's choices, by what is chosen: an optimizer, a schedule.
    private var choices: [String: [String: Line]] = [:]

    public init() {}

    /// The reading of a layer that was read before, at its present place.
    func reading(of scalar: YAMLScalar) -> Reading? { reading(of: scalar, among: layers) }

    /// Keeps a layer that was read without a finding.
    func keep(_ reading: Reading, of scalar: YAMLScalar) {
        guard Catalogue.layer(key: reading.arguments.syntax.key) != nil, !scalar.text.utf8.contains(UInt8(ascii: "$"))
        else { return }
        keep(reading, of: scalar, in: &layers)
    }

    /// The reading of what was chosen before, at its present place.
    func reading(of scalar: YAMLScalar, choosing noun: String) -> Reading? {
        choices[noun].flatMap { reading(of: scalar, among: $0) }
    }

    /// Keeps a choice that was read without a finding.
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
