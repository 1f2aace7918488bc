import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Builds the graph of a spec and resolves its names.
struct GraphBuilder {
    private(set) var nodes: [SpecGraph.Node] = []
    private(set) var scopes = [SpecGraph.Scope(parent: nil, name: "", stack: nil, isUsed: false)]
    private(set) var stacks: [Stack] = []
    private(set) var joints: [SpecGraph.Joint] = []
    private(set) var repeats: [SpecGraph.Repeat] = []
    private(set) var unknownNames: [UnknownName] = []
    /// The scope of the current items.
    private var scope = 0
    /// The outputs that can be joined here, innermost scope last.
    private var names: [[String: Output]] = [[:]]
    /// Whether any name is used. If not, a long stack of layers doesn't need to store them.
    private let isAsked: Bool
    /// The places of the named layers.
    private var places: NamedPlaces
    /// How many names can still be compared with unknown ones.
    private let comparisons = Comparisons()

    /// The output that a name refers to.
    private struct Output {
        var node: Int
        var span: Span
    }

    init(_ spec: Spec) {
        places = NamedPlaces(of: spec)
        isAsked = spec.joinsNames
        nodes.reserveCapacity(min(spec.layerCount ?? 0, 1 << 16) + 1)
    }

    // MARK: Nodes and names

    @discardableResult
    mutating func append(
        _ operation: SpecGraph.Operation, _ inputs: NodeNumbers, name: String, at span: Span, joint: Int? = nil
    ) -> Int {
        nodes.append(
            SpecGraph.Node(
                operation: operation, inputs: inputs, localName: name, span: span, scope: scope, joint: joint))
        return nodes.count - 1
    }

    private mutating func register(_ name: String, _ node: Int, at span: Span) {
        if isAsked { names[names.count - 1][name] = Output(node: node, span: span) }
    }

    /// Returns the output that a name refers to here. Unknown names are recorded.
    private mutating func lookup(_ name: Located<String>) -> Output? {
        for scope in names.reversed() {
            if let found = scope[name.value] { return found }
        }
        let isComparable = comparisons.allow(names.reduce(0) { $0 + $1.count })
        unknownNames.append(
            UnknownName(
                name: name,
                closest: isComparable ? Suggestion.closest(to: name.value, among: names.flatMap(\.keys)) : nil,
                later: places.place(of: name.value), node: nodes.count, scope: scope))
        return nil
    }

    // MARK: Structure

    /// Returns the items as a tree, and the last node.
    mutating func build(_ items: [Item], from input: Int) -> (end: Int, tree: [TreeNode]) {
        var tree: [TreeNode] = []
        tree.reserveCapacity(items.count)
        var current = input
        for item in items { current = build(item, from: current, &tree) }
        return (current, tree)
    }

    private mutating func build(_ item: Item, from input: Int, _ tree: inout [TreeNode]) -> Int {
        switch item {
        case .layer(let layer):
            let node = append(.layer(layer), NodeNumbers(only: input), name: layer.name, at: layer.span)
            register(layer.name, node, at: layer.span)
            tree.append(.layer(node))
            return node
        case .expectation(let expectation):
            return append(
                .expectation(expectation), NodeNumbers(only: input), name: "expect", at: expectation.span)
        case .unknown(let span): return append(.unknown, NodeNumbers(only: input), name: "", at: span)
        case .stack(let stack): return build(stack, from: input, &tree)
        case .residual(let residual): return build(residual, from: input, &tree)
        case .branches(let branches): return build(branches, from: input, &tree)
        case .join(let join): return build(join, from: input, &tree)
        }
    }

    private mutating func build(_ stack: Stack, from input: Int, _ tree: inout [TreeNode]) -> Int {
        var current = input
        var passes: [[TreeNode]] = []
        passes.reserveCapacity(stack.count)
        let (outer, first) = (scope, nodes.count)
        stacks.append(stack)
        let number = stacks.count - 1
        let isRepeated = stack.count > 1
        // Added before the repeats inside it.
        if isRepeated { repeats.append(SpecGraph.Repeat(first: first, length: 0, count: stack.count)) }
        let place = repeats.count - 1
        for pass in 0..<stack.count {
            let name = stack.name(ofPass: pass)
            scopes.append(
                SpecGraph.Scope(
                    parent: outer, name: name, stack: number,
                    isUsed: stack.use != nil || scopes[outer].isUsed))
            scope = scopes.count - 1
            names.append([:])
            let (end, items) = build(stack.items, from: current)
            (current, scope) = (end, outer)
            names.removeLast()
            passes.append(items)
            register(name, current, at: stack.span)
            if isRepeated, pass == 0 { repeats[place].length = nodes.count - first }
        }
        if stack.openCount != nil {
            current = append(.openRepeat, NodeNumbers(only: current), name: stack.name, at: stack.span)
        }
        tree.append(.stack(stack, passes: passes, end: current))
        return current
    }

    private mutating func build(_ residual: Residual, from input: Int, _ tree: inout [TreeNode]) -> Int {
        let (main, items) = build(residual.items, from: input)
        joints.append(SpecGraph.Joint(form: .residual(residual), start: input))
        let joint = joints.count - 1
        var shortcut = input
        var shortcutItems: [TreeNode]?
        var projection: Int?
        switch residual.shortcut {
        case .identity: break
        case .project:
            shortcut = append(
                .projection, [input, main], name: residual.projectionName, at: residual.shortcutSpan ?? residual.span,
                joint: joint)
            projection = shortcut
        case .layers(let layers):
            let built = build(layers, from: input)
            (shortcut, shortcutItems) = (built.end, built.tree)
        }
        let node = join(.add, [main, shortcut], joint, name: residual.name, at: residual.span)
        tree.append(
            .residual(residual, items: items, shortcut: shortcutItems, projection: projection, join: node))
        return node
    }

    private mutating func build(_ branches: Branches, from input: Int, _ tree: inout [TreeNode]) -> Int {
        var ends = NodeNumbers()
        var trees: [[TreeNode]] = []
        for branch in branches.branches {
            let (end, items) = build(branch, from: input)
            ends.append(end)
            trees.append(items)
        }
        joints.append(SpecGraph.Joint(form: .branches(branches), start: input))
        let node = join(branches.join, ends, joints.count - 1, name: branches.name, at: branches.span)
        tree.append(.branches(branches, branches: trees, join: node))
        return node
    }

    private mutating func build(_ join: Join, from input: Int, _ tree: inout [TreeNode]) -> Int {
        var inputs = NodeNumbers(only: input)
        var others: [Span] = []
        for other in join.others {
            guard let found = lookup(other) else { continue }
            inputs.append(found.node)
            others.append(found.span)
        }
        joints.append(SpecGraph.Joint(form: .join(join, others: others), start: input))
        let node = self.join(
            join.kind, inputs, crops: join.crops, joints.count - 1, name: join.name, at: join.span)
        tree.append(.join(join, node))
        return node
    }

    private mutating func join(
        _ kind: Joining, _ inputs: NodeNumbers, crops: Bool = false, _ joint: Int, name: String, at span: Span
    ) -> Int {
        let node = append(.join(kind, crops: crops), inputs, name: name, at: span, joint: joint)
        register(name, node, at: span)
        return node
    }

    /// - Parameter bodyEnd: the last node of the body.
    mutating func build(_ head: OutputHead, after bodyEnd: Int) -> SpecGraph.Output {
        guard let start = head.from.map({ lookup($0)?.node }) ?? bodyEnd else {
            return SpecGraph.Output(head: head, start: nil, items: [], end: bodyEnd)
        }
        let (end, items) = build(head.items, from: start)
        return SpecGraph.Output(head: head, start: start, items: items, end: end)
    }

    mutating func build(_ head: AuxiliaryHead) -> SpecGraph.Head {
        let first = nodes.count
        guard let start = lookup(head.from)?.node else {
            return SpecGraph.Head(head: head, start: nil, items: [], nodes: first..<first, end: 0)
        }
        let (end, items) = build(head.items, from: start)
        return SpecGraph.Head(head: head, start: start, items: items, nodes: first..<nodes.count, end: end)
    }
}

extension Spec {
    /// Whether anything uses the output of a layer by its name.
    fileprivate var joinsNames: Bool {
        !auxiliaryHeads.isEmpty || body.hasJoin || outputs.contains { $0.from != nil || $0.items.hasJoin }
    }
}

extension [Item] {
    fileprivate var hasJoin: Bool {
        contains { item in
            if case .join = item { true } else { item.lists.contains(where: \.hasJoin) }
        }
    }
}
