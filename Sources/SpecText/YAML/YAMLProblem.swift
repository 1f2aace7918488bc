import CYAML

/// Turns an error of libyaml into a finding that a person can act on.
struct YAMLProblem {
    let diagnostic: Diagnostic

    init(parser: yaml_parser_t, source: SourceFile, file: Int, offsets: ScalarOffsets) {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text could not be read"
        let context = parser.context.map { String(cString: $0) }
        // A problem of the reader (an encoding it refuses) has a byte offset and no mark.
        var offset =
            parser.error == YAML_READER_ERROR
            ? Int(parser.problem_offset) : offsets[Int(parser.problem_mark.index)]
        offset = min(offset, source.bytes.count)
        let character = source.characterSpan(at: offset, file: file)
        let byte = offset < source.bytes.count ? source.bytes[offset] : 0

        if problem == "did not find expected node content", byte == UInt8(ascii: "?") {
            let unknown = Self.unquotedUnknown(in: source, from: offset, file: file)
            diagnostic = Message.unquotedUnknown(source.text(at: unknown), at: unknown)
            return
        }
        let opening = source.characterSpan(at: offsets[Int(parser.context_mark.index)], file: file)
        if context == "while parsing a flow mapping" || context == "while parsing a flow sequence",
            source.bytes[offset...].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D })
        {
            diagnostic = Message.unclosed(source.text(at: opening), at: opening)
            return
        }
        var notes: [Diagnostic.Note] = []
        if let context, parser.context_mark.index != parser.problem_mark.index {
            notes = [Diagnostic.Note(Message.context(context), at: opening)]
        }
        let (message, help) = Message.text(for: problem, byte: byte)
        diagnostic = Diagnostic(.error, "yaml-syntax", message, at: character, notes: notes, help: help)
    }

    /// The size that begins with a `?`, which libyaml does not take as plain text inside braces or brackets.
    private static func unquotedUnknown(in source: SourceFile, from start: Int, file: Int) -> Span {
        let stops = Set(",]}[{#:\"' \t\r\n".utf8)
        let end = source.bytes[start...].firstIndex { stops.contains($0) } ?? source.bytes.count
        return Span(file: file, start: start, end: end)
    }

    private enum Message {
        static func unquotedUnknown(_ text: String, at span: Span) -> Diagnostic {
            Diagnostic(
                .error, "unquoted-unknown", "`\(text)` must be quoted inside braces or brackets", at: span,
                help: "YAML reads a bare `?` there as its own sign; write \"\(text)\"",
                fixes: [Diagnostic.Fix("quote it", replacing: span, with: "\"\(text)\"")])
        }

        static func unclosed(_ bracket: String, at span: Span) -> Diagnostic {
            let closing = bracket == "[" ? "]" : "}"
            return Diagnostic(
                .error, "yaml-syntax", "the `\(bracket)` here is never closed", at: span,
                help: "write `\(closing)` where it ends")
        }

        /// What was being read, in words that do not need the YAML specification beside them.
        static func context(_ context: String) -> String {
            switch context {
            case "while parsing a flow mapping": "the mapping begins here"
            case "while parsing a flow sequence": "the list begins here"
            case "while parsing a block mapping": "the mapping of this key begins here"
            case "while parsing a block collection": "the list begins here"
            case "while scanning a simple key": "the key begins here"
            case "while scanning a quoted scalar", "while parsing a quoted scalar": "the quoted text begins here"
            case "while scanning a block scalar": "the block of text begins here"
            case "while scanning a plain scalar": "the text begins here"
            case "while scanning an anchor": "the anchor begins here"
            case "while scanning an alias": "the alias begins here"
            case "while scanning a tag", "while parsing a tag": "the tag begins here"
            case "while scanning a directive", "while scanning a %YAML directive", "while scanning a %TAG directive":
                "the directive begins here"
            case "while parsing a node", "while parsing a block node", "while parsing a flow node":
                "the value begins here"
            default: context
            }
        }

        static func text(for problem: String, byte: UInt8) -> (message: String, help: String?) {
            switch problem {
            case "found character that cannot start any token" where byte == 0x09:
                ("a tab stands where the line's text should begin", "indent with spaces")
            case "found character that cannot start any token":
                (
                    "no YAML value begins with `\(Character(Unicode.Scalar(byte)))`",
                    "put the text in quotes"
                )
            case "found a tab character that violates indentation",
                "found a tab character where an indentation space is expected":
                ("a tab stands in the indentation", "indent with spaces")
            case "mapping values are not allowed in this context":
                (
                    "a `:` stands where no key can be",
                    "one `key: value` a line; put text that holds `: ` in quotes; check that the indentation matches the lines above"
                )
            case "did not find expected key":
                ("a key was expected here", "check that the indentation matches the lines above")
            case "could not find expected ':'":
                ("a `:` was expected after the key before this", "write `key: value`")
            case "did not find expected '-' indicator":
                ("a `- ` was expected here", "a list holds only lines that begin with `- `; check the indentation")
            case "did not find expected ',' or ']'":
                ("a `,` or `]` was expected here", "close the list that `[` opened")
            case "did not find expected ',' or '}'":
                ("a `,` or `}` was expected here", "close the mapping that `{` opened")
            case "found unexpected end of stream":
                ("the file ends inside a quoted text", "close the quotes")
            case "block sequence entries are not allowed in this context":
                ("a `- ` stands where no list can be", "put the list on the lines below its key")
            case "found unknown escape character":
                ("this is not an escape that YAML knows", "use single quotes, or double the backslash")
            case "did not find expected node content":
                ("a value was expected here", nil)
            case "did not find expected <document start>":
                ("the document ended before this text", "check that the indentation matches the lines above")
            default:
                (problem, nil)
            }
        }
    }
}
