/// Everything Strata knows about one kind of layer, part by part. One file in `Layers/` each: the reader, the size inference,
/// the rules, the generated source, the runtime and the reference page read it.
public final class LayerDefinition: Sendable {
    /// How it is written.
    public let syntax: Syntax
    /// The stem of the names that layers without one are given: `conv` makes `conv1`, `conv2`.
    public let nameStem: String
    public let traits: LayerTraits
    public let sizing: LayerSizing
    public let costs: LayerCosts
    /// The activation that its output went through, in its own line or as a layer by itself.
    public let activation: @Sendable (Call) -> Activation?
    /// Why a layer of these sizes hands on what it gets; nil where it does something.
    public let idleness: @Sendable (Call, Sizes) -> String?
    /// What its reference page says besides.
    public let page: LayerPage
    /// What other frameworks call it.
    public let calls: [FrameworkCall]
    /// How Swift code adds the layer; none for a shorthand.
    public let methods: [BuilderMethod]
    /// The layers that it is a shorthand for (`mlp`); nil if it is a layer itself.
    public let expansion: (@Sendable (Call) -> [Call])?

    public init(
        syntax: Syntax, nameStem: String, traits: LayerTraits = [], sizing: LayerSizing, costs: LayerCosts = .none,
        activation: @escaping @Sendable (Call) -> Activation? = { $0.activation("activation") },
        idleness: @escaping @Sendable (Call, Sizes) -> String? = { _, _ in nil },
        page: LayerPage, calls: [FrameworkCall] = [], builder: Builder = Builder(),
        expansion: (@Sendable (Call) -> [Call])? = nil
    ) {
        (self.syntax, self.nameStem, self.traits) = (syntax, nameStem, traits)
        (self.sizing, self.costs) = (sizing, costs)
        (self.activation, self.idleness) = (activation, idleness)
        (self.page, self.calls) = (page, calls)
        methods = expansion == nil ? builder.methods(of: syntax) : []
        self.expansion = expansion
    }
}
