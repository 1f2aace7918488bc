import NetworkTerms
import SpecCompiler

/// The sizes that were worked out for each place of a spec: several where it stands in a block that is used several times.
struct LayerSizes {
    /// What one line makes in one place of the network: a layer, or several where it is shorthand (`mlp`).
    struct Use {
        var steps: [SizedStep]
        /// The part of the steps' names before the last point.
        var scope: String

        var name: String { steps.first?.name ?? "" }
        var input: TensorShape? { steps.first?.input }
        var output: TensorShape? { steps.last?.output }

        var cost: LayerDefinition.Cost {
            steps.reduce(.none) { total, step in
                LayerDefinition.Cost(
                    parameters: total.parameters &+ step.cost.parameters,
                    multiplyAccumulates: total.multiplyAccumulates &+ step.cost.multiplyAccumulates)
            }
        }
    }

    /// A use of a block, or a `repeat`, as a whole.
    struct StackUse {
        var name: String
        var title: String
        var count: Int
        var isBlock: Bool
        var input: TensorShape
        var output: TensorShape
        var cost: LayerDefinition.Cost
    }

    /// By place; those of an include are left out.
    private(set) var uses: [Span: [Use]] = [:]
    private(set) var stacks: [Span: [StackUse]] = [:]

    init(_ compilation: SpecCompiler.Compilation) {
        guard let network = compilation.network else {
            add(compilation.layers.map { .layer($0) })
            return
        }
        add(network.steps)
        _ = addStacks(network.body + network.head, prefix: "", input: network.input)
        for head in network.auxiliaryHeads {
            add(head.steps)
            _ = addStacks(head.items, prefix: "", input: head.input)
        }
    }

    private mutating func add(_ steps: [SizedStep]) {
        for step in steps where step.span.file == 0 {
            let scope = step.name.scope
            if case .layer(let layer) = step, layer.layer.isPart, let last = uses[step.span]?.indices.last,
                uses[step.span]?[last].scope == scope
            {
                uses[step.span]?[last].steps.append(step)
            } else {
                uses[step.span, default: []].append(Use(steps: [step], scope: scope))
            }
        }
    }

    /// - Returns: the size behind the items, and what they cost.
    private mutating func addStacks(
        _ items: [SizedItem], prefix: String, input: TensorShape
    ) -> (output: TensorShape, cost: LayerDefinition.Cost) {
        var size = input
        var cost = LayerDefinition.Cost.none
        func spend(_ more: LayerDefinition.Cost) {
            cost.parameters &+= more.parameters
            cost.multiplyAccumulates &+= more.multiplyAccumulates
        }
        for item in items {
            switch item {
            case .layer(let layer):
                size = layer.output
                spend(layer.cost)
            case .join(_, let join): size = join.output
            case .residual(_, let items, let shortcut, let projection, let join):
                spend(addStacks(items, prefix: prefix, input: size).cost)
                if let shortcut { spend(addStacks(shortcut, prefix: prefix, input: size).cost) }
                if let projection { spend(projection.cost) }
                size = join.output
            case .branches(_, let branches, let join):
                for branch in branches { spend(addStacks(branch, prefix: prefix, input: size).cost) }
                size = join.output
            case .stack(let stack, let passes, let output):
                let start = size
                var own = LayerDefinition.Cost.none
                for (index, pass) in passes.enumerated() {
                    let name = prefix + stack.name(ofPass: index)
                    let (behind, more) = addStacks(pass, prefix: name + ".", input: size)
                    size = behind
                    own.parameters &+= more.parameters
                    own.multiplyAccumulates &+= more.multiplyAccumulates
                }
                spend(own)
                size = output
                if stack.span.file == 0 {
                    stacks[stack.span, default: []].append(
                        StackUse(
                            name: prefix + stack.name(ofPass: 0), title: stack.title, count: stack.count,
                            isBlock: stack.use != nil, input: start, output: output, cost: own))
                }
            }
        }
        return (size, cost)
    }
}

extension String {
    /// All before the last point: `basic1` of `basic1.conv1`.
    var scope: String { utf8.lastIndex(of: UInt8(ascii: ".")).map { String(self[..<$0]) } ?? "" }
}
