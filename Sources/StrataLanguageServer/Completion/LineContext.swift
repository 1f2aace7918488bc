import SpecCompiler

/// The context of a cursor in a text that is being written: the keys around it, by their indentation, and the part of
/// its line before it.
///
/// It is built from lines instead of the tree, because a text that is being written is rarely valid YAML.
struct LineContext {
    /// The keys around the line, outermost first, including those of list items.
    var path: [String] = []
    /// The text before the cursor, without indentation and dashes; after `key: `, only the value.
    var text: Substring = ""
    /// The key whose value is being written on this line.
    var key: String?
    /// The key before the opening brace, if the cursor is in a mapping in braces: `basic: {channels: 6`.
    var flowKey: String?
    /// Whether the line starts a list item.
    var isItem = false
    /// The other keys in the same mapping as the line.
    var siblings: [String] = []

    init(_ source: SourceFile, offset: Int) {
        let number = source.line(at: offset)
        let start = source.lineStarts[number - 1]
        let before = String(decoding: source.bytes[start..<max(start, min(offset, source.bytes.count))], as: UTF8.self)
        var column = 0
        text = Self.content(Substring(before), &column, &isItem)
        split()
        var limit = column
        // A line that starts an item belongs to the key at the column of its first dash, or further left.
        var limitsDash = isItem ? Self.indentation(Substring(before)) : column
        var parents: [String] = []
        var line = number - 1
        while line >= 1 {
            let other = Substring(source.text(ofLine: line))
            line -= 1
            var itemColumn = 0
            var otherIsItem = false
            let content = Self.content(other, &itemColumn, &otherIsItem)
            guard let first = content.first, first != "#", let name = Self.keyName(content) else { continue }
            let indentation = Self.indentation(other)
            let isParent = isItem && parents.isEmpty ? itemColumn <= limitsDash : itemColumn < limit
            if isParent {
                parents.append(name)
                limit = itemColumn
                limitsDash = indentation
                if itemColumn == 0 { break }
            } else if itemColumn == column, parents.isEmpty, !isItem || !otherIsItem {
                siblings.append(name)
            }
        }
        path = parents.reversed()
        if !isItem { siblings += Self.keys(below: number, at: column, of: source) }
    }

    /// The keys of the same mapping below a line.
    private static func keys(below number: Int, at column: Int, of source: SourceFile) -> [String] {
        var names: [String] = []
        for line in number..<source.lineStarts.count {
            let text = Substring(source.text(ofLine: line + 1))
            guard let first = text.first(where: { $0 != " " }), first != "#" else { continue }
            let indentation = Self.indentation(text)
            if indentation < column { break }
            if indentation == column, let name = keyName(text.dropFirst(column)) { names.append(name) }
        }
        return names
    }

    /// Splits `key: value`, and finds an open mapping in braces.
    private mutating func split() {
        guard let colon = text.firstRange(of: ": ") ?? (text.hasSuffix(":") ? text.firstRange(of: ":") : nil),
            let name = Self.keyName(text)
        else { return }
        key = name
        text = text[colon.upperBound...].drop { $0 == " " }
        if let brace = text.lastIndex(of: "{"), !text[brace...].contains("}") {
            flowKey = key
            var part = text[text.index(after: brace)...]
            if let comma = part.lastIndex(of: ",") { part = part[part.index(after: comma)...] }
            part = part.drop { $0 == " " }
            if let colon = part.firstIndex(of: ":") {
                key = String(part[..<colon])
                text = part[part.index(after: colon)...].drop { $0 == " " }
            } else {
                key = nil
                text = part
            }
        }
    }

    private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

    /// The content of a line, without indentation and dashes, and its column.
    private static func content(_ line: Substring, _ column: inout Int, _ isItem: inout Bool) -> Substring {
        var rest = line.drop { $0 == " " }
        while rest.hasPrefix("- ") || rest == "-" {
            isItem = true
            rest = rest.dropFirst().drop { $0 == " " }
        }
        column = line.count - rest.count
        return rest
    }

    /// The key of a line: `body` in `body:` and in `body: [`.
    private static func keyName(_ content: Substring) -> String? {
        guard let colon = content.firstIndex(of: ":"), content[..<colon].allSatisfy({ $0 != "," && $0 != "#" }) else {
            return nil
        }
        let after = content[content.index(after: colon)...]
        guard after.isEmpty || after.first == " " else { return nil }
        let name = content[..<colon].filter { $0 != "\"" && $0 != "'" }
        return name.isEmpty ? nil : String(name)
    }
}
