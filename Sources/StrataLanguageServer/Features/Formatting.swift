import Basics
import SpecCompiler

extension Analysis {
    /// The edits that format the spec; none if it isn't valid YAML.
    func formatting() -> JSON {
        let outcome = SpecFormatter.format(source, read: tree)
        guard outcome.isChanged else { return [] }
        return .array(textEdits(to: outcome.bytes))
    }

    /// The same for the lines that a range touches; a range that ends at a line's start doesn't touch that line.
    func formatting(in range: Range<Int>) -> JSON {
        let first = source.line(at: range.lowerBound)
        let last = source.line(at: range.isEmpty ? range.lowerBound : range.upperBound - 1)
        let outcome = SpecFormatter.format(source, read: tree, lines: first...max(first, last))
        guard outcome.isChanged else { return [] }
        return .array(textEdits(to: outcome.bytes))
    }

    /// One edit that turns the text into other bytes: it replaces the lines between the unchanged ones at both ends.
    func textEdits(to bytes: [UInt8]) -> [JSON] {
        let old = source.bytes
        guard bytes != old else { return [] }
        var start = 0
        while start < min(old.count, bytes.count), old[start] == bytes[start] { start += 1 }
        start = source.lineStarts[source.line(at: start) - 1]
        // Both texts are equal up to the start of the line.
        var (oldEnd, newEnd) = (old.count, bytes.count)
        while oldEnd > start, newEnd > start, old[oldEnd - 1] == bytes[newEnd - 1] {
            oldEnd -= 1
            newEnd -= 1
        }
        // To the start of the next line, so that no character or line ending is split.
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
    /// Whether sorted numbers contain one.
    fileprivate func contains(sorted number: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
