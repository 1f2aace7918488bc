import Basics
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
            diagnostic = Message.noColon(source.text(at: line), at: line)
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

    /// The size that begins with a `?`, which libyaml does not take as plain text inside braces or brackets.
    private static func unquotedUnknown(in source: SourceFile, from start: Int, file: Int) -> Span {
        let stops = Set(",]}[{#:\"' \t\r\n".utf8)
        let end = source.bytes[start...].firstIndex { stops.contains($0) } ?? source.bytes.count
        return Span(file: file, start: start, end: end)
    }

    /// The key before a colon, where the line above it is an item of a list: `- 3x3 conv, 8` and `repeat: 3` below it.
    private static func keyBelowItem(in source: SourceFile, colon: Int, file: Int) -> Span? {
        let line = source.lineSpan(at: colon, file: file)
        let item = source.text(ofLine: source.line(at: colon) - 1).drop { $0 == " " }
        let key = Span(file: file, start: line.start, end: colon)
        return item.hasPrefix("- ") && !item.contains(": ") && !source.text(at: key).contains(" ") ? key : nil
    }

    private enum Message {
        static func noColon(_ text: String, at span: Span) -> Diagnostic {
            let words = text.split(separator: " ", maxSplits: 1)
            let key = words.first.map(String.init) ?? "key"
            let rest = words.dropFirst().first.map(String.init) ?? "value"
            // `input:28x28x1`
            let parts = key.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                return Diagnostic(
                    .yamlSyntax, "a blank is missing behind the `:`", at: span,
                    help: "write `\(parts[0]): \(parts[1])`")
            }
            return Diagnostic(
                .yamlSyntax, "a `:` is missing behind the key", at: span, help: "write `\(key): \(rest)`")
        }

        static func keyBelowItem(_ key: String, at span: Span) -> Diagnostic {
            Diagnostic(
                .yamlSyntax, "`\(key)` can't stand below an item written in one line", at: span,
                help:
                    "make the item a mapping: `- layers:` with the line below it as a list, and `\(key):` beside `layers`"
            )
        }

        static func unclosed(_ bracket: String, at span: Span) -> Diagnostic {
            let closing = bracket == "[" ? "]" : "}"
            return Diagnostic(
                .yamlSyntax, "the `\(bracket)` here is never closed", at: span,
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
            case "while scanning a directive", "while scanning a %YAML directive", "while scanning a %TAG directive",
                "while scanning a tag directive", "while parsing a tag directive", "while parsing a %TAG directive":
                "the directive begins here"
            case "while parsing a node", "while parsing a block node", "while parsing a flow node":
                "the value begins here"
            default: "what this belongs to begins here"
            }
        }

        static func text(for problem: String, byte: UInt8) -> (message: String, help: String) {
            switch problem {
            case "found character that cannot start any token" where byte == 0x09:
                return ("a tab stands where the line's text should begin", "indent with spaces")
            case "found character that cannot start any token":
                return (
                    "no YAML value begins with `\(Character(Unicode.Scalar(byte)))`", "put the text in quotes"
                )
            case "did not find expected node content" where byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"):
                return (
                    "this `\(Character(Unicode.Scalar(byte)))` closes nothing",
                    "remove it, or open the bracket that it closes"
                )
            default:
                return plainWords[problem]
                    ?? ("YAML can't be read here: \(problem)", "check quotes, brackets and indentation up to here")
            }
        }

        /// What libyaml says, and what we say instead.
        private static let plainWords: [String: (String, String)] = {
            let tab = ("a tab stands in the indentation", "indent with spaces")
            let escape = (
                "a code of a character is cut short here",
                "write `\\x41`, `\\u0041` or `\\U00000041`, or the character itself"
            )
            let directive = (
                "this line is no directive of YAML", "a spec needs none: remove the line that begins with `%`"
            )
            let tag = ("this tag is not complete", "a spec needs no tags: remove the word that begins with `!`")
            let block = (
                "nothing but a comment may stand behind the `|` or `>` of a block of text",
                "begin the text on the next line, indented"
            )
            return [
                "found a tab character that violates indentation": tab,
                "found a tab character where an indentation space is expected": tab,
                "mapping values are not allowed in this context": (
                    "a `:` stands where no key can be",
                    "one `key: value` a line; put text that holds `: ` in quotes; check that the indentation matches the lines above"
                ),
                "mapping keys are not allowed in this context": (
                    "a `? ` stands where no key can be",
                    "write `key: value`, and put a text that begins with `?` in quotes"
                ),
                "did not find expected key": (
                    "a key was expected here",
                    "check that the indentation matches the lines above, and that every bracket and quote is closed"
                ),
                "could not find expected ':'": ("a `:` was expected after the key before this", "write `key: value`"),
                "found unexpected ':'": ("a `:` stands inside a text", "put the text in quotes"),
                "did not find expected '-' indicator": (
                    "a `- ` was expected here", "a list holds only lines that begin with `- `; check the indentation"
                ),
                "did not find expected ',' or ']'": (
                    "a `,` or `]` was expected here", "put commas between the items, and close the list that `[` opened"
                ),
                "did not find expected ',' or '}'": (
                    "a `,` or `}` was expected here",
                    "put commas between the pairs, and close the mapping that `{` opened"
                ),
                "found unexpected end of stream": ("the file ends inside a quoted text", "close the quotes"),
                "found unexpected document indicator": (
                    "a line `---` or `...` stands inside a quoted text", "close the quotes before it"
                ),
                "block sequence entries are not allowed in this context": (
                    "a `- ` stands where no list can be", "put the list on the lines below its key"
                ),
                "found unknown escape character": (
                    "this is not an escape that YAML knows", "use single quotes, or double the backslash"
                ),
                "did not find expected hexdecimal number": escape,
                "found invalid Unicode character escape code": (
                    "no character has this code", "write the character itself"
                ),
                "did not find expected node content": (
                    "a value was expected here", "put a text that begins with a sign in quotes"
                ),
                "did not find expected <document start>": (
                    "the document ended before this text", "check that the indentation matches the lines above"
                ),
                "did not find expected comment or line break": block,
                "found an indentation indicator equal to 0": block,
                "did not find expected alphabetic or numeric character": (
                    "a `&` or `*` needs a name behind it", "write a name such as `&stem`, or put the text in quotes"
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
    /// - Parameter inBrackets: whether it stands inside braces or brackets, where any text that begins with `?` is
    ///   misread; elsewhere only one with a blank behind the `?` is.
    static func unquotedUnknown(_ text: String, at span: Span, inBrackets: Bool = true) -> Diagnostic {
        let quoted = text.contains("\"") || text.contains("\\") ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
        return Diagnostic(
            .unquotedUnknown,
            "`\(text)` must be quoted\(inBrackets ? " inside braces or brackets" : "")", at: span,
            help: inBrackets
                ? "YAML reads a bare `?` there as its own sign; write \(quoted)"
                : "YAML reads a `?` with a blank behind it as its own sign; write \(quoted)",
            fixes: [Diagnostic.Fix("quote it", replacing: span, with: quoted)])
    }
}
