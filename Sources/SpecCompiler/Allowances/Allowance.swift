import Basics

/// A comment that suppresses the findings of rules: `# strata: allow dropped-pixels`.
///
/// At the end of a line it applies to that line; on a separate line, to everything that starts on the next line; before
/// everything else in the file, to the whole file.
struct Allowance {
    /// A name as written, and the rule with that name, if there is one.
    struct Name {
        var written: Located<String>
        var rule: Rule?
    }

    var names: [Name]
    /// From the `#` to the end of the comment.
    var span: Span
    /// The range in which findings that it suppresses must start.
    var scope: Span

    /// All `allow` comments of a file.
    static func all(in source: SourceFile, file: Int, _ document: YAMLDocument) -> [Allowance] {
        let comments = comments(in: source, file: file)
        guard !comments.isEmpty else { return [] }
        var places = Places()
        if let root = document.root { places.collect(root) }
        places.sort()
        return comments.filter { !places.isInText($0.span.start) }.map { comment in
            var comment = comment
            let line = source.line(at: comment.span.start)
            if source.lineSpan(at: comment.span.start).start < comment.span.start {
                comment.scope = Span(file: file, start: source.lineStarts[line - 1], end: comment.span.end)
            } else if comment.span.start < document.root?.span.start ?? .max {
                comment.scope = Span(file: file, start: 0, end: source.bytes.count)
            } else {
                comment.scope = places.part(after: comment.span.end) ?? comment.span
            }
            return comment
        }
    }

    // MARK: Reading

    /// The comments that start with `strata: allow`, including text that only looks like one.
    private static func comments(in source: SourceFile, file: Int) -> [Allowance] {
        let bytes = source.bytes
        var found: [Allowance] = []
        var index = 0
        while let hash = bytes[index...].firstIndex(of: UInt8(ascii: "#")) {
            index = hash + 1
            guard hash == source.byteOrderMarkLength || hash > 0 && bytes[hash - 1] <= 0x20 else { continue }
            var cursor = index
            func skipSpaces() {
                while cursor < bytes.count, bytes[cursor].isSpaceOrTab { cursor += 1 }
            }
            func take(_ word: StaticString) -> Bool {
                let matches = word.withUTF8Buffer { bytes[cursor...].starts(with: $0) }
                if matches { cursor += word.utf8CodeUnitCount }
                return matches
            }
            skipSpaces()
            guard take("strata:") else { continue }
            skipSpaces()
            guard take("allow"), cursor == bytes.count || bytes[cursor] <= 0x20 else { continue }
            let end =
                bytes[cursor...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
            let span = Span(file: file, start: hash, end: end)
            found.append(
                Allowance(names: names(in: source, from: cursor, to: end, file: file), span: span, scope: span))
            index = end
        }
        return found
    }

    /// The names up to the end of the line, or to a reason in parentheses.
    private static func names(in source: SourceFile, from start: Int, to end: Int, file: Int) -> [Name] {
        var names: [Name] = []
        var index = start
        while index < end, source.bytes[index] != UInt8(ascii: "(") {
            var last = index
            while last < end, source.bytes[last] > 0x20, !",(".utf8.contains(source.bytes[last]) { last += 1 }
            if last > index {
                let span = Span(file: file, start: index, end: last)
                let name = source.text(at: span)
                names.append(Name(written: Located(name, at: span), rule: RulePage.named(name)?.rule))
                index = last
            } else {
                index += 1
            }
        }
        return names
    }
}

/// The parts of a file's tree that a comment can precede, and the texts that may contain what looks like a comment.
private struct Places {
    private var parts: [Span] = []
    private var texts: [Span] = []

    mutating func collect(_ node: YAMLNode) {
        // The nodes of an alias are written elsewhere.
        guard node.anchor == nil else { return }
        switch node.content {
        case .scalar(let scalar): if scalar.style != .plain { texts.append(scalar.span) }
        case .sequence(let items):
            for item in items {
                parts.append(item.span)
                collect(item)
            }
        case .mapping(let pairs):
            for pair in pairs {
                parts.append(pair.key.span.joined(with: pair.value.span))
                collect(pair.key)
                collect(pair.value)
            }
        }
    }

    mutating func sort() {
        parts.sort { $0.start < $1.start }
        texts.sort { $0.start < $1.start }
    }

    /// Whether a place is inside a text.
    func isInText(_ offset: Int) -> Bool {
        let next = texts.partitioningIndex { $0.start >= offset }
        return next > 0 && offset < texts[next - 1].end
    }

    /// The largest of the parts that start first after a place.
    func part(after offset: Int) -> Span? {
        let first = parts.partitioningIndex { $0.start > offset }
        guard first < parts.count else { return nil }
        return parts[first...].prefix { $0.start == parts[first].start }.max { $0.end < $1.end }
    }
}
