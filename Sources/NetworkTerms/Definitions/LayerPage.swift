/// The text on the page of a layer (`docs/layers`) that its other parts don't contain.
public struct LayerPage: Sendable {
    /// Where the layer or the formula of its size was published.
    public let source: String
    /// Important facts that aren't in the summary; nil if there are none.
    public let note: String?
    /// A small spec with the layer, from its `input` on.
    public let spec: String

    public init(source: String, note: String? = nil, spec: String) {
        (self.source, self.note, self.spec) = (source, note, spec)
    }
}
