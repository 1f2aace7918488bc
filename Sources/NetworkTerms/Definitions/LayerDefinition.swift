/// Everything Strata knows about one kind of layer, part by part. Each has a file in `Layers/`. The reader, size
/// inference, rules, generated source, runtime, and reference page use it.
public final class LayerDefinition: Sendable {
    /// The syntax in a spec.
    public let syntax: Syntax
    /// The stem of the names that unnamed layers get: `conv` makes `conv1`, `conv2`.
    public let nameStem: String
    public let traits: LayerTraits
    public let sizing: LayerSizing
    public let costs: LayerCosts
    /// The activation that is applied to its output, as an option or as a separate layer.
    public let activation: @Sendable (Call) -> Activation?
    /// Returns why a layer of these sizes has no effect; nil if it has one.
    public let idleness: @Sendable (Call, Sizes) -> String?
    /// More text for its reference page.
    public let page: LayerPage
    /// The equivalent calls in other frameworks.
    public let calls: [FrameworkCall]
    /// The Swift methods that add the layer; empty for a shorthand.
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
