/// The limits of a document. libyaml enforces none of these itself.
public struct YAMLLimits: Sendable {
    /// The largest file, in bytes.
    public var bytes = 16 << 20
    /// The deepest nesting of lists and mappings. libyaml's time grows with the square of the depth.
    public var depth = 256
    /// The largest number of nodes that all aliases together can expand to.
    public var aliasedNodes = 100_000

    public init() {}
}
