import Basics
import NetworkTerms
import SpecText

/// Messages about items of a list of layers.
enum ItemMessage {
    /// `- 3x3 conv, 16`, and `2x2 max pool` below it without its `- `.
    static func severalLines(_ item: YAMLScalar) -> Diagnostic {
        Diagnostic(
            .notation, "this layer continues on the next line", at: item.span,
            help: "start each layer with `- ` on a separate line")
    }

    /// `- conv:`, and `kernel: 3x3` below it in the same column.
    static func notIndented(_ keys: [Located<String>], below layer: Located<String>) -> Diagnostic {
        Diagnostic(
            .unknownKey, "`\(keys[0].value)` is at the same level as `\(layer.value)`", at: keys[0].span,
            notes: [Diagnostic.Note("the layer", at: layer.span)],
            help: "indent the parameters of `\(layer.value)` deeper than its name")
    }

    static func colonInNotation(_ key: Located<String>, _ line: String, whole: Span?) -> Diagnostic {
        Diagnostic(
            .unknownKey, "`\(key.value)` is notation, not a key", at: key.span,
            help: "write `\(line)`",
            fixes: whole.map { [Diagnostic.Fix("change to `\(line)`", replacing: $0, with: line)] } ?? [])
    }

    static func joinNeedsNames(_ kind: Joining, at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "`\(kind.rawValue)` needs the name of a layer", at: span,
            help: "name a layer above with `as`, and write `\(kind.rawValue) NAME`")
    }

    static func cropIsYesOrNo(at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "`crop` must be `true` or `false`", at: span,
            help: "write `crop: true`, or remove it")
    }

    static func joinTakesName(_ kind: Joining, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "after a comma, `\(kind.rawValue)` accepts only `crop` and `as NAME`", at: span,
            help: "write `\(kind.rawValue) a b`, `\(kind.rawValue) a b, crop`, or `\(kind.rawValue) a b, as NAME`")
    }

    static func second(_ word: StructureWord, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "`\(word.key)` is given twice", at: span, about: .name(word.key),
            notes: [Diagnostic.Note("first given here", at: first)], help: "remove one")
    }

    /// A key that accompanies other items than this one.
    static func misplaced(_ key: Located<String>, _ word: StructureWord, beside main: Located<String>) -> Diagnostic {
        let owners = word.owners
        guard owners.count == 1, let owner = owners.first?.key else {
            return Diagnostic(
                .unknownKey, "`\(key.value)` can't be used with `\(main.value)`", at: key.span,
                help: "remove it, or put it next to a layer")
        }
        return Diagnostic(
            .unknownKey, "`\(key.value)` needs a `\(owner)`", at: key.span,
            help: "remove it, or put it next to `\(owner)`")
    }

    static func tooManyLayers(_ count: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .sizeOverflow,
            count == 1
                ? "this has too many layers" : "repeated \(count.grouped) times, the network has too many layers",
            at: span, help: "a network can have at most \(ItemCount.mostLayers.grouped) layers")
    }

    static func unknownShortcut(_ node: YAMLNode) -> Diagnostic {
        let text = node.scalar?.text ?? ""
        let closest = Suggestion.closest(to: text, among: Residual.Shortcut.words)
        return Diagnostic(
            .unknownWord,
            text.isEmpty ? "`shortcut` can't be \(node.kindDescription)" : "unknown shortcut `\(text)`", at: node.span,
            help: closest.map { "did you mean `\($0)`?" } ?? "write `identity`, `project`, or a list of layers",
            fixes: closest.map { [Diagnostic.Fix("change to `\($0)`", replacing: node.span, with: $0)] } ?? [])
    }

    static func unknownJoin(_ node: YAMLNode) -> Diagnostic {
        let text = node.scalar?.text ?? ""
        let closest = Suggestion.closest(to: text, among: Joining.words)
        return Diagnostic(
            .unknownWord,
            text.isEmpty ? "`join` can't be \(node.kindDescription)" : "unknown join `\(text)`",
            at: node.span,
            help: closest.map { "did you mean `\($0)`?" }
                ?? "write \(Suggestion.list(Joining.words.map { "`\($0)`" }))",
            fixes: closest.map { [Diagnostic.Fix("change to `\($0)`", replacing: node.span, with: $0)] } ?? [])
    }

    static func noJoin(_ key: Located<String>) -> Diagnostic {
        Diagnostic(
            .missingKey, "`\(key.value)` needs a `join`", at: key.span,
            help:
                "add \(Suggestion.list(Joining.words.map { "`\(StructureWord.join.key): \($0)`" })) next to `\(key.value)`"
        )
    }

    /// The most uses of blocks in blocks that a finding shows.
    static let mostUses = 12

    static func recursive(_ use: Located<String>, cycle: [Located<String>]) -> Diagnostic {
        let names = (cycle.map(\.value) + [use.value]).map { "`\($0)`" }
        let shown = names.count <= mostUses ? names : names.prefix(mostUses / 2) + ["…"] + names.suffix(mostUses / 2)
        let path = shown.joined(separator: " uses ")
        return Diagnostic(
            .recursiveBlock, "block `\(use.value)` contains itself\(cycle.count > 1 ? ": \(path)" : "")", at: use.span,
            notes: cycle.prefix(mostUses).map { Diagnostic.Note("`\($0.value)` is used here", at: $0.span) },
            help: "to repeat layers, use `repeat`")
    }

    static func tooDeep(_ use: Located<String>) -> Diagnostic {
        Diagnostic(
            .documentLimit, "blocks are nested more than \(BlockLibrary.deepestUse) levels deep here",
            at: use.span, help: "flatten the structure")
    }

    static func used(_ name: String, _ arguments: Arguments, at span: Span) -> Diagnostic.Note {
        Diagnostic.Note(UseText.of(name, arguments), at: span)
    }
}

/// Describes the use of a block that a finding inside the block belongs to.
public enum UseText {
    public static func of(_ block: String, _ arguments: Arguments) -> String {
        let values = arguments.text
        return values.isEmpty ? "in `\(block)`, used here" : "in `\(block)`, used here with \(values)"
    }
}
