import SpecText

extension Rule {
    /// A name that no layer above has.
    public static let unknownName = Rule("unknown-name", .structure, .error)
    /// A window that is larger than its input.
    public static let kernelTooLarge = Rule("kernel-too-large", .sizes, .error)
    /// A layer that removes all of its input.
    public static let nothingLeft = Rule("nothing-left", .sizes, .error)
    /// A contract that the inferred size contradicts.
    public static let expectContradicted = Rule("expect-contradicted", .sizes, .error)
    /// Joined tensors with sizes that don't match.
    public static let joinSizes = Rule("join-sizes", .sizes, .error)
    /// A layer that needs a feature map but gets a vector.
    public static let headInput = Rule("head-input", .sizes, .error)
    /// A reshape to another number of values.
    public static let reshapeSize = Rule("reshape-size", .sizes, .error)
    /// Groups that don't divide the channels or the filters.
    public static let groupsDoNotDivide = Rule("groups-do-not-divide", .sizes, .error)
    /// A height or width that a factor doesn't divide.
    public static let factorDoesNotDivide = Rule("factor-does-not-divide", .sizes, .error)
    /// A margin that isn't smaller than the map that it mirrors.
    public static let marginTooLarge = Rule("margin-too-large", .sizes, .error)
    /// Arithmetic on the channels of a layer's input that doesn't result in a whole number of at least 1.
    public static let relativeCount = Rule("relative-count", .sizes, .error)
    /// An open number for which several values fit.
    public static let unknownSize = Rule("unknown-size", .sizes, .error)
    /// An open number for which no value fits.
    public static let noSizeFits = Rule("no-size-fits", .sizes, .error)
}
