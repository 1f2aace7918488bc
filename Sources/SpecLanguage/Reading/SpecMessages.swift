import Basics
import NetworkTerms
import SpecText

/// Messages about whole specs and their sections.
enum ReaderMessage {
    static func emptyFile(at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "the file is empty", at: span,
            help: "a spec has `model`, `input`, and `body`, each on a separate line")
    }

    static func notMapping(_ root: YAMLNode) -> Diagnostic {
        let place = Span(file: root.span.file, start: root.span.start, end: root.span.start)
        return Diagnostic(
            .wrongType, "a spec can't be \(root.kindDescription)", at: place,
            help: "a spec has `model`, `input`, and `body`, each on a separate line, for example `model: LeNet5`")
    }

    static func missingKey(_ key: StructureWord, at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "missing `\(key.key)`", at: span, about: .missing(key.key),
            help: NotationMessage.explanation(key.documentation, example: key.example))
    }

    static func notSize(found: String, _ what: String, at span: Span, meant: String? = nil) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(what) can't be \(found)", at: span,
            help: meant.map { "write `\($0)`" }
                ?? "expected height x width x channels, such as 28x28x1, or one number of features, such as 784",
            fixes: meant.map { [Diagnostic.Fix("change to `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func noChannels(_ found: String, area: String, at span: Span, fix: String?) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(found) has no channels", at: span,
            help: "a size is height x width x channels: write `\(area)x1` for grayscale images, `\(area)x3` for color",
            fixes: fix.map { [Diagnostic.Fix("change to `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func zero(_ term: NotationTerm, _ what: String) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(what) can't be `\(term.text)`: a size can't be 0", at: term.span,
            help: "every number of a size must be at least 1")
    }

    static func notList(_ name: String, found node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, "`\(name)` can't be \(node.kindDescription)", at: node.span,
            help: "list the layers below it, one per line, each after `- `")
    }

    /// A block or a head that is a mapping without layers.
    static func noLayers(of place: StructurePlace, _ name: Located<String>) -> Diagnostic {
        Diagnostic(
            .missingKey, "\(place.noun) `\(name.value)` has no layers", at: name.span,
            help: "list them below `layers:`, each after `- `")
    }

    static func noLayers(at span: Span) -> Diagnostic {
        Diagnostic(
            .noLayers, "the network has no layers", at: span,
            help:
                "list them below, one per line, for example `- \(LayerDefinition.convolution.syntax.example.notation)`")
    }

    static func secondChoice(_ key: Located<String>, _ noun: String, first: Located<String>) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "there can be only one \(noun)", at: key.span,
            notes: [Diagnostic.Note("`\(first.value)` is the first", at: first.span)], help: "remove one")
    }

    static func noChoice(_ noun: String, _ choices: [Syntax], at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "this mapping doesn't name \(noun.withArticle)", at: span,
            help: "for example, `\(choices.first?.example.longhand ?? "")`")
    }

    static func nestedList(at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "a layer can't be a list", at: span,
            help: "write one `- ` per layer, and move these layers to the surrounding list")
    }

    static func splitLayer(_ layer: YAMLNode, _ options: [YAMLNode], at span: Span) -> Diagnostic {
        let option = options.first?.scalar?.text ?? ""
        let text = ([layer] + options).compactMap(\.scalar?.text).joined(separator: ", ")
        return Diagnostic(
            .notation, "inside brackets a comma ends the item, so `\(option)` isn't part of this layer", at: span,
            help: "quote the layer, for example `[\"\(text)\"]`, or put it on a separate line after `- `")
    }

    static func expectNeedsSize(at span: Span, meant: String? = nil) -> Diagnostic {
        let line = meant.map { "\(StructureWord.expect.key) \($0)" }
        return Diagnostic(
            .wrongType, "`expect` needs one size", at: span,
            help: line.map { "write `\($0)`" }
                ?? "write the size that the tensor has here, such as `expect 7x7x512` or `expect 10`",
            fixes: line.map { [Diagnostic.Fix("change to `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func unknownLayerKey(_ key: Located<String>, blocks: [String]) -> Diagnostic {
        let known =
            Catalog.layers.map(\.syntax.key) + StructurePlace.item.keys + StructurePlace.besideItem.keys + blocks
        let named = Vocabulary.layers.choice(called: key.value)?.key
        // `repeat 3: [...]`
        let words = key.value.split(separator: " ")
        if words.count == 2, StructureWord.repeat.isCalled(words[0]), Int(words[1]) != nil {
            return Diagnostic(
                .unknownKey, "unknown layer `\(key.value)`", at: key.span,
                help: "write `repeat: \(words[1])`, and list the layers below `layers:` next to it")
        }
        // `max pool: {kernel: 2}`: the words of the notation imply parameters that longhand has to write.
        if let longhand = longhand(of: key.value) {
            return Diagnostic(
                .unknownKey, "unknown layer `\(key.value)`", at: key.span,
                help: "in longhand, write `\(longhand)`")
        }
        let meant =
            named ?? ForeignWords.closest(to: key.value, among: known) ?? ForeignWords.key(key.value, among: known)
        return Diagnostic(
            .unknownKey, "unknown layer `\(key.value)`", at: key.span,
            help: meant.map { "did you mean `\($0)`?" }
                ?? Suggestion.known(known, near: key.value, rest: "docs/layers lists all layers"),
            fixes: meant.map { [Diagnostic.Fix("change to `\($0)`", replacing: key.span, with: $0)] } ?? [])
    }

    /// The start of the longhand for words that set parameters: `pool: {kind: max, ...}`.
    private static func longhand(of words: String) -> String? {
        let words =
            ForeignWords.word(words) { word in Catalog.layers.contains { $0.syntax.key == word } == false } ?? words
        for syntax in Catalog.layers.map(\.syntax) where syntax.key != words {
            guard let form = syntax.forms.first(where: { $0.words == words }), !form.presets.isEmpty else { continue }
            let presets = syntax.parameters.compactMap { parameter in
                form.presets[parameter.name].map { "\(parameter.name): \($0.text)" }
            }
            return "\(syntax.key): {\(presets.joined(separator: ", ")), ...}"
        }
        return nil
    }

    /// `type: conv` next to the layer's parameters, as in other tools.
    static func layerByType(_ pairs: [YAMLPair]) -> Diagnostic? {
        for pair in pairs {
            guard let key = pair.key.scalar, ["type", "kind", "layer", "op", "class"].contains(key.text),
                let text = pair.value.scalar?.text,
                let syntax = Catalog.layer(key: text)?.syntax ?? Vocabulary.layers.choice(called: text)
            else { continue }
            return Diagnostic(
                .unknownKey, "layers have no key `\(key.text)`", at: key.span,
                help: "a layer's name comes before its parameters, for example `\(syntax.example.longhand)`")
        }
        return nil
    }

    static func noLayerKey(at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "this item doesn't name a layer", at: span,
            help: "for example, `\(LayerDefinition.convolution.syntax.example.longhand)`")
    }

    static func secondLayer(_ key: Located<String>, first: Located<String>) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "one item can't contain two layers", at: key.span,
            notes: [Diagnostic.Note("the first layer", at: first.span)],
            help: "start a new item with `- `")
    }

    static func notTraining(found node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, "`train` can't be \(node.kindDescription)", at: node.span,
            help:
                "write its keys below it, indented, such as `\(StructureWord.data.example)`; docs/language.md lists all of them"
        )
    }
}
