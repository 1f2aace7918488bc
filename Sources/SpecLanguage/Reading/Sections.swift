import SpecText

extension StructureWord {
    /// The section of a spec that a key is, or is probably meant to be.
    static func section(meantBy key: String) -> StructureWord? {
        StructurePlace.spec.word(key)
            ?? ForeignWords.key(key, among: StructurePlace.spec.keys).flatMap(StructurePlace.spec.word)
    }
}

extension Sequence<StructureWord> {
    /// Whether a spec with these sections only defines blocks for others to include and isn't a network itself.
    var defineOnlyBlocks: Bool { contains(.define) && !contains(where: \.describesNetwork) }
}

extension YAMLDocument {
    /// Whether the spec only defines blocks for others to include and isn't a network itself.
    public var definesOnlyBlocks: Bool {
        guard isComplete, case .mapping(let pairs) = root?.content else { return false }
        return pairs.compactMap { $0.key.scalar.flatMap { StructureWord.section(meantBy: $0.text) } }.defineOnlyBlocks
    }
}
