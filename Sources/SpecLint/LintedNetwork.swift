import SizeInference
import SpecLanguage
import SpecText

/// A network as rules ask about it: what stands before and behind each layer.
struct LintedNetwork: Sendable {
    let network: SizedNetwork
    let nodes: [StepGraph.Node]
    /// The node that answers.
    let end: Int
    /// Every layer, auxiliary heads' included, in the order of computation.
    let places: [Place]
    /// The pairs of a layer and the one right behind it, of which nothing else takes the first's output.
    let pairs: [(first: Place, second: Place)]
    /// The layer of each node, if it is one.
    private let placesOfNodes: [Place?]
    /// The node that takes each node's output, if nothing else does and it takes nothing else.
    private let nextNodes: [Int?]

    init(_ network: SizedNetwork) {
        self.network = network
        let graph = StepGraph(network)
        let nodes = graph?.nodes ?? []
        self.nodes = nodes
        end = graph?.end ?? 0
        let placesOfNodes = nodes.indices.map { node -> Place? in
            if case .layer(let layer) = nodes[node].step { Place(node: node, layer: layer) } else { nil }
        }
        self.placesOfNodes = placesOfNodes
        let nextNodes = nodes.map { node in
            node.outputs.count == 1 && nodes[node.outputs[0]].inputs.count == 1 ? node.outputs[0] : nil
        }
        self.nextNodes = nextNodes
        places = placesOfNodes.compactMap { $0 }
        pairs = places.compactMap { first in
            nextNodes[first.node].flatMap { placesOfNodes[$0] }.map { (first, $0) }
        }
    }

    /// A layer, and the number of its node.
    struct Place: Sendable {
        let node: Int
        let layer: SizedLayer
        /// The activation that its output went through.
        let activation: String?

        init(node: Int, layer: SizedLayer) {
            (self.node, self.layer, activation) = (node, layer, layer.layer.activation)
        }

        var kind: String { layer.layer.kind }
        var name: String { layer.name }
        var arguments: Arguments { layer.layer.arguments }
        var span: Span { layer.layer.span }
    }

    func place(_ node: Int) -> Place? { nodes.indices.contains(node) ? placesOfNodes[node] : nil }

    /// The layer that takes this one's output, if nothing else does.
    func next(_ place: Place) -> Place? { nextNodes[place.node].flatMap { placesOfNodes[$0] } }

    /// The next layer behind those that only hand on what they get.
    func next(_ place: Place, behind kinds: [String]) -> Place? {
        var current = place
        while let following = next(current) {
            guard kinds.contains(following.kind) else { return following }
            current = following
        }
        return nil
    }

    /// The layer that answers, if it is one.
    var last: Place? { place(end) }
}

extension Layer {
    /// Whether its output is a weighted sum of its input, but for an activation.
    var isWeighted: Bool { ["conv", "dense", "transposed conv"].contains(kind) }

    /// The activation that its output went through, whether written in its line or a layer by itself.
    var activation: String? {
        switch kind {
        case "activation": arguments.word("kind")
        case "leaky relu", "prelu", "softmax": kind
        default: arguments.word("activation")
        }
    }

    /// Whether it is nothing but an activation.
    var isActivation: Bool { ["activation", "leaky relu", "prelu"].contains(kind) }

    var isNorm: Bool { ["batch norm", "layer norm", "group norm", "local response norm"].contains(kind) }

    /// The ways to write one thing more for it, of which the first that can be read is taken: behind its line, or inside the
    /// braces of its longhand.
    func adding(_ notation: String, longhand: String) -> [Diagnostic.Fix] {
        let title = "\(name): \(notation)"
        let (behind, inside) = (span.end, max(span.start, span.end - 1))
        return [
            Diagnostic.Fix(title, replacing: Span(file: span.file, start: behind, end: behind), with: ", \(notation)"),
            Diagnostic.Fix(title, replacing: Span(file: span.file, start: inside, end: inside), with: ", \(longhand)"),
        ]
    }

    /// What is written for a parameter by a person, and not worked out from a block's own.
    func writtenSpan(_ name: String) -> Span? {
        guard arguments.expressions[name] == nil, let span = arguments.written[name]?.span, span != self.span else {
            return nil
        }
        return span
    }
}

extension Int {
    /// With commas between thousands: `25,088,000`.
    var grouped: String {
        var digits = Array(String(magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }
}
