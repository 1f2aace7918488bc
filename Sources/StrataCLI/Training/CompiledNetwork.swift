import NetworkTerms
import SpecCompiler
import SpecRuns
import StrataRuntime

/// A spec's network, built in this process with the same calls as in the generated source.
struct CompiledNetwork: Network {
    let sized: SizedNetwork

    var name: String { sized.spec.name }

    var input: TensorShape { sized.input }

    func layers(_ net: inout NetworkBuilder) {
        guard sized.hasSeveralOutputs else { return net.make(sized.graph.answering, of: sized) }
        net.make(sized.body, of: sized)
        for output in sized.outputs {
            net.output(output.name, from: output.head.from?.value) { $0.make(output.items, of: sized) }
        }
    }

    func auxiliaryHeads(_ net: inout NetworkBuilder) {
        for head in sized.auxiliaryHeads {
            net.auxiliaryHead(head.head.name.value, from: head.head.from.value, weight: Float(head.head.weight)) {
                $0.make(head.items, of: sized)
            }
        }
    }
}

extension NetworkBuilder {
    fileprivate mutating func make(_ items: [TreeNode], of sized: SizedNetwork) {
        for item in items {
            switch item {
            case .layer(let node):
                if let layer = sized.layer(node)?.layer { add(layer.call, named: layer.name) }
            case .stack(let stack, let passes, _):
                for (pass, items) in passes.enumerated() {
                    scope(stack.name(ofPass: pass)) { $0.make(items, of: sized) }
                }
            case .residual(let residual, let items, let shortcut, _, _):
                if case .project = residual.shortcut {
                    self.residual(residual.name, projection: residual.projectionName) { $0.make(items, of: sized) }
                } else {
                    self.residual(residual.name) {
                        $0.make(items, of: sized)
                    } shortcut: {
                        $0.make(shortcut ?? [], of: sized)
                    }
                }
            case .branches(let branches, let lists, _):
                let builders = lists.map { list in { (net: inout NetworkBuilder) in net.make(list, of: sized) } }
                self.branches(branches.name, branches.join, builders)
            case .join(let join, _):
                self.join(join.name, join.kind, with: join.others.map(\.value), cropping: join.crops)
            }
        }
    }
}
