import NetworkTerms

/// What may be written at a place of a spec, known from the keys around it. Formatter and editor features find their way by
/// it, in text that need not be a right spec.
public struct StructureContext: Sendable {
    /// The word whose value is written here.
    public private(set) var word: StructureWord?
    /// The mapping whose keys are written here.
    public private(set) var keys: StructurePlace?
    /// The mapping whose keys stand below the names that the author gives here: those of blocks, or of heads.
    public private(set) var namedKeys: StructurePlace?
    /// Whether the items of a list here are layers.
    public private(set) var isLayerList = false
    /// What may be chosen here, such as an optimizer.
    public private(set) var choices: [Syntax]?
    /// The key of the layer, the block or the choice whose parameters are written here.
    public private(set) var used: String?
    /// The choice among these.
    public private(set) var usedChoice: Syntax?
    /// The parameter whose value is written here.
    public private(set) var parameter: String?
    /// The name of the block that this is part of.
    public private(set) var block: String?

    /// The top of a spec.
    public static let spec = StructureContext(keys: .spec)

    private init(keys: StructurePlace?) { self.keys = keys }

    /// - Parameter path: the keys around the place, outermost first. Lists between them don't show.
    public init(path: some Sequence<String>) {
        self = .spec
        for key in path { self = below(key) }
    }

    /// The word that a key is here.
    public func word(_ key: String) -> StructureWord? {
        if let word = keys?.word(key) { return word }
        return isLayerList ? StructurePlace.item.word(key) ?? StructurePlace.besideItem.word(key) : nil
    }

    /// The value of a key that is written here.
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
