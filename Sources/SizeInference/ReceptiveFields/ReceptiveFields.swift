import Basics
import NetworkTerms
import SpecLanguage

/// The receptive field of every step of a network: exact through branches, residuals, and layers that enlarge a map.
///
/// The first and the last pixel that a position sees are functions of the position (`FieldFunction`) that are carried
/// through the layers: a layer applies the function before it to its own positions, and a join takes the smaller first
/// and the larger last pixel. The time is linear in the number of layers. It is reported if a bound was reached.
public struct ReceptiveFields: Sendable {
    /// The fields by node; empty if the input is a vector.
    private let fields: [ReceptiveField]

    /// Fields that depend on unknown sizes, such as with `same` padding and a stride, are unknown.
    public init(_ sized: SizedGraph) {
        let graph = sized.graph
        guard graph.input.map({ $0.value.count > 1 }) ?? true else {
            fields = []
            return
        }
        var walks = (0..<graph.spatialAxes).map { FieldWalk(sized, axis: $0) }
        fields = graph.nodes.map { _ in ReceptiveField(axes: walks.indices.map { walks[$0].next() }) }
    }

    /// Returns the field of a node's output.
    public subscript(node: Int) -> ReceptiveField? { fields.indices.contains(node) ? fields[node] : nil }
}

/// One axis of a network, front to back.
private struct FieldWalk {
    private enum State {
        case counted(FieldFunction)
        case whole
        case varying
        case unknown(String)
    }

    private static let openSize = "it depends on a size that is open"

    private let sized: SizedGraph
    private let axis: Int
    private var states: [State] = []

    init(_ sized: SizedGraph, axis: Int) {
        (self.sized, self.axis) = (sized, axis)
        states.reserveCapacity(sized.graph.nodes.count)
    }

    /// Returns the figures of the next step.
    mutating func next() -> ReceptiveField.Axis {
        let index = states.count
        let state: State
        do {
            state = try self.state(of: sized.graph.nodes[index])
        } catch {
            state = .unknown("\(error.what) is too large to count")
        }
        states.append(state)
        switch state {
        case .counted(let function): return function.figures(size: size(of: index))
        case .whole: return .whole
        case .varying: return .varying
        case .unknown(let reason): return .unknown(reason)
        }
    }

    private func size(of node: Int) -> Int? { sized.sizes[node].flatMap { $0.isFeatureMap ? $0.spatial(axis) : nil } }

    private func state(of node: SpecGraph.Node) throws(SizeBoundReached) -> State {
        switch node.operation {
        case .input: return .counted(.identity)
        case .unknown: return .unknown("a line couldn't be read")
        case .openRepeat: return .unknown(Self.openSize)
        case .expectation: return states[node.inputs[0]]
        case .layer(let layer): return try state(of: layer, after: node.inputs[0], output: states.count)
        case .projection: return try projection(node)
        case .join(let kind, let crops): return try join(kind, node.inputs, crops: crops)
        }
    }

    // MARK: Layers

    private func state(of layer: Layer, after input: Int, output: Int) throws(SizeBoundReached) -> State {
        guard !layer.isOpen, layer.unread.isEmpty else { return .unknown(Self.openSize) }
        let relation = layer.definition.fields(layer.call)[axis]
        let before = states[input]
        if relation == .same { return before }
        if relation == .whole { return .whole }
        // A value that sees everything still does after more layers.
        guard case .counted(let function) = before else { return before }
        let step: FieldStep?
        switch relation {
        case .same, .whole: return before
        case .scattered:
            if let size = sized.size(of: input), size == sized.size(of: output) { return before }
            return .varying
        case .window(let window): step = try .window(window, input: size(of: input))
        case .shifted(let places): step = .shifted(by: places)
        case .repeated(let factor): step = try .repeated(factor)
        case .blended(let factor): step = try .blended(factor)
        case .laid(let kernel, let stride, let dilation, let cut):
            step = try .laid(kernel: kernel, stride: stride, dilation: dilation, cut: cut)
        case .cells(let count):
            if count == 1 { return .whole }
            guard let input = size(of: input) else { return .unknown(Self.openSize) }
            step = try .cells(count, input: input)
        }
        guard let step else { return .unknown(Self.openSize) }
        return .counted(try function.after(step))
    }

    /// Returns the state after a 1x1 convolution that changes the first input to the second's size.
    private func projection(_ node: SpecGraph.Node) throws(SizeBoundReached) -> State {
        guard case .counted(let function) = states[node.inputs[0]] else { return states[node.inputs[0]] }
        let stride: Int?
        if let from = size(of: node.inputs[0]), let to = size(of: node.inputs[1]) {
            stride = ShortcutProjection.stride(from: from, to: to)
        } else if case .counted(let main) = states[node.inputs[1]],
            let (rise, ownRise) = product(main.rise, function.period).flatMap({ rise in
                product(function.rise, main.period).map { (rise, $0) }
            }), rise >= ownRise, rise % ownRise == 0
        {
            // The only stride at which shortcut and residual move at the same speed for any size.
            stride = rise / ownRise
        } else {
            stride = nil
        }
        guard let stride else { return .unknown(Self.openSize) }
        return .counted(try function.after(.strided(by: stride)))
    }

    // MARK: Joins

    private func join(_ kind: Joining, _ inputs: NodeNumbers, crops: Bool) throws(SizeBoundReached) -> State {
        let isSpread =
            kind == .multiply && inputs.contains { isDot($0) } && !inputs.allSatisfy { isDot($0) }
        var result: FieldFunction?
        var (isWhole, isVarying) = (false, false)
        var unknown: String?
        for (index, input) in inputs.enumerated() {
            switch states[input] {
            case .whole: isWhole = true
            case .varying: isVarying = true
            case .unknown(let reason): unknown = unknown ?? reason
            case .counted(var function):
                if isSpread, isDot(input) {
                    // There is one value for all positions, so they see what it sees.
                    if let image = size(of: 0), let field = try function.field(at: 0), field.lowerBound <= 0,
                        field.upperBound >= image - 1
                    {
                        isWhole = true
                    } else {
                        isVarying = true
                    }
                    continue
                }
                if crops, index > 0 {
                    guard let mine = size(of: inputs[0]), let theirs = size(of: input) else {
                        unknown = unknown ?? Self.openSize
                        continue
                    }
                    function = try function.after(.shifted(by: (theirs - mine) / 2))
                }
                guard let former = result else {
                    result = function
                    continue
                }
                if let both = try former.joined(with: function) { result = both } else { isVarying = true }
            }
        }
        if isWhole { return .whole }
        if let unknown { return .unknown(unknown) }
        return isVarying ? .varying : result.map { .counted($0) } ?? .unknown(Self.openSize)
    }

    /// Whether a step's map is 1x1.
    private func isDot(_ node: Int) -> Bool { sized.sizes[node]?.isOnePixel == true }
}
