import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Infers sizes node by node, from the input to the output and the auxiliary heads, and finds sizes that don't fit.
///
/// After a mistake, the axes that are still certain continue to be used, so later mistakes are found and nothing is
/// reported twice.
struct ForwardInference {
    private let graph: SpecGraph
    /// The contracts that are trusted if they are contradicted.
    private let trusted: Set<Span>

    private var diagnostics: [Diagnostic] = []
    /// The size of each node's output, and the node that determined it, for messages.
    private var sizes: [PartialSize?] = []
    private var origins: [Int] = []
    private var costs: [LayerDefinition.Cost] = []
    private var computing: [Int] = []
    /// The projections that failed. Their additions aren't checked.
    private var failedProjections: Set<Int> = []
    /// The cost of the body and head, or of one auxiliary head.
    private var total = LayerDefinition.Cost.none
    private var isWhole = true
    /// The mistakes that were already reported for another use of the same block.
    private var reported: Set<Mistake> = []
    private var contradicted: [Span] = []

    private struct Mistake: Hashable {
        var rule: Rule
        var span: Span
    }

    private init(_ graph: SpecGraph, trusting trusted: Set<Span>) {
        (self.graph, self.trusted) = (graph, trusted)
        sizes.reserveCapacity(graph.nodes.count)
        origins.reserveCapacity(graph.nodes.count)
        costs.reserveCapacity(graph.nodes.count)
        computing.reserveCapacity(graph.nodes.count)
    }

    /// Infers the sizes of a graph.
    ///
    /// - Parameter trusted: the contracts that are trusted if they are contradicted.
    static func run(_ graph: SpecGraph, trusting trusted: Set<Span> = []) -> Result {
        var inference = ForwardInference(graph, trusting: trusted)
        let answer = inference.visitNodes()
        return Result(
            sized: SizedGraph(
                graph, sizes: inference.sizes, costs: inference.costs, computing: inference.computing,
                isWhole: inference.isWhole, total: answer),
            diagnostics: inference.diagnostics, contradicted: inference.contradicted)
    }

    // MARK: Nodes

    /// - Returns: the cost of the body and head.
    private mutating func visitNodes() -> LayerDefinition.Cost {
        var answer: LayerDefinition.Cost?
        var unknownNames = graph.unknownNames[...]
        var heads = graph.auxiliaryHeads[...]
        var repeats = graph.repeats[...]
        /// The repeats around the current node, and whether there was no mistake before each.
        var open: [(repeated: SpecGraph.Repeat, wasWhole: Bool)] = []
        while sizes.count < graph.nodes.count {
            let node = sizes.count
            while let unknown = unknownNames.first, unknown.node <= node {
                unknownNames.removeFirst()
                report(unknown)
            }
            if node >= graph.auxiliaryStart, answer == nil { answer = total }
            while let head = heads.first, head.nodes.lowerBound <= node {
                heads.removeFirst()
                total = .none
            }
            while let next = repeats.first, next.first == node {
                repeats.removeFirst()
                if next.length > 0 { open.append((next, isWhole)) }
            }
            visit(node)
            while let (repeated, wasWhole) = open.last, (sizes.count - repeated.first) % repeated.length == 0 {
                // A mistake in one pass is also in the next.
                if wasWhole, !isWhole {
                    skip(to: repeated.end)
                    repeats = repeats.drop { $0.first < repeated.end }
                    unknownNames = unknownNames.drop { $0.node < repeated.end }
                }
                guard sizes.count == repeated.end else { break }
                open.removeLast()
            }
        }
        for unknown in unknownNames { report(unknown) }
        return answer ?? total
    }

    /// Gives all nodes up to another the size of the last one.
    private mutating func skip(to end: Int) {
        guard let size = sizes.last, let origin = origins.last else { return }
        while sizes.count < end { add(size, madeBy: origin) }
    }

    private mutating func visit(_ node: Int) {
        let inputs = graph.nodes[node].inputs
        switch graph.nodes[node].operation {
        case .input: visitInput()
        case .layer(let layer): visit(layer, node, from: inputs[0])
        case .expectation(let expectation): check(expectation, node, from: inputs[0])
        case .join(let kind, let crops): join(kind, node, inputs, crops: crops)
        case .projection: project(node, from: inputs[0], to: inputs[1])
        case .openRepeat:
            // There is at least one pass.
            fail(leaving: sizes[inputs[0]].map { .unknown(spatialAxes: $0.spatialAxes) }, madeBy: origins[inputs[0]])
        case .unknown: fail(leaving: nil, madeBy: node)
        }
    }

    /// Ends a node.
    ///
    /// - Parameter origin: the node that determined the size.
    private mutating func add(_ size: PartialSize?, madeBy origin: Int, cost: LayerDefinition.Cost? = nil) {
        // Each step has a cost, even if it is zero.
        if cost != nil { computing.append(sizes.count) }
        sizes.append(size)
        origins.append(origin)
        costs.append(cost ?? LayerDefinition.Cost.none)
    }

    /// Ends a node with a mistake or an uncertain size.
    private mutating func fail(leaving size: PartialSize?, madeBy origin: Int) {
        isWhole = false
        add(size, madeBy: origin)
    }

    private mutating func visitInput() {
        guard let input = graph.input, let size = PartialSize(input.value) else { return fail(leaving: nil, madeBy: 0) }
        if input.value.contains(.unknown) { isWhole = false }
        if let known = size.known, !known.isCountable {
            report(SizeFinding.tooLarge("the input", known, at: input.span), 0)
            return fail(leaving: nil, madeBy: 0)
        }
        add(size, madeBy: 0)
    }

    // MARK: Findings

    /// Reports a finding at a node, with the uses of blocks that lead to it; only once if several uses have the same
    /// mistake.
    private mutating func report(_ finding: Diagnostic, _ node: Int) {
        report(finding, inScope: graph.nodes[node].scope)
    }

    private mutating func report(_ unknown: UnknownName) {
        isWhole = false
        report(unknown.finding, inScope: unknown.scope)
    }

    private mutating func report(_ finding: Diagnostic, inScope scope: Int) {
        let isInBlock = graph.isInBlock(scope: scope)
        guard !isInBlock || reported.insert(Mistake(rule: finding.rule, span: finding.span)).inserted else { return }
        var finding = finding
        if isInBlock { finding.notes += graph.uses(aroundScope: scope) }
        diagnostics.append(finding)
    }

    /// Returns the item that determined the size of a node's output; nil for an input that couldn't be read.
    private func origin(of node: Int) -> SizeFinding.Place? {
        let origin = graph.nodes[origins[node]]
        switch origin.operation {
        case .input: return graph.input.map { ("input", $0.span) }
        case .unknown: return ("this line", origin.span)
        default: return (origin.localName, origin.span)
        }
    }

    /// Returns the item that determined the number of channels of a node's output; nil for an input that couldn't be
    /// read.
    private func source(ofChannels node: Int) -> SizeFinding.Source? {
        var node = node
        while true {
            let inputs = graph.nodes[node].inputs
            let before: Int?
            switch graph.nodes[node].operation {
            case .layer(let layer): before = layer.keepsChannels ? inputs.first : nil
            case .projection: before = inputs.last
            case .join(let kind, _): before = kind == .concat ? nil : inputs.first
            case .expectation(let expectation): before = expectation.dimensions.last?.value == nil ? inputs.first : nil
            case .openRepeat: before = inputs.first
            case .input:
                return graph.input.map { SizeFinding.Source(place: ("the input", $0.span), node: 0) }
            case .unknown: return nil
            }
            guard let before else { break }
            node = before
        }
        return SizeFinding.Source(place: (graph.name(of: node), graph.nodes[node].span), node: node)
    }

    // MARK: Layers

    private mutating func visit(_ layer: Layer, _ node: Int, from input: Int) {
        let size = sizes[input]
        if let size, layer.definition.sizing.input == .featureMap, !size.isFeatureMap {
            var isInput = false
            if case .input = graph.nodes[origins[input]].operation { isInput = true }
            report(SizeFinding.needsFeatureMap(layer, size, origin(of: input), isInput: isInput), node)
            return fail(leaving: nil, madeBy: node)
        }
        var uncertain: PartialSize? { LayerOutput.uncertain(of: layer.relation, size, spatialAxes: graph.spatialAxes) }
        if !layer.unread.isEmpty || layer.isOpen { return fail(leaving: uncertain, madeBy: node) }
        if let mistake = layer.definition.sizing.mistake(layer.call) {
            report(layer.arguments.finding(of: mistake, at: layer.span), node)
            return fail(leaving: uncertain, madeBy: node)
        }
        let output = LayerOutput(of: layer.relation, size, spatialAxes: graph.spatialAxes)
        var layer = layer
        if let channels = size?.channels {
            do throws(CountFailure) {
                layer = try layer.resolved(ofChannels: channels)
            } catch {
                report(SizeFinding.noCount(layer, error, of: channels, source(ofChannels: input), graph), node)
                return fail(leaving: output.size, madeBy: node)
            }
        }
        if let (divisor, count) = layer.definition.undivided(layer.call, size?.channels) {
            report(SizeFinding.doesNotDivide(layer, divisor, count, origin(of: input)), node)
            return fail(leaving: output.size, madeBy: node)
        }
        if let problem = output.problem {
            report(SizeFinding.impossible(layer, size, problem, origin(of: input)), node)
            return fail(leaving: output.size, madeBy: node)
        }
        guard let input = size?.known, let known = output.size?.known else {
            return fail(leaving: output.size, madeBy: node)
        }
        guard known.isCountable else {
            report(SizeFinding.tooLarge("the output of \(layer.name)", known, at: layer.span), node)
            return fail(leaving: nil, madeBy: node)
        }
        guard let cost = layer.definition.costs.cost(layer.call, (input, known)), let sum = total.adding(cost) else {
            report(SizeFinding.tooCostly(layer), node)
            return fail(leaving: output.size, madeBy: node)
        }
        total = sum
        add(output.size, madeBy: node, cost: cost)
    }

    // MARK: Joins

    private mutating func project(_ node: Int, from input: Int, to main: Int) {
        // Its output has the size of the tensor that it is added to.
        let (size, origin) = (sizes[main], origins[main])
        guard let from = sizes[input]?.known, let to = size?.known, from != to,
            case .residual(let residual) = graph.joint(node)?.form
        else { return add(size, madeBy: origin) }
        guard let projection = ShortcutProjection(from: from, to: to) else {
            report(SizeFinding.noProjection(residual, from, to), node)
            failedProjections.insert(node)
            return fail(leaving: size, madeBy: origin)
        }
        guard let cost = projection.cost else {
            report(SizeFinding.projectionTooCostly(residual), node)
            failedProjections.insert(node)
            return fail(leaving: size, madeBy: origin)
        }
        if let sum = total.adding(cost) { total = sum }
        add(size, madeBy: origin, cost: cost)
    }

    private mutating func join(_ kind: Joining, _ node: Int, _ inputs: NodeNumbers, crops: Bool) {
        let first = inputs.first
        let main = first.flatMap { sizes[$0] }
        if !failedProjections.isEmpty, inputs.contains(where: failedProjections.contains) {
            return add(main, madeBy: first.map { origins[$0] } ?? node)
        }
        let outputs = inputs.enumerated().map { place, input in
            crops && place > 0 ? sizes[input]?.cropped(to: main) : sizes[input]
        }
        guard let joined = PartialSize.joined(kind, outputs) else {
            // A size that isn't known because of an earlier mistake may be the cause of this one, too.
            let isConsequence =
                diagnostics.hasErrors
                && outputs.contains { output in
                    output.map { size in (0..<size.spatialAxes).contains { size.spatial($0) == nil } } ?? true
                }
            if !isConsequence { reportClash(node, inputs, outputs) }
            // No branch is more reliable than another.
            let isEven = if case .branches = graph.joint(node)?.form { true } else { false }
            return fail(leaving: isEven ? nil : main, madeBy: first.map { origins[$0] } ?? node)
        }
        guard let known = joined?.known else { return fail(leaving: joined, madeBy: node) }
        guard known.isCountable else {
            report(
                SizeFinding.tooLarge("the output of \(graph.name(of: node))", known, at: graph.nodes[node].span), node)
            return fail(leaving: nil, madeBy: node)
        }
        add(joined, madeBy: node, cost: LayerDefinition.Cost.none)
    }

    /// Reports tensors that can't be joined.
    private mutating func reportClash(_ node: Int, _ inputs: NodeNumbers, _ outputs: [PartialSize?]) {
        guard let joint = graph.joint(node) else { return }
        let from = origin(of: joint.start)?.span
        switch joint.form {
        case .residual(let residual):
            report(
                SizeFinding.residualDiffers(
                    residual, outputs[0], outputs[1], main: origin(of: inputs[0])?.span ?? residual.span,
                    shortcut: from ?? residual.span), node)
        case .branches(let branches):
            let spans = zip(branches.branches, branches.branchSpans).map { branch, span in branch.last?.span ?? span }
            report(SizeFinding.branchesDiffer(branches, Array(zip(outputs, spans))), node)
        case .join(let join, let others):
            report(SizeFinding.joinDiffers(join, Array(zip(outputs, [from] + others))), node)
        }
    }

    // MARK: Contracts

    private mutating func check(_ expectation: Expectation, _ node: Int, from input: Int) {
        guard let declared = PartialSize(expectation.dimensions) else {
            return fail(leaving: sizes[input], madeBy: origins[input])
        }
        // If nothing is certain, the contract is trusted.
        guard let size = sizes[input] else { return add(declared, madeBy: node) }
        let isAlike = size.spatialAxes == declared.spatialAxes
        let agreed = isAlike ? declared.mapAxes { declared[$0] ?? size[$0] } : declared
        let clashes = !isAlike || (0..<size.rank).contains { size[$0] != nil && size[$0] != agreed[$0] }
        guard clashes else { return add(agreed, madeBy: origins[input]) }
        isWhole = false
        if contradicted.last != expectation.span { contradicted.append(expectation.span) }
        report(SizeFinding.contradicted(expectation, size, origin(of: input)), node)
        if trusted.contains(expectation.span) { return add(agreed, madeBy: node) }
        add(isAlike ? size.mapAxes { size[$0] ?? declared[$0] } : size, madeBy: origins[input])
    }
}

extension TensorShape {
    /// Whether its number of values is within the limit for tensors.
    fileprivate var isCountable: Bool { checkedCount.map { $0 <= SizeInference.largestTensor } ?? false }
}
