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

    private final class Line {
        let reading: Reading
        /// Where the text started.
        let start: Int

        init(_ reading: Reading, from start: Int) { (self.reading, self.start) = (reading, start) }
    }

    private var layers: [String: Line] = [:]
    /// The choices of a training, by kind: an optimizer, a schedule.
    private var choices: [String: [String: Line]] = [:]

    public init() {}

    /// The reading of a layer that has been read before, moved to its current place.
    func reading(of scalar: YAMLScalar) -> Reading? { reading(of: scalar, among: layers) }

    /// Keeps a layer that was read without findings.
    ///
    /// - Returns: it, with what follows from it alone.
    func keeping(_ reading: Reading, of scalar: YAMLScalar) -> Reading {
        guard let definition = Catalog.layer(key: reading.arguments.syntax.key),
            !scalar.text.utf8.contains(UInt8(ascii: "$"))
        else { return reading }
        var reading = reading
        reading.layer = Reading.Layer(
            definition: definition, relation: definition.sizing.relation(reading.arguments.call))
        keep(reading, of: scalar, in: &layers)
        return reading
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
        lines[scalar.text] = Line(reading, from: start)
    }
}

extension Reading {
    fileprivate mutating func move(by distance: Int, to file: Int) {
        arguments.move(by: distance, to: file)
        if let span = name?.span { name?.span = span.moved(by: distance, to: file) }
    }
}
