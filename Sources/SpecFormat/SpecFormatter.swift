import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Formats a spec without changing its meaning: bytes in, bytes out.
///
/// `docs/formatter.md` describes what it changes and what it leaves alone.
public enum SpecFormatter {
    /// The form in which layers are written.
    public enum Form: Sendable {
        /// The notation, if it can express the layer: for people.
        case notation
        /// Longhand, if the meaning is certain without a block's arguments: for tools.
        case longhand
    }

    /// The result of formatting a spec.
    public struct Outcome: Sendable {
        /// The formatted bytes, or those of the source if it can't be formatted.
        public var bytes: [UInt8]
        /// Why it was left unchanged: invalid YAML, or YAML that specs don't use. Empty if it was formatted.
        public var diagnostics: [Diagnostic]
        /// Whether the bytes differ from the source's.
        public var isChanged: Bool
    }

    public static func format(_ source: SourceFile, form: Form = .notation) -> Outcome {
        let (document, problems) = YAMLParser.parse(source)
        var outcome = format(source, read: document, form: form)
        if problems.hasErrors { outcome.diagnostics = problems }
        return outcome
    }

    /// Formats a spec whose tree is known.
    public static func format(_ source: SourceFile, read document: YAMLDocument, form: Form = .notation) -> Outcome {
        func unchanged(_ diagnostics: [Diagnostic]) -> Outcome {
            Outcome(bytes: source.bytes, diagnostics: diagnostics, isChanged: false)
        }
        guard document.isComplete, document.isSound, let root = document.root else { return unchanged([]) }
        do {
            let layout = try Layout(source, document: document, root: root, form: form)
            let bytes = layout.bytes(like: source)
            guard bytes != source.bytes else { return unchanged([]) }
            // The result is read again, so that a spec is never damaged, whatever it contains.
            let written = SourceFile(path: source.path, bytes: bytes)
            let (again, _) = YAMLParser.parse(written)
            guard again.isComplete, let rootAgain = again.root,
                let layoutAgain = try? Layout(written, document: again, root: rootAgain, form: form),
                layoutAgain.isEquivalent(to: layout)
            else { return unchanged([.notFormatted(at: source.characterSpan(at: 0))]) }
            return Outcome(bytes: bytes, diagnostics: [], isChanged: true)
        } catch {
            return unchanged([.notFormatted(at: source.characterSpan(at: error.offset))])
        }
    }

    /// A spec's text, disassembled for writing.
    private struct Layout {
        var root: LayoutNode
        var comments: [Comment]
        var documentStart: Int?

        init(_ source: SourceFile, document: YAMLDocument, root: YAMLNode, form: Form) throws(LayoutReader.Unsupported)
        {
            var reader = LayoutReader(source)
            self.root = try reader.read(root)
            guard self.root.isCollection, self.root.properties.isEmpty else {
                throw LayoutReader.Unsupported(offset: self.root.start)
            }
            comments = reader.comments
            documentStart = reader.documentStart
            SpecLayout(definitions: Definitions.syntaxes(of: self.root), comments: comments, form: form).spec(
                &self.root)
        }

        /// The text with the byte-order mark and the line ends of the source.
        func bytes(like source: SourceFile) -> [UInt8] {
            var writer = LayoutWriter(source, comments: comments)
            writer.write(root, documentStart: documentStart)
            let texts = CommentColumns.text(of: writer.lines)
            let lineEnd = source.endsLinesWithReturn ? "\r\n" : "\n"
            var text = ""
            for (index, line) in texts.enumerated() {
                if index > 0, writer.lines[index].hasBlankBefore { text += lineEnd }
                text += String(line.unicodeScalars.trimmedAtEnd { $0 == " " }) + lineEnd
            }
            return Array(source.bytes.prefix(source.byteOrderMarkLength)) + Array(text.utf8)
        }

        func isEquivalent(to other: Layout) -> Bool {
            root.isEquivalent(to: other.root) && comments.map(\.text) == other.comments.map(\.text)
                && (documentStart == nil) == (other.documentStart == nil)
        }
    }
}

extension LayoutNode {
    /// Whether two nodes have the same content, wherever they are.
    fileprivate func isEquivalent(to other: LayoutNode) -> Bool {
        guard properties == other.properties else { return false }
        switch (content, other.content) {
        case (.scalar(let left), .scalar(let right)): return left.text == right.text && left.isEmpty == right.isEmpty
        case (.alias(let left), .alias(let right)): return left == right
        case (.sequence(let left), .sequence(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.node.isEquivalent(to: $1.node) }
        case (.mapping(let left), .mapping(let right)):
            return left.count == right.count
                && zip(left, right).allSatisfy {
                    $0.key.isEquivalent(to: $1.key) && $0.value.isEquivalent(to: $1.value)
                }
        default: return false
        }
    }
}

extension SourceFile {
    /// Whether most lines end with CR and LF.
    fileprivate var endsLinesWithReturn: Bool {
        let returns = lineStarts.dropFirst().count { $0 > 1 && bytes[$0 - 2] == 0x0D && bytes[$0 - 1] == 0x0A }
        return returns * 2 > lineStarts.count - 1
    }
}
