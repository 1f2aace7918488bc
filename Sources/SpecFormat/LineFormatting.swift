import Basics
import SpecText

extension SpecFormatter {
    /// Formats some lines of a spec and leaves the others unchanged.
    ///
    /// The meaning of a line depends on others, above all through its indentation. So the spec with these lines
    /// rewritten is formatted once more, and returned only if the result equals that of formatting the whole spec. If
    /// lines can't be changed alone, the neighboring lines that change with them are included; if that isn't enough,
    /// nothing changes.
    ///
    /// - Parameters:
    ///   - document: the spec's tree.
    ///   - lines: their numbers, from 1.
    public static func format(
        _ source: SourceFile, read document: YAMLDocument, lines: ClosedRange<Int>
    ) -> Outcome {
        let whole = format(source, read: document)
        guard whole.isChanged else { return whole }
        let (old, new) = (Self.lines(of: source), Self.lines(of: SourceFile(path: source.path, bytes: whole.bytes)))
        let wanted = lines.lowerBound - 1..<lines.upperBound
        let touched = LineDifference.pieces(old, new).filter { piece in
            piece.old.isEmpty ? wanted.contains(piece.old.lowerBound) : piece.old.overlaps(wanted)
        }
        for pieces in [touched.map { $0.narrowed(to: wanted) }, touched] {
            var (bytes, next): ([UInt8], Int) = ([], 0)
            for piece in pieces {
                bytes += (old[next..<piece.old.lowerBound] + new[piece.new]).joined()
                next = piece.old.upperBound
            }
            bytes += old[next...].joined()
            if format(SourceFile(path: source.path, bytes: bytes)).bytes == whole.bytes {
                return Outcome(bytes: bytes, diagnostics: [], isChanged: bytes != source.bytes)
            }
        }
        return Outcome(bytes: source.bytes, diagnostics: [], isChanged: false)
    }

    /// The lines, each with its line ending.
    private static func lines(of source: SourceFile) -> [ArraySlice<UInt8>] {
        zip(source.lineStarts, source.lineStarts.dropFirst() + [source.bytes.count]).map { source.bytes[$0..<$1] }
            .filter { !$0.isEmpty }
    }
}

extension LineDifference.Piece {
    /// The part of a piece within some lines, if each line became one line.
    fileprivate func narrowed(to lines: Range<Int>) -> Self {
        guard old.count == new.count else { return self }
        let part = old.clamped(to: lines)
        let shift = new.lowerBound - old.lowerBound
        var narrowed = self
        (narrowed.old, narrowed.new) = (part, part.lowerBound + shift..<part.upperBound + shift)
        return narrowed
    }
}
