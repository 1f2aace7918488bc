/// What the page of a layer (`docs/layers`) says beside what the compiler itself needs: a word for those who come from
/// another framework, the cost as a formula, and a network to look at.
public struct LayerPage: Sendable {
    /// The learnt values of a layer, for people; nil where there are none.
    public let parameters: String?
    /// The multiply-accumulates of one sample's forward pass, for people; nil where none are counted.
    public let multiplyAccumulates: String?
    /// What `init` takes for the fan-in, for people; nil where the layer has no such parameter of its own.
    public let fanIn: String?
    /// What `init` takes for the fan-out.
    public let fanOut: String?
    /// What PyTorch calls it, and what is different there.
    public let pytorch: String
    /// What Keras calls it, and what is different there; nil where it has no layer for it.
    public let keras: String?
    /// What a reader should know and the summary does not say; nil where there is nothing.
    public let note: String?
    /// A small spec with the layer, from its `input` on.
    public let spec: String

    public init(
        parameters: String? = nil, multiplyAccumulates: String? = nil, fanIn: String? = nil, fanOut: String? = nil,
        pytorch: String, keras: String? = nil, note: String? = nil, spec: String
    ) {
        self.parameters = parameters
        self.multiplyAccumulates = multiplyAccumulates
        self.fanIn = fanIn
        self.fanOut = fanOut
        self.pytorch = pytorch
        self.keras = keras
        self.note = note
        self.spec = spec
    }
}
