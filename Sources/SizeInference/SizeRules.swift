import SpecText

extension Rule {
    /// A name that no layer above has.
    public static let unknownName = Rule("unknown-name", .structure, .error)
    /// A window that is larger than what it slides over.
    public static let kernelTooLarge = Rule("kernel-too-large", .sizes, .error)
    /// A layer that cuts everything off.
    public static let nothingLeft = Rule("nothing-left", .sizes, .error)
    /// A contract that the inferred size contradicts.
    public static let expectContradicted = Rule("expect-contradicted", .sizes, .error)
    /// Tensors that are joined, and don't fit together.
    public static let joinSizes = Rule("join-sizes", .sizes, .error)
    /// A layer that needs a feature map, and gets a vector.
    public static let headInput = Rule("head-input", .sizes, .error)
    /// A reshape to another number of values.
    public static let reshapeSize = Rule("reshape-size", .sizes, .error)
    /// Groups that don't divide the channels or the filters.
    public static let groupsDoNotDivide = Rule("groups-do-not-divide", .sizes, .error)
    /// A number that is left open, with several that would fit.
    public static let unknownSize = Rule("unknown-size", .sizes, .error)
    /// A number that is left open, with none that would fit.
    public static let noSizeFits = Rule("no-size-fits", .sizes, .error)
}
