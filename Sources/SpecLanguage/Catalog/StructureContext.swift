import NetworkTerms

/// What can be written at a place of a spec, derived from the keys around it. The formatter and editor features
/// navigate by it, in text that may not be a valid spec.
public struct StructureContext: Sendable {
    /// The word whose value is written here.
    public private(set) var word: StructureWord?
    /// The mapping whose keys are written here.
    public private(set) var keys: StructurePlace?
    /// The mapping whose keys are written below the author's names here: those of blocks, or of heads.
    public private(set) var namedKeys: StructurePlace?
    /// Whether the items of a list here are layers.
    public private(set) var isLayerList = false
    /// The choices that can be made here, such as an optimizer.
    public private(set) var choices: [Syntax]?
    /// The key of the layer, block, or choice whose parameters are written here.
    public private(set) var used: String?
    /// The choice whose parameters are written here.
    public private(set) var usedChoice: Syntax?
    /// The parameter whose value is written here.
    public private(set) var parameter: String?
    /// The name of the block that this is part of.
    public private(set) var block: String?

    /// The top level of a spec.
    public static let spec = StructureContext(keys: .spec)

    private init(keys: StructurePlace?) { self.keys = keys }

    /// - Parameter path: the keys around the place, outermost first. Lists between them don't count.
    public init(path: some Sequence<String>) {
        self = .spec
        for key in path { self = below(key) }
    }

    /// The word that a key is here.
    public func word(_ key: String) -> StructureWord? {
        if let word = keys?.word(key) { return word }
        return isLayerList ? StructurePlace.item.word(key) ?? StructurePlace.besideItem.word(key) : nil
    }

    /// The context of the value of a key here.
    public func below(_ key: String) -> StructureContext {
        var context = StructureContext(keys: nil)
        context.block = block
        if let namedKeys {
            context.keys = namedKeys
            context.isLayerList = true
            context.block = namedKeys == .block ? key : nil
        } else if let word = word(key) {
            context.word = word
            context.keys = word.keys
            context.namedKeys = word.namedKeys
            context.isLayerList = word.holdsLayers
            context.choices = word.choices
        } else if isLayerList || choices != nil {
            context.used = key
            context.usedChoice = choices?.first { $0.key == key }
        } else if used != nil {
            context.used = used
            context.usedChoice = usedChoice
            context.parameter = key
        }
        return context
    }
}
