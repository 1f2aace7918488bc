import NetworkTerms

/// Where structure words are written: as keys of a kind of mapping, or at a place in a line of the notation.
public enum StructurePlace: Int, Sendable, CaseIterable {
    /// The spec: its sections.
    case spec
    /// A block of `define`.
    case block
    /// A head of `heads`.
    case head
    case training
    case budget
    /// An item of a list of layers: the key that makes it what it is.
    case item
    /// An item of a list of layers: the keys that accompany that one.
    case besideItem
    /// The longhand of a join.
    case join
    /// The start of a line of layers in the notation.
    case line
    /// After a comma of such a line.
    case option

    /// The words that can be written here, in the order of the catalog.
    public var words: [StructureWord] { Self.tables[rawValue].words }

    /// The same words as text.
    public var keys: [String] { Self.tables[rawValue].keys }

    /// The word with a key here.
    public func word(_ key: String) -> StructureWord? { Self.tables[rawValue].byKey[key] }

    private struct Table {
        var words: [StructureWord]
        var keys: [String]
        var byKey: [String: StructureWord]
    }

    private static let tables = allCases.map { place in
        let words = Catalog.structure.filter { $0.places.contains(place) }
        return Table(
            words: words, keys: words.map(\.key), byKey: Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0) }))
    }

    /// The owner of these keys, for messages: `a head`.
    var title: String { self == .training ? "`\(noun)`" : "a \(noun)" }

    var noun: String {
        switch self {
        case .spec: "spec"
        case .block: "block"
        case .head: StructureWord.head.key
        case .training: StructureWord.train.key
        case .budget: StructureWord.budget.key
        case .item, .besideItem, .line, .option: "layer"
        case .join: StructureWord.join.key
        }
    }
}
