import Basics
import SpecCompiler

extension Analysis {
    /// The edits that write the spec as the formatter does; none where it can't be read.
    func formatting() -> JSON {
        let outcome = SpecFormatter.format(source)
        guard outcome.isChanged else { return [] }
        return .array(textEdits(to: outcome.bytes))
    }

    /// The same of the lines that a range touches; one that ends at a line's beginning does not touch it.
    func formatting(in range: Range<Int>) -> JSON {
        let first = source.line(at: range.lowerBound)
        let last = source.line(at: range.isEmpty ? range.lowerBound : range.upperBound - 1)
        let outcome = SpecFormatter.format(source, lines: first...max(first, last))
        guard outcome.isChanged else { return [] }
        return .array(textEdits(to: outcome.bytes))
    }

    /// One edit that makes other bytes of the text: only of the lines between those that stay at both ends.
    func textEdits(to bytes: [UInt8]) -> [JSON] {
        let old = source.bytes
        guard bytes != old else { return [] }
        var start = 0
        while start < min(old.count, bytes.count), old[start] == bytes[start] { start += 1 }
        start = source.lineStarts[source.line(at: start) - 1]
        // Both texts agree up to the beginning of the line.
        var (oldEnd, newEnd) = (old.count, bytes.count)
        while oldEnd > start, newEnd > start, old[oldEnd - 1] == bytes[newEnd - 1] {
            oldEnd -= 1
            newEnd -= 1
        }
        // To the next line's beginning, so that no character and no line ending is cut in two.
        while oldEnd < old.count, oldEnd > 0, !source.lineStarts.contains(sorted: oldEnd) {
            oldEnd += 1
            newEnd += 1
        }
        return [
            [
                "range": positions.range(start..<oldEnd),
                "newText": .string(String(decoding: bytes[start..<min(newEnd, bytes.count)], as: UTF8.self)),
            ]
        ]
    }
}

extension [Int] {
    /// Whether numbers in rising order hold one.
    fileprivate func contains(sorted number: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
