import Basics
import CYAML

/// Turns a libyaml error into a finding that a person can act on.
struct YAMLProblem {
    let diagnostic: Diagnostic

    init(parser: yaml_parser_t, source: SourceFile, file: Int, offsets: ScalarOffsets) {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text can't be read"
        let context = parser.context.map { String(cString: $0) }
        // A problem of libyaml's reader (a rejected encoding) has a byte offset and no mark.
        var offset =
            parser.error == YAML_READER_ERROR
            ? Int(parser.problem_offset) : offsets[Int(parser.problem_mark.index)]
        offset = min(offset, source.bytes.count)
        let character = source.characterSpan(at: offset, file: file)
        let byte = offset < source.bytes.count ? source.bytes[offset] : 0

        if problem == "did not find expected node content", byte == UInt8(ascii: "?") {
            let unknown = Self.unquotedUnknown(in: source, from: offset, file: file)
            diagnostic = .unquotedUnknown(source.text(at: unknown), at: unknown)
            return
        }
        if problem == "mapping keys are not allowed in this context", byte == UInt8(ascii: "?") {
            let line = source.lineSpan(at: offset, file: file)
            let text = source.text(at: Span(file: file, start: offset, end: line.end))
            let value = text.firstRange(of: " #").map { text[..<$0.lowerBound] } ?? text[...]
            let length =
                value.utf8.count - value.utf8.reversed().prefix(while: \.isWhitespace).count
            let unknown = Span(file: file, start: offset, end: offset + length)
            diagnostic = .unquotedUnknown(source.text(at: unknown), at: unknown, inBrackets: false)
            return
        }
        let opening = source.characterSpan(at: offsets[Int(parser.context_mark.index)], file: file)
        if context == "while parsing a flow mapping" || context == "while parsing a flow sequence",
            source.bytes[offset...].allSatisfy(\.isWhitespace)
        {
            diagnostic = Message.unclosed(source.text(at: opening), at: opening)
            return
        }
        if problem == "could not find expected ':'" {
            let line = source.lineSpan(at: opening.start, file: file)
            let isBelowItem = source.text(ofLine: source.line(at: line.start) - 1).drop { $0 == " " }.hasPrefix("- ")
            diagnostic = Message.noColon(source.text(at: line), at: line, isBelowItem: isBelowItem)
            return
        }
        if problem == "mapping values are not allowed in this context",
            let key = Self.keyBelowItem(in: source, colon: offset, file: file)
        {
            diagnostic = Message.keyBelowItem(source.text(at: key), at: key)
            return
        }
        var notes: [Diagnostic.Note] = []
        if let context, parser.context_mark.index != parser.problem_mark.index {
            notes = [Diagnostic.Note(Message.context(context), at: opening)]
        }
        let (message, help) = Message.text(for: problem, byte: byte)
        diagnostic = Diagnostic(.yamlSyntax, message, at: character, notes: notes, help: help)
    }

    /// The size that starts with a `?`, which libyaml doesn't read as plain text inside braces or brackets.
    private static func unquotedUnknown(in source: SourceFile, from start: Int, file: Int) -> Span {
        let stops = Set(",]}[{#:\"' \t\r\n".utf8)
        let end = source.bytes[start...].firstIndex { stops.contains($0) } ?? source.bytes.count
        return Span(file: file, start: start, end: end)
    }

    /// The key before a colon if the line above is an item of a list: `- 3x3 conv, 8` with `repeat: 3` below it.
    private static func keyBelowItem(in source: SourceFile, colon: Int, file: Int) -> Span? {
        let line = source.lineSpan(at: colon, file: file)
        let item = source.text(ofLine: source.line(at: colon) - 1).drop { $0 == " " }
        let key = Span(file: file, start: line.start, end: colon)
        return item.hasPrefix("- ") && !item.contains(": ") && !source.text(at: key).contains(" ") ? key : nil
    }

    private enum Message {
        static func noColon(_ text: String, at span: Span, isBelowItem: Bool) -> Diagnostic {
            let words = text.split(separator: " ", maxSplits: 1)
            let key = words.first.map(String.init) ?? "key"
            let rest = words.dropFirst().first.map(String.init) ?? "value"
            // `input:28x28x1`
            let parts = key.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                return Diagnostic(
                    .yamlSyntax, "missing space after `:`", at: span,
                    help: "write `\(parts[0]): \(parts[1])`")
            }
            // `3x3 conv, 8` below `- 3x3 conv, 8`: options and sizes are those of a layer.
            if isBelowItem, text.contains(",") || key.first?.isNumber == true {
                return Diagnostic(
                    .yamlSyntax, "missing `- ` before the item", at: span, help: "write `- \(text)`")
            }
            return Diagnostic(
                .yamlSyntax, "missing `:` after the key", at: span,
                help: isBelowItem
                    ? "write `\(key): \(rest)`, or `- \(text)` for an item of the list" : "write `\(key): \(rest)`")
        }

        static func keyBelowItem(_ key: String, at span: Span) -> Diagnostic {
            Diagnostic(
                .yamlSyntax, "`\(key)` can't follow a one-line item", at: span,
                help:
                    "make the item a mapping: `- layers:` with the line in a list below it, and `\(key):` next to `layers`"
            )
        }

        static func unclosed(_ bracket: String, at span: Span) -> Diagnostic {
            let closing = bracket == "[" ? "]" : "}"
            return Diagnostic(
                .yamlSyntax, "this `\(bracket)` is never closed", at: span, help: "add the missing `\(closing)`")
        }

        /// What was being read, without the terms of the YAML specification.
        static func context(_ context: String) -> String {
            switch context {
            case "while parsing a flow mapping": "the mapping starts here"
            case "while parsing a flow sequence": "the list starts here"
            case "while parsing a block mapping": "the mapping of this key starts here"
            case "while parsing a block collection": "the list starts here"
            case "while scanning a simple key": "the key starts here"
            case "while scanning a quoted scalar", "while parsing a quoted scalar": "the quoted text starts here"
            case "while scanning a block scalar": "the block of text starts here"
            case "while scanning a plain scalar": "the text starts here"
            case "while scanning an anchor": "the anchor starts here"
            case "while scanning an alias": "the alias starts here"
            case "while scanning a tag", "while parsing a tag": "the tag starts here"
            case "while scanning a directive", "while scanning a %YAML directive", "while scanning a %TAG directive",
                "while scanning a tag directive", "while parsing a tag directive", "while parsing a %TAG directive":
                "the directive starts here"
            case "while parsing a node", "while parsing a block node", "while parsing a flow node":
                "the value starts here"
            default: "it starts here"
            }
        }

        static func text(for problem: String, byte: UInt8) -> (message: String, help: String) {
            switch problem {
            case "found character that cannot start any token" where byte == 0x09:
                return ("indentation can't contain tabs", "indent with spaces")
            case "found character that cannot start any token":
                return (
                    "a YAML value can't start with `\(Character(Unicode.Scalar(byte)))`", "quote the text"
                )
            case "did not find expected node content" where byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"):
                return (
                    "unmatched `\(Character(Unicode.Scalar(byte)))`",
                    "remove it, or add the missing opening bracket"
                )
            default:
                return plainWords[problem]
                    ?? ("YAML can't be read here: \(problem)", "check quotes, brackets, and indentation up to here")
            }
        }

        /// libyaml's messages, and ours.
        private static let plainWords: [String: (String, String)] = {
            let tab = ("indentation can't contain tabs", "indent with spaces")
            let escape = (
                "incomplete character escape",
                "write `\\x41`, `\\u0041`, or `\\U00000041`, or the character itself"
            )
            let directive = (
                "invalid YAML directive", "a spec doesn't need directives: remove the line that starts with `%`"
            )
            let tag = ("invalid YAML tag", "a spec doesn't need tags: remove the word that starts with `!`")
            let block = (
                "only a comment can follow the `|` or `>` of a block of text",
                "start the text on the next line, indented"
            )
            return [
                "found a tab character that violates indentation": tab,
                "found a tab character where an indentation space is expected": tab,
                "mapping values are not allowed in this context": (
                    "unexpected `:`",
                    "write one `key: value` per line, quote text that contains `: `, and check that the indentation matches the lines above"
                ),
                "mapping keys are not allowed in this context": (
                    "unexpected `? `", "write `key: value`, and quote text that starts with `?`"
                ),
                "did not find expected key": (
                    "expected a key here",
                    "check that the indentation matches the lines above, and that every bracket and quote is closed"
                ),
                "could not find expected ':'": ("expected a `:` after the preceding key", "write `key: value`"),
                "found unexpected ':'": ("unexpected `:` inside text", "quote the text"),
                "did not find expected '-' indicator": (
                    "expected a `- ` here", "every item of a list starts with `- `; check the indentation"
                ),
                "did not find expected ',' or ']'": (
                    "expected a `,` or `]` here", "separate the items with commas, and close the list with `]`"
                ),
                "did not find expected ',' or '}'": (
                    "expected a `,` or `}` here", "separate the pairs with commas, and close the mapping with `}`"
                ),
                "found unexpected end of stream": ("the file ends inside quoted text", "add the closing quote"),
                "found unexpected document indicator": (
                    "a `---` or `...` line inside quoted text", "add the closing quote before it"
                ),
                "block sequence entries are not allowed in this context": (
                    "unexpected `- `", "put the list on the lines below its key"
                ),
                "found unknown escape character": (
                    "unknown escape sequence", "use single quotes, or double the backslash"
                ),
                "did not find expected hexdecimal number": escape,
                "found invalid Unicode character escape code": (
                    "no character has this code", "write the character itself"
                ),
                "did not find expected node content": (
                    "expected a value here", "quote text that starts with a special character"
                ),
                "did not find expected <document start>": (
                    "the document ended before this text", "check that the indentation matches the lines above"
                ),
                "did not find expected comment or line break": block,
                "found an indentation indicator equal to 0": block,
                "did not find expected alphabetic or numeric character": (
                    "a `&` or `*` must be followed by a name", "write a name such as `&stem`, or quote the text"
                ),
                "did not find expected tag URI": tag,
                "did not find expected whitespace or line break": tag,
                "did not find expected '!'": tag,
                "did not find the expected '>'": tag,
                "did not find URI escaped octet": tag,
                "found an incorrect leading UTF-8 octet": tag,
                "found an incorrect trailing UTF-8 octet": tag,
                "found undefined tag handle": tag,
                "could not find expected directive name": directive,
                "did not find expected digit or '.' character": directive,
                "did not find expected version number": directive,
                "did not find expected whitespace": directive,
                "found duplicate %TAG directive": directive,
                "found duplicate %YAML directive": directive,
                "found extremely long version number": directive,
                "found incompatible YAML document": directive,
                "found unexpected non-alphabetical character": directive,
                "found unknown directive name": directive,
            ]
        }()
    }
}

extension Diagnostic {
    /// - Parameter inBrackets: whether it is inside braces or brackets, where any text that starts with `?` is misread;
    ///   elsewhere only text with a space after the `?` is.
    static func unquotedUnknown(_ text: String, at span: Span, inBrackets: Bool = true) -> Diagnostic {
        let quoted = text.contains("\"") || text.contains("\\") ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
        return Diagnostic(
            .unquotedUnknown,
            "`\(text)` must be quoted\(inBrackets ? " inside braces or brackets" : "")", at: span,
            help: inBrackets
                ? "YAML gives a bare `?` there a meaning of its own; write \(quoted)"
                : "YAML gives `? ` a meaning of its own; write \(quoted)",
            fixes: [Diagnostic.Fix("quote it", replacing: span, with: quoted)])
    }
}
