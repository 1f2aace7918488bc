import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Writes a layout line by line, with the comments and blank lines of its source.
struct LayoutWriter {
    /// The longest line in brackets.
    static let width = 120

    struct Line {
        var text: String
        /// A comment after the text, with its original position.
        var comment: Comment?
        var isComment = false
        /// The number of columns the line moved. A comment after it moves along.
        var shift = 0
        /// Whether a blank line precedes it.
        var hasBlankBefore: Bool
    }

    private(set) var lines: [Line] = []
    private let source: SourceFile
    private let comments: [Comment]
    private var nextComment = 0
    /// The offset up to which the source has been written.
    private var written = 0
    /// The lists and mappings that are open, outermost first, with the columns they start in.
    private var open: [Level] = []
    /// The ones that were open at the last line.
    private var openBefore: [Level] = []

    private struct Level {
        var sourceColumn: Int
        var column: Int
    }

    init(_ source: SourceFile, comments: [Comment]) {
        self.source = source
        self.comments = comments
    }

    mutating func write(_ root: LayoutNode, documentStart: Int?) {
        if let documentStart {
            begin(at: documentStart, column: 0)
            append("---", through: documentStart + 3)
        }
        if root.isCollection {
            block(root, at: 0, isInline: false)
        } else {
            begin(at: root.start, column: 0)
            append(inline(root, isFlow: false), through: root.end)
        }
        open = Array(open.prefix(1))
        flush(before: source.bytes.count + 1, column: 0)
    }

    // MARK: Nodes

    /// - Parameter isInline: whether the first entry continues the current line, as after a dash.
    private mutating func block(_ node: LayoutNode, at column: Int, isInline: Bool) {
        open.append(Level(sourceColumn: sourceColumn(of: node), column: column))
        var isInline = isInline
        switch node.content {
        case .sequence(let items):
            for item in items {
                if !isInline { begin(at: item.start, column: column) }
                isInline = false
                append("-", through: min(item.start + 1, item.node.end))
                value(item.node, at: column, afterDash: true)
            }
        case .mapping(let pairs):
            for pair in pairs {
                if !isInline { begin(at: pair.key.start, column: column) }
                isInline = false
                append(inline(pair.key, isFlow: false) + (pair.key.isAlias ? " :" : ":"), through: pair.key.end)
                value(pair.value, at: column, afterDash: false)
            }
        case .scalar, .alias: break
        }
        open.removeLast()
    }

    /// Writes the value after a key or a dash at `column`.
    private mutating func value(_ node: LayoutNode, at column: Int, afterDash: Bool) {
        guard node.isCollection, needsBlock(node, after: (lines.last?.text.unicodeScalars.count ?? 0) + 1) else {
            let text = inline(node, isFlow: false)
            if !text.isEmpty { append(" " + text, through: node.end) }
            return
        }
        // `- - relu` and `- conv: …` continue the line; a node with an anchor can't.
        if afterDash, node.properties.isEmpty {
            append(" ", through: written)
            block(node, at: column + 2, isInline: true)
        } else {
            if !node.properties.isEmpty { append(" " + node.properties, through: node.start) }
            block(node, at: column + 2, isInline: false)
        }
    }

    /// Whether a list or mapping needs separate lines.
    private func needsBlock(_ node: LayoutNode, after column: Int) -> Bool {
        switch node.content {
        case .sequence(let items) where items.isEmpty: return comments.holdAny(in: node.start..<node.end)
        case .mapping(let pairs) where pairs.isEmpty: return comments.holdAny(in: node.start..<node.end)
        case .scalar, .alias: return false
        default: break
        }
        guard node.isFlow else { return true }
        if comments.holdAny(in: node.start..<node.end) { return true }
        if node.hasSplitLine { return false }
        var room = Self.width - column
        // If the texts alone are too long, there is no need to write the node out, level by level, to measure it.
        guard !node.holdsLines(source), node.fits(&room) else { return true }
        return column + inline(node, isFlow: false).unicodeScalars.count > Self.width
    }

    private func inline(_ node: LayoutNode, isFlow: Bool) -> String {
        let text: String
        switch node.content {
        case .alias(let name): text = name
        case .scalar(let scalar):
            text = ScalarText.text(
                of: scalar, isFlow: isFlow, keepsQuotes: isFlow && node.role == .option)
        case .sequence(let items):
            text = "[" + items.map { inline($0.node, isFlow: true) }.joined(separator: ", ") + "]"
        case .mapping(let pairs):
            let parts = pairs.map { pair in
                inline(pair.key, isFlow: true) + (pair.key.isAlias ? " : " : ": ") + inline(pair.value, isFlow: true)
            }
            text = "{" + parts.joined(separator: ", ") + "}"
        }
        return [node.properties, text].filter { !$0.isEmpty }.joined(separator: " ")
    }

    // MARK: Lines

    private mutating func begin(at offset: Int, column: Int) {
        flush(before: offset, column: column)
        lines.append(
            Line(
                text: String(repeating: " ", count: column), shift: shift(of: offset, to: column),
                hasBlankBefore: hasBlankLine(before: offset)))
        openBefore = open
        written = max(written, offset)
    }

    private mutating func append(_ text: String, through offset: Int) {
        guard !lines.isEmpty else { return }
        lines[lines.count - 1].text += text
        openBefore = open
        written = max(written, offset)
    }

    /// Writes the comments before a place: at the end of the last line, or on separate lines.
    private mutating func flush(before offset: Int, column: Int) {
        var inside: [Comment] = []
        while nextComment < comments.count, comments[nextComment].start < min(written, offset) {
            inside.append(comments[nextComment])
            nextComment += 1
        }
        if inside.count == 1, !inside[0].isOwnLine {
            lines[lines.count - 1].comment = inside[0]
        } else if let last = lines.last, !inside.isEmpty {
            // They were inside what is one line now.
            let indent = String(last.text.prefix { $0 == " " })
            lines.insert(contentsOf: inside.map { line(of: $0, indent) }, at: lines.count - 1)
        }
        while nextComment < comments.count, comments[nextComment].start < offset {
            let comment = comments[nextComment]
            nextComment += 1
            if !comment.isOwnLine, let last = lines.last, !last.isComment, last.comment == nil {
                lines[lines.count - 1].comment = comment
            } else {
                let level = level(of: comment, at: column)
                lines.append(line(of: comment, String(repeating: " ", count: level)))
            }
        }
    }

    private func line(of comment: Comment, _ indent: String) -> Line {
        Line(text: indent + comment.text, isComment: true, hasBlankBefore: hasBlankLine(before: comment.start))
    }

    /// The column of a comment on a separate line: that of the line below, or that of a list that ended above if the
    /// comment was indented like its items.
    private func level(of comment: Comment, at column: Int) -> Int {
        let here = open.last?.sourceColumn ?? 0
        let closed = openBefore.dropFirst(open.count)
        return closed.last { $0.sourceColumn <= comment.column && $0.sourceColumn > here }?.column ?? column
    }

    private func sourceColumn(of node: LayoutNode) -> Int {
        // Columns mean nothing in brackets; whatever is deeper than the line around them belongs to them.
        if node.isFlow { return (open.last?.sourceColumn ?? -1) + 1 }
        let first: Int? =
            switch node.content {
            case .sequence(let items): items.first?.start
            case .mapping(let pairs): pairs.first?.key.start
            case .scalar, .alias: nil
            }
        let start = first ?? node.start
        return source.scalarCount(from: source.lineStarts[source.line(at: start) - 1], to: start)
    }

    /// The number of columns by which the text at a place moves; 0 if it wasn't the first in its line.
    private func shift(of offset: Int, to column: Int) -> Int {
        let lineStart = max(source.lineStarts[source.line(at: offset) - 1], source.byteOrderMarkLength)
        return isBlank(lineStart..<offset) ? column - source.scalarCount(from: lineStart, to: offset) : 0
    }

    /// Whether the line above a place is blank and nothing precedes the place in its own line.
    private func hasBlankLine(before offset: Int) -> Bool {
        let line = source.line(at: offset)
        guard line > 1, isBlank(source.lineStarts[line - 1]..<offset) else { return false }
        return isBlank(source.lineStarts[line - 2]..<source.lineStarts[line - 1])
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        range.allSatisfy { source.bytes[$0].isWhitespace }
    }
}

extension LayoutNode {
    fileprivate var isAlias: Bool {
        if case .alias = content { true } else { false }
    }

    /// Whether the texts in it alone fit; stops at the first that doesn't.
    fileprivate func fits(_ room: inout Int) -> Bool {
        switch content {
        case .alias(let name): room -= name.unicodeScalars.count
        case .scalar(let scalar): room -= scalar.text.unicodeScalars.count
        case .sequence(let items):
            for item in items {
                room -= 1
                guard item.node.fits(&room) else { return false }
            }
        case .mapping(let pairs):
            for pair in pairs {
                room -= 2
                guard pair.key.fits(&room), pair.value.fits(&room) else { return false }
            }
        }
        return room >= 0
    }

    /// Whether a list of layers in it was written on several lines.
    fileprivate func holdsLines(_ source: SourceFile) -> Bool {
        guard isFlow else { return false }
        switch content {
        case .sequence(let items):
            if role == .layers, source.line(at: start) != source.line(at: end), !items.isEmpty { return true }
            return items.contains { $0.node.holdsLines(source) }
        case .mapping(let pairs): return pairs.contains { $0.value.holdsLines(source) }
        case .scalar, .alias: return false
        }
    }

    /// Whether a list of layers in brackets contains a text that may be an option of the item before it, split off by
    /// its comma: a mistake that only brackets make.
    fileprivate var hasSplitLine: Bool {
        switch content {
        case .sequence(let items):
            return items.contains { item in
                if case .scalar(let scalar) = item.node.content, item.node.role == .option {
                    return scalar.style == .plain
                }
                return item.node.hasSplitLine
            }
        case .mapping(let pairs): return pairs.contains { $0.value.hasSplitLine }
        case .scalar, .alias: return false
        }
    }
}
