import Basics
import NetworkTerms
import SpecText

/// The blocks that a spec and its includes define, and their uses read so far.
final class BlockLibrary {
    struct Block {
        var name: Located<String>
        /// The syntax of its uses.
        var syntax: Syntax
        var layers: YAMLNode?
        var isUsed = false
    }

    /// The layers of a block for some arguments.
    struct Instance {
        var items: [Item]
        var count: ItemCount
    }

    /// The deepest nesting of blocks in blocks.
    static let deepestUse = 64
    /// The most parameters of a block, because every use has a value for each of them.
    static let mostParameters = 100

    /// The lines that have been read before.
    let lines: ReadLines
    private(set) var blocks: [String: Block] = [:]
    private(set) var names: [String] = []
    /// The blocks that have been read, by the block's name and the arguments' text.
    var instances: [String: Instance] = [:]
    /// The number of lines in them.
    var linesRead = 0
    var diagnostics: [Diagnostic] = []
    /// How many names can still be compared with misspelled ones.
    let comparisons = Comparisons()
    /// Whether an include couldn't be read, so that an unknown word may be one of its blocks.
    var lacksBlocks = false

    /// The syntax of the catalog's layers, and of uses of blocks.
    private(set) var vocabulary = Vocabulary.layers

    init(lines: ReadLines) { self.lines = lines }

    /// Adds the blocks of a `define` section.
    func define(_ node: YAMLNode) {
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(Message.notDefinitions(node))
            return
        }
        for (key, value) in Keys.unique(pairs, &diagnostics) {
            if let earlier = blocks[key.value] {
                diagnostics.append(Message.definedTwice(key, first: earlier.name.span))
            } else {
                switch NameRule.block.problem(with: key.value) {
                case .reserved: diagnostics.append(Message.taken(key))
                case .malformed: diagnostics.append(Message.notName(key))
                case nil: add(key, value)
                }
            }
        }
    }

    func use(_ name: String) -> Block? {
        guard let block = blocks[name] else { return nil }
        if !block.isUsed { blocks[name]?.isUsed = true }
        return block
    }

    /// Reports the root spec's unused blocks.
    func reportUnused(file: Int) {
        for name in names {
            guard let block = blocks[name], !block.isUsed, block.name.span.file == file else { continue }
            diagnostics.append(Message.unused(block.name))
        }
    }

    private func add(_ name: Located<String>, _ node: YAMLNode) {
        var parameters: [ParameterDefinition] = []
        var layers: YAMLNode?
        switch node.content {
        case .sequence:
            layers = node
        case .mapping(let pairs):
            for (key, value) in Keys.unique(pairs, &diagnostics) {
                switch StructurePlace.block.word(key.value) {
                case .given?: parameters = given(value, of: name)
                case .layers?: layers = value
                default: diagnostics.append(Keys.unknown(key, in: .block))
                }
            }
            if layers == nil { diagnostics.append(ReaderMessage.noLayers(of: .block, name)) }
        case .scalar:
            diagnostics.append(ReaderMessage.noLayers(of: .block, name))
        }
        let arguments = parameters.map { parameter in
            "\(parameter.name): \(parameter.fallback.map { "\($0.text)" } ?? "64")"
        }
        let syntax = Syntax(
            key: name.value, title: "block", summary: "A block of this spec.", forms: [Syntax.Form(name.value)],
            parameters: parameters,
            example: Syntax.Example(
                notation: ([name.value] + arguments.map { $0.replacing(":", with: "") }).joined(separator: ", "),
                longhand: "\(name.value): {\(arguments.joined(separator: ", "))}"))
        blocks[name.value] = Block(name: name, syntax: syntax, layers: layers)
        names.append(name.value)
        vocabulary.add(syntax)
    }

    private func given(_ node: YAMLNode, of block: Located<String>) -> [ParameterDefinition] {
        var pairs: [(Located<String>, YAMLNode?)] = []
        switch node.content {
        case .mapping(let mapping): pairs = Keys.unique(mapping, &diagnostics).map { ($0.key, $0.value) }
        case .sequence(let items):
            for item in items {
                if let scalar = item.scalar, !scalar.isEmpty {
                    pairs.append((Located(scalar.text, at: scalar.span), nil))
                } else {
                    diagnostics.append(Message.notParameters(item))
                }
            }
        case .scalar(let scalar):
            if !scalar.isEmpty { diagnostics.append(Message.notParameters(node)) }
        }
        if pairs.count > Self.mostParameters {
            diagnostics.append(Message.tooManyParameters(pairs.count, of: block, at: pairs[Self.mostParameters].0.span))
        }
        return pairs.prefix(Self.mostParameters).compactMap { name, value in
            guard NameRule.parameter.problem(with: name.value) == nil else {
                diagnostics.append(Message.notName(name))
                return nil
            }
            var fallback: ParameterValue?
            if let scalar = value?.scalar, !scalar.isEmpty {
                if let word = ParameterType.any.admits(word: scalar.text) {
                    fallback = word
                } else if let term = NotationParser.term(of: scalar),
                    case .success(let value) = ParameterType.any.value(of: term)
                {
                    fallback = value
                } else {
                    diagnostics.append(Message.badDefault(name, scalar))
                }
            } else if let value, value.scalar == nil {
                diagnostics.append(Message.notParameters(value))
            }
            return ParameterDefinition(
                name.value, .any, default: fallback, isRequired: fallback == nil, "A parameter of the block.",
                notation: .keyword(name.value))
        }
    }

    private enum Message {
        static func notDefinitions(_ node: YAMLNode) -> Diagnostic {
            Diagnostic(
                .wrongType, "`define` can't be \(node.kindDescription)", at: node.span,
                help: "write each block's name below it, and its `layers` below the name")
        }

        static func definedTwice(_ name: Located<String>, first: Span) -> Diagnostic {
            Diagnostic(
                .duplicateKey, "block `\(name.value)` is defined twice", at: name.span,
                notes: [Diagnostic.Note("first defined here", at: first)], help: "rename one")
        }

        static func taken(_ name: Located<String>) -> Diagnostic {
            Diagnostic(
                .invalidName, "`\(name.value)` is a reserved word", at: name.span,
                help: "choose another name for the block")
        }

        static func notName(_ name: Located<String>) -> Diagnostic {
            Diagnostic(
                .invalidName, "invalid name `\(name.value)`", at: name.span,
                help: "a name is one word of letters, digits, and `_`, and can't start with a digit")
        }

        static func notParameters(_ node: YAMLNode) -> Diagnostic {
            Diagnostic(
                .wrongType, "a parameter can't be \(node.kindDescription)", at: node.span,
                help: "for example, `given: {channels: , stride: 1}`; parameters without a default are required")
        }

        static func tooManyParameters(_ count: Int, of block: Located<String>, at span: Span) -> Diagnostic {
            Diagnostic(
                .documentLimit, "block `\(block.value)` has \(count.grouped) parameters", at: span,
                help: "a block can have at most \(mostParameters)")
        }

        static func badDefault(_ name: Located<String>, _ scalar: YAMLScalar) -> Diagnostic {
            Diagnostic(
                .wrongType, "the default of `\(name.value)` can't be `\(scalar.text)`", at: scalar.span,
                help: "expected \(ParameterType.any.expectation)")
        }

        static func unused(_ name: Located<String>) -> Diagnostic {
            Diagnostic(
                .unusedDefinition, "block `\(name.value)` is never used", at: name.span,
                help: "use it, or remove it")
        }
    }
}

extension Arguments {
    /// Every parameter with its value, in order: `channels 64, stride 2`.
    public var text: String {
        syntax.parameters.compactMap { parameter in self[parameter.name].map { "\(parameter.name) \($0.text)" } }
            .joined(separator: ", ")
    }
}
