import NetworkTerms

/// A word that structures a spec: the key of a section, a key inside one, or a word that combines layers.
///
/// Like a layer, it is an entry of the catalog, in `Structure/`. The readers, the formatter, the schema, the reference,
/// the editor grammars, and the language server get everything they know about it from here.
public final class StructureWord: Sendable {
    /// The word as written.
    public let key: String
    /// Where it can be written.
    public let places: [StructurePlace]
    /// The shapes that its value can have.
    public let value: [ValueShape]
    public let need: Need
    /// The keys that can accompany it in the same item of a list of layers.
    public let companions: [StructureWord]
    /// The companions that are required.
    public let neededCompanions: [StructureWord]
    /// Whether it describes a network. A spec without such a section only defines blocks for others to include.
    public let describesNetwork: Bool
    /// Other tools' names for it, in lower case and with `_` between words.
    public let otherNames: [String]
    /// One or two sentences on what it does.
    public let documentation: String
    /// How it is written at its place, on several lines if one isn't enough.
    public let example: String
    /// How it is written in a line of the notation, if it can be.
    public let notation: String?

    /// Whether a mapping must have the key.
    public enum Need: Sendable {
        case optional
        case required
        /// Required unless one of these is present.
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
    /// Compares identities: each word exists once.
    public static func == (left: StructureWord, right: StructureWord) -> Bool { left === right }
}

extension StructureWord {
    /// Whether a mapping with these keys lacks this one.
    func isMissing(among keys: [StructureWord]) -> Bool {
        if keys.contains(self) { return false }
        return switch need {
        case .optional: false
        case .required: true
        case .requiredUnless(let others): !others.contains(where: keys.contains)
        }
    }

    /// Whether a text is the word or one of its other names.
    func isCalled(_ text: some StringProtocol) -> Bool { text == key || otherNames.contains { $0 == text } }

    /// Whether its value is a list of layers, or several.
    public var holdsLayers: Bool { value.contains { $0 == .layers || $0 == .branches } }

    /// The keys that its value can have, if it can be a mapping.
    public var keys: StructurePlace? {
        for case .keys(let place) in value { return place }
        return nil
    }

    /// The keys below each of the author's names, if its value is a mapping of such names.
    public var namedKeys: StructurePlace? {
        for case .named(let place) in value { return place }
        return nil
    }

    /// The choices for its value: data sources, losses, optimizers, or schedules.
    public var choices: [Syntax]? {
        for case .choice(let choices) in value { return choices }
        return nil
    }

    /// How it joins tensors, if it does.
    package var joinKind: Joining? { Joining(rawValue: key) }

    /// The type of its value, if that is a single term of the notation.
    var termType: ParameterType? {
        for case .term(let type) in value { return type }
        return nil
    }

    /// The words that it can accompany, if it is a companion.
    public var owners: [StructureWord] { StructurePlace.item.words.filter { $0.companions.contains(self) } }
}
