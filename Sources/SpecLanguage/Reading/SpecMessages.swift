import Basics
import NetworkTerms
import SpecText

/// What the reader of specs finds, in words.
enum ReaderMessage {
    static func emptyFile(at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "the file is empty", at: span,
            help: "a spec has `model`, `input` and `body`, each on a line of its own")
    }

    static func notMapping(_ root: YAMLNode) -> Diagnostic {
        let place = Span(file: root.span.file, start: root.span.start, end: root.span.start)
        return Diagnostic(
            .wrongType, "a spec can't be \(root.kindDescription)", at: place,
            help: "a spec has `model`, `input` and `body`, each on a line of its own, such as `model: LeNet5`")
    }

    static func missingKey(_ key: StructureWord, at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "the spec has no `\(key.key)`", at: span, about: .missing(key.key),
            help: "\(key.documentation) Write it as in `\(key.example)`")
    }

    static func notSize(found: String, _ what: String, at span: Span, meant: String? = nil) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(what) can't be \(found)", at: span,
            help: meant.map { "write `\($0)`" }
                ?? "expected height x width x channels, such as 28x28x1, or one number of features, such as 784",
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func noChannels(_ term: NotationTerm, _ what: String, fix: String?) -> Diagnostic {
        Diagnostic(
            .wrongType, "`\(term.text)` does not say its channels", at: term.span,
            help:
                "a size is height x width x channels: write `\(term.text)x1` for grey images, `\(term.text)x3` for colour",
            fixes: fix.map { [Diagnostic.Fix("write `\($0)`", replacing: term.span, with: $0)] } ?? [])
    }

    static func zero(_ term: NotationTerm, _ what: String) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(what) can't be `\(term.text)`: no size is 0", at: term.span,
            help: "every number of a size is at least 1")
    }

    static func notList(_ name: String, found node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, "`\(name)` can't be \(node.kindDescription)", at: node.span,
            help: "write its layers below it, one a line, each after `- `")
    }

    /// A block, or a head, that is a mapping without layers.
    static func noLayers(of place: StructurePlace, _ name: Located<String>) -> Diagnostic {
        Diagnostic(
            .missingKey, "the \(place.noun) `\(name.value)` has no layers", at: name.span,
            help: "write them below `layers:`, each after `- `")
    }

    static func noLayers(at span: Span) -> Diagnostic {
        Diagnostic(
            .noLayers, "the network has no layers", at: span,
            help: "write them below, one a line, such as `- \(LayerDefinition.convolution.syntax.example.notation)`")
    }

    static func secondChoice(_ key: Located<String>, _ noun: String, first: Located<String>) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "`\(key.value)` makes a second \(noun)", at: key.span,
            notes: [Diagnostic.Note("`\(first.value)` is chosen already", at: first.span)], help: "keep one of the two")
    }

    static func noChoice(_ noun: String, _ choices: [Syntax], at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "no key says which \(noun) this is", at: span,
            help: "write it as in `\(choices.first?.example.longhand ?? "")`")
    }

    static func nestedList(at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "a layer can't be a list", at: span,
            help: "one `- ` a layer; move these up to the list around them")
    }

    static func tornLayer(_ layer: YAMLNode, _ options: [YAMLNode], at span: Span) -> Diagnostic {
        let option = options.first?.scalar?.text ?? ""
        let text = ([layer] + options).compactMap(\.scalar?.text).joined(separator: ", ")
        return Diagnostic(
            .notation, "in brackets a comma ends the item, so `\(option)` is cut off its layer", at: span,
            help: "put the layer in quotes, as in `[\"\(text)\"]`, or on a line of its own after `- `")
    }

    static func expectNeedsSize(at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "`expect` needs one size", at: span,
            help: "write the size that the tensor has here, such as `expect 7x7x512`, or `expect 10`")
    }

    static func unknownLayerKey(_ key: Located<String>, blocks: [String]) -> Diagnostic {
        let known =
            Catalogue.layers.map(\.syntax.key) + StructurePlace.item.keys + StructurePlace.besideItem.keys + blocks
        let named = Vocabulary.layers.choice(called: key.value)?.key
        // `repeat 3: [...]`
        let words = key.value.split(separator: " ")
        if words.count == 2, StructureWord.repeat.isCalled(words[0]), Int(words[1]) != nil {
            return Diagnostic(
                .unknownKey, "`\(key.value)` is no layer's key", at: key.span,
                help: "write `repeat: \(words[1])`, and the layers in a list below `layers:` beside it")
        }
        guard let meant = named ?? Suggestion.closest(to: key.value, among: known) else {
            return Keys.unknown(key, in: "a layer", known: known)
        }
        return Diagnostic(
            .unknownKey, "`\(key.value)` is no layer's key", at: key.span,
            help: "did you mean `\(meant)`?",
            fixes: [Diagnostic.Fix("write `\(meant)`", replacing: key.span, with: meant)])
    }

    /// `type: conv` beside the layer's parameters, as other tools have it.
    static func layerByType(_ pairs: [YAMLPair]) -> Diagnostic? {
        for pair in pairs {
            guard let key = pair.key.scalar, ["type", "kind", "layer", "op", "class"].contains(key.text),
                let text = pair.value.scalar?.text,
                let syntax = Catalogue.layer(key: text)?.syntax ?? Vocabulary.layers.choice(called: text)
            else { continue }
            return Diagnostic(
                .unknownKey, "`\(key.text)` is no layer's key", at: key.span,
                help: "what a layer is stands before its parameters: write it as in `\(syntax.example.longhand)`")
        }
        return nil
    }

    static func noLayerKey(at span: Span) -> Diagnostic {
        Diagnostic(
            .missingKey, "no key says what layer this is", at: span,
            help: "write it as in `\(LayerDefinition.convolution.syntax.example.longhand)`")
    }

    static func secondLayer(_ key: Located<String>, first: Located<String>) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "`\(key.value)` makes a second layer in one item", at: key.span,
            notes: [Diagnostic.Note("the item is a `\(first.value)` already", at: first.span)],
            help: "begin a line of its own with `- `")
    }

    static func notTraining(found node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, "`train` can't be \(node.kindDescription)", at: node.span,
            help:
                "write \(Suggestion.list(StructurePlace.training.keys.map { "`\($0)`" }, conjunction: "and")) below it, indented"
        )
    }
}
