import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// A network in the form that rules need: which layers come before and after each layer.
///
/// It and its places are classes because every rule gets them.
final class LintedNetwork: Sendable {
    let network: SizedNetwork
    /// Which step uses the output of which. The numbers are those of nodes in the network's graph.
    let flow: StepFlow
    /// Every layer, including those of auxiliary heads, in the order of computation.
    let places: [Place]
    /// The pairs of a layer and the one directly after it, if nothing else uses the first layer's output.
    let pairs: [(first: Place, second: Place)]
    /// The longest stack of saturating layers, if there is a long one.
    let saturatingStack: SaturatingStack?
    /// The places of each kind of layer in the network.
    private let kinds: [Kind]
    private let path: Path

    init(_ network: SizedNetwork) {
        self.network = network
        flow = StepFlow(network)
        end = flow.ends.max() ?? 0
        let path = Path(network, flow)
        let places = path.places.compactMap { $0 }
        kinds = Kind.all(of: places)
        pairs = places.compactMap { place in path.next(place).map { (place, $0) } }
        saturatingStack = SaturatingStack.longest(among: places, along: path)
        (self.path, self.places) = (path, places)
    }

    /// The step that computes the output, or the last one of several.
    let end: Int

    /// Whether every step has a single input, and there is one output.
    var isChain: Bool { flow.ends.count == 1 && flow.steps.allSatisfy { flow.inputs(of: $0).count < 2 } }

    /// The steps up to the one that computes the last output, the input first.
    var answering: ArraySlice<Int> { flow.steps.prefix { $0 <= end } }

    /// A layer and the number of its node.
    final class Place: Sendable {
        let node: Int
        let layer: SizedLayer
        /// The key of its kind in longhand: `conv`.
        let kind: String
        let traits: LayerTraits
        /// The activation that is applied to its output.
        let activation: Activation?
        /// The size of its kernel, if it has one.
        let kernel: Extent?

        init(node: Int, layer: SizedLayer) {
            let definition = layer.layer.definition
            (self.node, self.layer, kind, traits) = (node, layer, layer.layer.kind, definition.traits)
            activation = definition.activation(layer.layer.call)
            kernel = layer.layer.arguments.extent("kernel")
        }

        var name: String { layer.name }
        var arguments: Arguments { layer.layer.arguments }
        var span: Span { layer.layer.span }
        var isWeighted: Bool { layer.layer.isWeighted }
        /// Where the number of its outputs is written: its units or filters.
        var writtenOutputs: Span? { layer.layer.writtenSpan("units") ?? layer.layer.writtenSpan("filters") }
        /// The name of its activation. An activation layer with its own word, such as `prelu`, is called by it.
        var activationName: String? {
            guard let activation else { return nil }
            return traits.contains(.isActivation) && layer.layer.definition !== LayerDefinition.activation
                ? kind : activation.word
        }
    }

    /// The layers of one definition.
    private struct Kind {
        let definition: LayerDefinition
        var places: [Place]

        /// There are so few that a linear search is faster than a dictionary.
        static func all(of places: [Place]) -> [Kind] {
            var kinds: [Kind] = []
            for place in places {
                let definition = place.layer.layer.definition
                if let index = kinds.firstIndex(where: { $0.definition === definition }) {
                    kinds[index].places.append(place)
                } else {
                    kinds.append(Kind(definition: definition, places: [place]))
                }
            }
            return kinds
        }
    }

    /// Returns the layers of one kind, in the order of computation.
    func places(of kind: LayerDefinition) -> [Place] { kinds.first { $0.definition === kind }?.places ?? [] }

    /// Returns the layers that have a trait, grouped by kind.
    func places(with trait: LayerTraits) -> [Place] {
        kinds.reduce(into: []) { found, kind in
            guard kind.definition.traits.contains(trait) else { return }
            if found.isEmpty { found = kind.places } else { found += kind.places }
        }
    }

    func place(_ node: Int) -> Place? { path.places.indices.contains(node) ? path.places[node] : nil }

    /// Returns the layer that uses this layer's output, if nothing else does.
    func next(_ place: Place) -> Place? { path.next(place) }

    /// Returns the next layer that has none of the traits.
    func next(_ place: Place, passing traits: LayerTraits) -> Place? { path.next(place, passing: traits) }

    /// The layers that compute the outputs, each once; outputs that a join computes are left out.
    var lasts: [Place] { flow.ends.unique(by: \.self).compactMap(place) }

    /// Returns, for each output, the last layer before it for which a condition is true, if there is only one way to
    /// it; each layer once.
    func lastPlaces(where condition: (Place) -> Bool) -> [Place] {
        flow.ends.compactMap { lastPlace(before: $0, where: condition) }.unique(by: \.node)
    }

    /// Returns the last layer before an output, computed by a step, for which a condition is true, if there is only one
    /// way to it.
    func lastPlace(before end: Int, where condition: (Place) -> Bool) -> Place? {
        var current = place(end)
        while let place = current, !condition(place) { current = flow.inputs(of: place.node).only.flatMap(self.place) }
        return current
    }

    /// Returns the instruction to end the network with a number of outputs, for a help text.
    ///
    /// - Parameters:
    ///   - place: the layer that determines the number of outputs now.
    ///   - output: the size of the output.
    func end(with outputs: Int, _ place: Place?, output: TensorShape) -> String {
        guard place?.layer.output.isFeatureMap ?? output.isFeatureMap else {
            return "end the head with `fc \(outputs)`"
        }
        return place.map { "give \($0.name) \(counted(outputs, "filter"))" }
            ?? "end the head with a layer of \(counted(outputs, "filter"))"
    }

    /// The order of the layers.
    struct Path: Sendable {
        private let flow: StepFlow
        /// The layer of each node, if it is one.
        let places: [Place?]

        init(_ network: SizedNetwork, _ flow: StepFlow) {
            self.flow = flow
            places = network.graph.nodes.indices.map { node in
                guard let layer = network.layer(node) else { return nil }
                return Place(node: node, layer: layer)
            }
        }

        func next(_ place: Place) -> Place? {
            guard let next = flow.outputs(of: place.node).only, flow.inputs(of: next).only != nil else { return nil }
            return places[next]
        }

        func next(_ place: Place, passing traits: LayerTraits) -> Place? {
            var current = place
            while let following = next(current) {
                guard !following.traits.isDisjoint(with: traits) else { return following }
                current = following
            }
            return nil
        }
    }
}

extension Layer {
    /// Whether its output is a weighted sum of its input, apart from an activation. `init` sets how its weights start.
    var isWeighted: Bool { definition.costs.fans != nil }

    /// Returns the ways to add an option, of which the first that can be read is used: at the end of its line, or
    /// inside the braces of its longhand.
    func adding(_ notation: String, longhand: String) -> [Diagnostic.Fix] {
        let title = "\(name): \(notation)"
        let (after, inside) = (span.end, max(span.start, span.end - 1))
        return [
            Diagnostic.Fix(title, replacing: Span(file: span.file, start: after, end: after), with: ", \(notation)"),
            Diagnostic.Fix(title, replacing: Span(file: span.file, start: inside, end: inside), with: ", \(longhand)"),
        ]
    }

    /// The span of a parameter's value, if a person wrote it there and it isn't computed from a block's parameters.
    func writtenSpan(_ name: String) -> Span? {
        guard arguments.expressions[name]?.parameters.isEmpty ?? true, let span = arguments.written(name)?.span,
            span != self.span
        else {
            return nil
        }
        return span
    }
}
