import SpecText

extension Rule {
    /// A key that the language doesn't have at its place.
    public static let unknownKey = Rule("unknown-key", .structure, .error)
    /// A word of the notation or a value that the language doesn't have.
    public static let unknownWord = Rule("unknown-word", .structure, .error)
    /// A `$name` that its block doesn't have.
    public static let unknownParameter = Rule("unknown-parameter", .structure, .error)
    /// Something required that isn't written.
    public static let missingKey = Rule("missing-key", .structure, .error)
    /// A value of a kind that its key doesn't accept.
    public static let wrongType = Rule("wrong-type", .structure, .error)
    /// A line that breaks a rule of the notation.
    public static let notation = Rule("notation", .structure, .error)
    /// A name that isn't allowed.
    public static let invalidName = Rule("invalid-name", .structure, .error)
    /// Something that is written twice but can occur only once.
    public static let duplicateKey = Rule("duplicate-key", .structure, .error)
    /// Two layers with one name.
    public static let duplicateName = Rule("duplicate-name", .structure, .error)
    /// An include that can't be read.
    public static let include = Rule("include", .structure, .error)
    /// A block that uses itself.
    public static let recursiveBlock = Rule("recursive-block", .structure, .error)
    /// A block that is never used.
    public static let unusedDefinition = Rule("unused-definition", .structure, .warning, marksUnused: true)
    /// A network without layers.
    public static let noLayers = Rule("no-layers", .structure, .error)
    /// A size or a count that is too large for any machine.
    public static let sizeOverflow = Rule("size-overflow", .sizes, .error)
}
