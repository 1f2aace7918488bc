import NetworkTerms

/// A word that gives a spec its structure: the key of a section, a key inside one, or a word that puts layers together.
///
/// Like a layer it is an entry of the catalogue, in `Structure/`. The readers, the formatter, the schema, the reference, the
/// editors' grammars and the language server take what they know of it from here.
public final class StructureWord: Sendable {
    /// As it is written.
    public let key: String
    /// Where it may be written.
    public let places: [StructurePlace]
    /// What its value may be; any one of these.
    public let value: [ValueShape]
    public let need: Need
    /// What may be written beside it, in the same item of a list of layers.
    public let companions: [StructureWord]
    /// The companions that have to be there.
    public let neededCompanions: [StructureWord]
    /// Whether it says something of a network. A spec without such a section only defines blocks for others to include.
    public let describesNetwork: Bool
    /// What other tools and habits call it, in lower case and with `_` between words.
    public let otherNames: [String]
    /// What it does, in a sentence or two.
    public let documentation: String
    /// How it is written at its place; more lines where one can't show it.
    public let example: String
    /// How it is written in a line of the notation, if it is.
    public let notation: String?

    /// Whether a mapping has to have the key.
    public enum Need: Sendable {
        case optional
        case required
        /// Unless one of these is there.
        case requiredUnless([StructureWord])
    }

    init(
        _ key: String, in places: StructurePlace..., value: [ValueShape], need: Need = .optional,
        companions: [StructureWord] = [], needing neededCompanions: [StructureWord] = [],
        describesNetwork: Bool = false, otherNames: [String] = [], _ documentation: String, example: String,
        notation: String? = nil
    ) {
        self.key = key
        self.places = places
        self.value = value
        self.need = need
        self.companions = companions
        self.neededCompanions = neededCompanions
        self.describesNetwork = describesNetwork
        self.otherNames = otherNames
        self.documentation = documentation
        self.example = example
        self.notation = notation
    }
}

extension StructureWord: Equatable {
    /// There is one of each.
    public static func == (left: StructureWord, right: StructureWord) -> Bool { left === right }
}

extension StructureWord {
    /// Whether a mapping that has these keys lacks this one.
    func isMissing(among keys: [StructureWord]) -> Bool {
        if keys.contains(self) { return false }
        return switch need {
        case .optional: false
        case .required: true
        case .requiredUnless(let others): !others.contains(where: keys.contains)
        }
    }

    /// Whether a text is the word, or one of its other names.
    func isCalled(_ text: some StringProtocol) -> Bool { text == key || otherNames.contains { $0 == text } }

    /// Whether its value is layers, or lists of them.
    public var holdsLayers: Bool { value.contains { $0 == .layers || $0 == .branches } }

    /// The keys that its value may have, if it may be a mapping of them.
    public var keys: StructurePlace? {
        for case .keys(let place) in value { return place }
        return nil
    }

    /// The keys below each of the author's own names, if its value is a mapping of such names.
    public var namedKeys: StructurePlace? {
        for case .named(let place) in value { return place }
        return nil
    }

    /// What may be chosen for its value: data sources, losses, optimizers or schedules.
    public var choices: [Syntax]? {
        for case .choice(let choices) in value { return choices }
        return nil
    }

    /// How it joins tensors, if it does.
    package var joinKind: Joining? { Joining(rawValue: key) }

    /// The type of its value, if that is one term of the notation.
    var termType: ParameterType? {
        for case .term(let type) in value { return type }
        return nil
    }

    /// The words whose items it may be written in, if it is a companion.
    public var owners: [StructureWord] { StructurePlace.item.words.filter { $0.companions.contains(self) } }
}
