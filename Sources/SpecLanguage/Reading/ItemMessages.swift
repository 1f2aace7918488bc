import Basics
import NetworkTerms
import SpecText

/// What is wrong with an item of a list of layers, and how to mend it.
enum ItemMessage {
    /// `- 3x3 conv, 16`, and `2x2 max pool` below it without its `- `.
    static func severalLines(_ item: YAMLScalar) -> Diagnostic {
        Diagnostic(
            .notation, "this layer goes on in the next line, which YAML reads as part of it", at: item.span,
            help: "begin each layer with `- `, in a line of its own")
    }

    /// `- conv:`, and `kernel: 3x3` below it in the same column.
    static func notIndented(_ keys: [Located<String>], below layer: Located<String>) -> Diagnostic {
        Diagnostic(
            .unknownKey, "`\(keys[0].value)` stands beside `\(layer.value)`, not below it", at: keys[0].span,
            notes: [Diagnostic.Note("the layer stands here", at: layer.span)],
            help: "indent the parameters of `\(layer.value)` deeper than its name")
    }

    static func colonInNotation(_ key: Located<String>, _ line: String, whole: Span?) -> Diagnostic {
        Diagnostic(
            .unknownKey, "`\(key.value)` is no layer's key, but a word of the notation", at: key.span,
            help: "write `\(line)`",
            fixes: whole.map { [Diagnostic.Fix("write `\(line)`", replacing: $0, with: line)] } ?? [])
    }

    static func joinNeedsNames(_ kind: Joining, at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "`\(kind.rawValue)` does not say what to join with", at: span,
            help: "name a layer above with `as`, and write it here: `\(kind.rawValue) NAME`")
    }

    static func cropIsYesOrNo(at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "crop is neither `true` nor `false`", at: span,
            help: "expected \(ParameterType.boolean.expectation)")
    }

    static func joinTakesName(_ kind: Joining, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "`\(kind.rawValue)` takes only `crop` and a name behind a comma", at: span,
            help: "write `\(kind.rawValue) a b`, `\(kind.rawValue) a b, crop` or `\(kind.rawValue) a b, as NAME`")
    }

    static func second(_ word: StructureWord, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "`\(word.key)` is given a second time", at: span, about: .name(word.key),
            notes: [Diagnostic.Note("first given here", at: first)], help: "keep one of the two")
    }

    /// A key that goes with other items than this one.
    static func misplaced(_ key: Located<String>, _ word: StructureWord, beside main: Located<String>) -> Diagnostic {
        let owners = word.owners
        guard owners.count == 1, let owner = owners.first?.key else {
            return Diagnostic(
                .unknownKey, "`\(key.value)` can't go with `\(main.value)`", at: key.span,
                help: "remove it, or put it beside a layer")
        }
        return Diagnostic(
            .unknownKey, "`\(key.value)` belongs to a `\(owner)`, and this item has none", at: key.span,
            help: "remove it, or put it beside `\(owner)`")
    }

    static func tooManyLayers(_ count: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .sizeOverflow, "repeated \(count) times, the network has too many layers", at: span,
            help: "a network may have \(BlockLibrary.mostLayers) layers")
    }

    static func unknownShortcut(_ node: YAMLNode) -> Diagnostic {
        let text = node.scalar?.text ?? ""
        let closest = Suggestion.closest(to: text, among: Residual.Shortcut.words)
        return Diagnostic(
            .unknownWord,
            "the shortcut can't be \(text.isEmpty ? node.kindDescription : "`\(text)`")", at: node.span,
            help: closest.map { "did you mean `\($0)`?" } ?? "write `identity`, `project`, or a list of layers",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: node.span, with: $0)] } ?? [])
    }

    static func unknownJoin(_ node: YAMLNode) -> Diagnostic {
        let text = node.scalar?.text ?? ""
        let closest = Suggestion.closest(to: text, among: Joining.words)
        return Diagnostic(
            .unknownWord,
            "branches can't be joined by \(text.isEmpty ? node.kindDescription : "`\(text)`")",
            at: node.span,
            help: closest.map { "did you mean `\($0)`?" } ?? "write \(Suggestion.list(Joining.words))",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: node.span, with: $0)] } ?? [])
    }

    static func noJoin(_ key: Located<String>) -> Diagnostic {
        Diagnostic(
            .missingKey, "the branches do not say how they are joined", at: key.span,
            help:
                "write \(Suggestion.list(Joining.words.map { "`\(StructureWord.join.key): \($0)`" })) beside `\(key.value)`"
        )
    }

    static func recursive(_ use: Located<String>, cycle: [Located<String>]) -> Diagnostic {
        let path = (cycle.map(\.value) + [use.value]).map { "`\($0)`" }.joined(separator: " uses ")
        return Diagnostic(
            .recursiveBlock, "a block can't hold itself: \(path)", at: use.span,
            notes: cycle.map { Diagnostic.Note("`\($0.value)` is used here", at: $0.span) },
            help: "use `repeat` for several in a row")
    }

    static func tooDeep(_ use: Located<String>) -> Diagnostic {
        Diagnostic(
            .documentLimit, "blocks use blocks deeper than \(BlockLibrary.deepestUse) levels here",
            at: use.span, help: "flatten the structure")
    }

    static func used(_ name: String, _ arguments: Arguments, at span: Span) -> Diagnostic.Note {
        Diagnostic.Note(UseText.of(name, arguments), at: span)
    }
}

/// How a finding in a block says which use it belongs to.
public enum UseText {
    public static func of(_ block: String, _ arguments: Arguments) -> String {
        let values = arguments.text
        return values.isEmpty ? "in `\(block)`, used here" : "in `\(block)`, used here with \(values)"
    }
}
