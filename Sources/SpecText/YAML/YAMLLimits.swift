/// What a document may hold. libyaml bounds none of these itself.
public struct YAMLLimits: Sendable {
    /// The largest file, in bytes.
    public var bytes = 16 << 20
    /// How deep lists and mappings may nest. libyaml's time grows with the square of the depth.
    public var depth = 256
    /// How many nodes all aliases together may stand for.
    public var aliasedNodes = 100_000

    public init() {}
}
