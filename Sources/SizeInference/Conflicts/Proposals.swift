import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Small changes of the lines in a chain after which its sizes would fit. Each is computed here along the conflicting
/// axes; the compiler checks that nothing else breaks.
struct Proposals {
    let chain: ConflictChain
    /// The size of the training samples, if it is known.
    let samples: TensorShape?
    let budget: ProposalBudget
    /// Whether the required size is that of the input, which moves with it.
    let followsInput: Bool
    var sizes: GraphSizes { chain.sizes }
    var graph: SpecGraph { chain.sizes.graph }

    /// The most proposals of a conflict.
    static let most = 12

    init(_ chain: ConflictChain, samples: TensorShape?, budget: ProposalBudget, followsInput: Bool = false) {
        (self.chain, self.samples, self.budget, self.followsInput) = (chain, samples, budget, followsInput)
    }

    /// The proposals, the most sensible first, each with the ways to write it.
    var all: [[Diagnostic.Fix]] {
        // If an image has its channels first, all sizes are wrong.
        let found = followsInput ? windows + counts : channelsLast == nil ? windows + counts + joins + inputs : inputs
        return found.inOrder.prefix(Self.most).map(\.ways)
    }

    /// The layers of the chain, the nearest to the conflict first, each line once.
    var layers: [(layer: Layer, step: Int)] {
        var steps = chain.links.map(\.step)
        if case .layer = graph.nodes[chain.step].operation { steps.append(chain.step) }
        var seen: Set<Span> = []
        return steps.reversed().compactMap { step in
            guard case .layer(let layer) = graph.nodes[step].operation, seen.insert(layer.span).inserted else {
                return nil
            }
            return (layer, step)
        }
    }

    /// The layers with a window on the way to the conflict that keep the size, the nearest first, each line once.
    var keepingLayers: [(layer: Layer, step: Int)] {
        var seen: Set<Span> = []
        var pending = Array(graph.nodes[chain.step].inputs)
        var visited: Set<Int> = []
        var found: [(layer: Layer, step: Int)] = []
        while let step = pending.popLast() {
            guard visited.insert(step).inserted else { continue }
            pending += graph.nodes[step].inputs
            guard case .layer(let layer) = graph.nodes[step].operation, layer.arguments.extent("kernel") != nil,
                sizes.extents.allSatisfy({ extents in
                    graph.nodes[step].inputs.first.map { extents[$0] == extents[step] } ?? false
                }), seen.insert(layer.span).inserted
            else { continue }
            found.append((layer, step))
        }
        return found.sorted { $0.step > $1.step }
    }

    /// The name of a layer in a fix: with that of its block, if it is in one.
    func name(of layer: Layer, at step: Int) -> String {
        graph.innermostUse(around: step).map { "\($0.block).\(layer.name)" } ?? layer.name
    }

    // MARK: Trying changes

    /// Whether the sizes fit with these changes, in every pass of each layer.
    func fits(_ changes: [LayerChange]) -> Bool {
        let byPlace = Dictionary(changes.map { ($0.layer.span, $0) }, uniquingKeysWith: { first, _ in first })
        return changes.allSatisfy { $0.layer.definition.sizing.mistake($0.arguments.call) == nil }
            && fits { twin, axis in
                byPlace[twin.span].flatMap { replacement(by: [$0], twin, axis) }
            }
    }

    /// Whether the sizes fit without a layer, in none of its passes.
    func fits(without layer: Layer) -> Bool {
        fits { twin, _ in twin.span == layer.span ? .some(.pass) : nil }
    }

    /// The lengths of the map at the conflict with these changes; nil if they aren't certain.
    func lengths(after changes: [LayerChange]) -> [Int]? {
        guard let input = graph.nodes[chain.step].inputs.first,
            let found = extents(with: { replacement(by: changes, $0, $1) })
        else { return nil }
        let lengths = found.compactMap { $0.made[input] }
        return lengths.count == found.count ? lengths : nil
    }

    /// The step for a layer along an axis with these changes: nil if it stays, and nil in it if there is none.
    private func replacement(by changes: [LayerChange], _ layer: Layer, _ axis: Int) -> AxisProgram.Step?? {
        changes.first { $0.layer.span == layer.span }.map { change in
            layer.kind == change.layer.kind ? Self.step(of: change, in: layer, axis: axis) : nil
        }
    }

    /// Whether the sizes fit with other steps for some layers.
    private func fits(_ replacement: (Layer, Int) -> AxisProgram.Step??) -> Bool {
        guard let found = extents(with: replacement) else { return false }
        for (program, (made, changed)) in zip(sizes.axes, found) {
            let before = sizes.extents[program.axis]
            guard made[..<chain.step].indices.allSatisfy({ made[$0] != nil || before[$0] == nil }),
                program.holds(at: chain.step, made, changed: changed)
            else { return false }
        }
        return holdsFlat(found.map(\.made))
    }

    /// The lengths after each step, by axis, with other steps for some layers; nil if a step isn't possible, or the
    /// budget is spent.
    private func extents(
        with replacement: (Layer, Int) -> AxisProgram.Step??
    ) -> [(made: [Int?], changed: [Int: AxisProgram.Step])]? {
        guard budget.take(graph.nodes.count * sizes.axes.count) else { return nil }
        var extents: [(made: [Int?], changed: [Int: AxisProgram.Step])] = []
        for program in sizes.axes {
            var changed = sizes.passes
            changed[chain.step] = nil
            for (step, node) in graph.nodes.enumerated() {
                guard case .layer(let layer) = node.operation, let other = replacement(layer, program.axis) else {
                    continue
                }
                guard let other else { return nil }
                changed[step] = other
            }
            extents.append((program.sizes(changed: changed), changed))
        }
        return extents
    }

    private static func step(of change: LayerChange, in twin: Layer, axis: Int) -> AxisProgram.Step? {
        let arguments = change.values.reduce(into: twin.arguments) { arguments, change in
            arguments.write(change.value, for: change.name, at: twin.span)
        }
        return try? AxisProgram.step(twin.definition.sizing.relation(arguments.call), axis: axis)
    }

    // MARK: Maps that are flattened

    /// The map whose values are counted at the conflict, and the number that it must have.
    var flattened: (map: Int, count: Int)? {
        guard chain.axes == [.channels] else { return nil }
        var step = chain.step
        let count: Int? =
            switch graph.nodes[step].operation {
            case .expectation(let expectation): expectation.dimensions.last?.value
            case .layer(let layer):
                if case .reshape(let size) = layer.relation { size.checkedCount } else { nil }
            default: nil
            }
        guard let count else { return nil }
        if case .expectation = graph.nodes[step].operation, sizes.isMap(step) { return nil }
        while let input = graph.nodes[step].inputs.first {
            if sizes.isMap(input) {
                guard case .layer(let layer) = graph.nodes[step].operation else { return nil }
                switch layer.relation {
                case .flatten: return (input, count)
                case .reshape: return step == chain.step ? (input, count) : nil
                default: return nil
                }
            }
            step = input
        }
        return nil
    }

    func holdsFlat(_ extents: [[Int?]]) -> Bool {
        guard let flattened else { return true }
        let lengths = (extents.map { $0[flattened.map] } + [sizes.depth(flattened.map)]).compactMap { $0 }
        return lengths.count == extents.count + 1 && product(lengths) == flattened.count
    }
}
