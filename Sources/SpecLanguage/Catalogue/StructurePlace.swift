import NetworkTerms

/// Where structure words are written: a kind of mapping that has keys, or a place in a line of the notation.
public enum StructurePlace: Int, Sendable, CaseIterable {
    /// The spec itself: its sections.
    case spec
    /// A block of `define`.
    case block
    /// A head of `heads`.
    case head
    case training
    case budget
    /// An item of a list of layers: what it is.
    case item
    /// An item of a list of layers: what goes with what it is.
    case besideItem
    /// The longhand of a join.
    case join
    /// The beginning of a line of layers in the notation.
    case line
    /// After a comma of such a line.
    case option

    /// The words that may be written here, in the order of the catalogue.
    public var words: [StructureWord] { Self.tables[rawValue].words }

    /// The same as they are written.
    public var keys: [String] { Self.tables[rawValue].keys }

    /// The word that is written so here.
    public func word(_ key: String) -> StructureWord? { Self.tables[rawValue].byKey[key] }

    private struct Table {
        var words: [StructureWord]
        var keys: [String]
        var byKey: [String: StructureWord]
    }

    private static let tables = allCases.map { place in
        let words = Catalogue.structure.filter { $0.places.contains(place) }
        return Table(
            words: words, keys: words.map(\.key), byKey: Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0) }))
    }

    /// What has these keys, in a message: `a head`.
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
