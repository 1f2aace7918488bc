import NetworkTerms
import SpecCompiler

/// The inferred sizes for each place of a spec: several if it is in a block that is used several times.
struct LayerSizes {
    /// The result of one line in one place of the network: a layer, or several for shorthand (`mlp`).
    struct Use {
        var steps: [SizedStep]

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

    /// A use of a block, or a `repeat`.
    struct StackUse {
        var name: String
        var title: String
        var count: Int
        var isBlock: Bool
        var input: TensorShape
        var output: TensorShape
        var cost: LayerDefinition.Cost
    }

    /// By place, without those in includes.
    private(set) var uses: [Span: [Use]] = [:]
    private(set) var stacks: [Span: [StackUse]] = [:]

    init(_ compilation: SpecCompiler.Compilation) {
        guard let network = compilation.network else {
            // Joined sizes are useful only if all of them are certain.
            add(compilation.layers.map(\.step))
            return
        }
        add(network.steps)
        _ = addStacks(network.body, of: network, prefix: "", input: network.input)
        for output in network.outputs {
            _ = addStacks(output.items, of: network, prefix: "", input: output.input)
        }
        for head in network.auxiliaryHeads {
            add(head.steps)
            _ = addStacks(head.items, of: network, prefix: "", input: head.input)
        }
    }

    private mutating func add(_ steps: some Sequence<SizedStep>) {
        for step in steps where step.span.file == 0 {
            if step.layer?.layer.isPart == true, let last = uses[step.span]?.indices.last,
                let former = uses[step.span]?[last].steps.last, former.isNeighbor(of: step)
            {
                uses[step.span]?[last].steps.append(step)
            } else {
                uses[step.span, default: []].append(Use(steps: [step]))
            }
        }
    }

    /// - Returns: the size after the items, and their cost.
    private mutating func addStacks(
        _ items: [TreeNode], of network: SizedNetwork, prefix: String, input: TensorShape
    ) -> (output: TensorShape, cost: LayerDefinition.Cost) {
        var size = input
        var cost = LayerDefinition.Cost.none
        func spend(_ more: LayerDefinition.Cost) {
            cost.parameters &+= more.parameters
            cost.multiplyAccumulates &+= more.multiplyAccumulates
        }
        for item in items {
            switch item {
            case .layer(let node):
                size = network.size(of: node)
                spend(network.step(node).cost)
            case .join(_, let join): size = network.size(of: join)
            case .residual(_, let items, let shortcut, let projection, let join):
                spend(addStacks(items, of: network, prefix: prefix, input: size).cost)
                if let shortcut { spend(addStacks(shortcut, of: network, prefix: prefix, input: size).cost) }
                if let projection { spend(network.step(projection).cost) }
                size = network.size(of: join)
            case .branches(_, let branches, let join):
                for branch in branches { spend(addStacks(branch, of: network, prefix: prefix, input: size).cost) }
                size = network.size(of: join)
            case .stack(let stack, let passes, let end):
                let output = network.size(of: end)
                let start = size
                var own = LayerDefinition.Cost.none
                for (index, pass) in passes.enumerated() {
                    let name = prefix + stack.name(ofPass: index)
                    let (after, more) = addStacks(pass, of: network, prefix: name + ".", input: size)
                    size = after
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
