/// What the page of a layer (`docs/layers`) says besides what its other parts say.
public struct LayerPage: Sendable {
    /// Where the layer or the formula of its size was published.
    public let source: String
    /// What a reader should know and the summary doesn't say; nil where there is nothing.
    public let note: String?
    /// A small spec with the layer, from its `input` on.
    public let spec: String

    public init(source: String, note: String? = nil, spec: String) {
        (self.source, self.note, self.spec) = (source, note, spec)
    }
}
