import NetworkTerms
import SpecLanguage
import SpecText

/// A network as a list of steps, each with the numbers of the steps that it takes its inputs from. Blocks, repeats,
/// residuals and branches are laid out flat: what is asked of sizes (which are possible, how far does a value see, what
/// makes two of them clash) is asked of this list, front to back.
struct SizeGraph: Sendable {
    enum Operation: Sendable {
        case input
        case layer(Layer)
        case expectation(Expectation)
        /// A join; with `crops` the inputs behind the first are cropped to its height and width.
        case join(Joining, crops: Bool)
        /// The second input, which a projection has to reach from the first.
        case projection
        /// A line that could not be read: nothing is certain behind it.
        case unknown
    }

    struct Node: Sendable {
        var operation: Operation
        var inputs: NodeNumbers
        /// From the root: `basic1.conv1`.
        var name: String
        var span: Span
        /// The uses of blocks around it, outermost first: where each stands in `SizeGraph.uses`.
        var uses: [Int]
    }

    private(set) var nodes: [Node] = []
    private(set) var uses: [Diagnostic.Note] = []
    /// The step whose tensor the body ends with.
    private(set) var bodyEnd = 0
    /// The step whose tensor answers.
    private(set) var end = 0
    /// The steps with a name of their own that `shapes` shows: layers, joins and projections, in order.
    private(set) var auxiliaryStart = 0

    /// Nil where a name that is joined with is not known, which is reported by the inference forwards.
    init?(_ spec: Spec) {
        var builder = Builder(spec)
        builder.append(.input, [], name: "input", at: spec.input?.span ?? Span(start: 0, end: 0))
        guard var current = builder.build(spec.body, from: 0) else { return nil }
        let bodyEnd = current
        guard let end = builder.build(spec.head, from: current) else { return nil }
        current = end
        auxiliaryStart = builder.nodes.count
        for head in spec.auxiliaryHeads {
            guard let from = builder.scopes.lookup(head.from.value), builder.build(head.items, from: from) != nil else {
                return nil
            }
        }
        (nodes, uses, self.bodyEnd, self.end) = (builder.nodes, builder.uses, bodyEnd, end)
    }

    /// The last step that takes the output of each, or its own number.
    func lastUses() -> [Int] {
        var last = Array(nodes.indices)
        for (index, node) in nodes.enumerated() {
            for input in node.inputs { last[input] = index }
        }
        return last
    }
}

private struct Builder {
    var nodes: [SizeGraph.Node] = []
    var uses: [Diagnostic.Note] = []
    var scopes: NameScopes<Int>
    private var currentUses: [Int] = []

    init(_ spec: Spec) {
        scopes = NameScopes(for: spec)
        nodes.reserveCapacity(min(spec.layerCount ?? 0, 1 << 16) + 1)
    }

    @discardableResult
    mutating func append(_ operation: SizeGraph.Operation, _ inputs: NodeNumbers, name: String, at span: Span) -> Int {
        nodes.append(
            SizeGraph.Node(
                operation: operation, inputs: inputs, name: scopes.fullName(name), span: span, uses: currentUses))
        return nodes.count - 1
    }

    mutating func build(_ items: [Item], from input: Int) -> Int? {
        var current = input
        for item in items {
            guard let next = build(item, from: current) else { return nil }
            current = next
        }
        return current
    }

    private mutating func build(_ item: Item, from input: Int) -> Int? {
        switch item {
        case .layer(let layer):
            let node = append(.layer(layer), NodeNumbers(only: input), name: layer.name, at: layer.span)
            scopes.register(layer.name, node)
            return node
        case .expectation(let expectation):
            return append(.expectation(expectation), [input], name: "expect", at: expectation.span)
        case .unknown(let span):
            return append(.unknown, [input], name: "", at: span)
        case .stack(let stack):
            var current = input
            if let use = stack.use {
                uses.append(Diagnostic.Note(UseText.of(use.block, use.arguments), at: stack.span))
            }
            let use = uses.count - 1
            for pass in 0..<stack.count {
                let name = stack.name(ofPass: pass)
                scopes.enter(name)
                if stack.use != nil { currentUses.append(use) }
                let next = build(stack.items, from: current)
                if stack.use != nil { currentUses.removeLast() }
                scopes.leave()
                guard let next else { return nil }
                current = next
                scopes.register(name, current)
            }
            return current
        case .residual(let residual):
            guard let main = build(residual.items, from: input) else { return nil }
            var shortcut = input
            switch residual.shortcut {
            case .identity: break
            case .project:
                shortcut = append(
                    .projection, [input, main], name: residual.projectionName,
                    at: residual.shortcutSpan ?? residual.span)
            case .layers(let items):
                guard let built = build(items, from: input) else { return nil }
                shortcut = built
            }
            return join(.add, [main, shortcut], name: residual.name, at: residual.span)
        case .branches(let branches):
            var ends: [Int] = []
            for branch in branches.branches {
                guard let end = build(branch, from: input) else { return nil }
                ends.append(end)
            }
            return join(branches.join, NodeNumbers(ends), name: branches.name, at: branches.span)
        case .join(let join):
            var inputs = NodeNumbers(only: input)
            for other in join.others {
                guard let found = scopes.lookup(other.value) else { return nil }
                inputs.append(found)
            }
            return self.join(join.kind, inputs, crops: join.crops, name: join.name, at: join.span)
        }
    }

    private mutating func join(
        _ kind: Joining, _ inputs: NodeNumbers, crops: Bool = false, name: String, at span: Span
    ) -> Int {
        let node = append(.join(kind, crops: crops), inputs, name: name, at: span)
        scopes.register(name, node)
        return node
    }
}
