import SpecCompiler
import StrataRuntime

/// A spec's network, built in this process: it makes the same calls that the generated source writes down.
struct CompiledNetwork: Network {
    let sized: SizedNetwork

    var name: String { sized.spec.name }

    var input: TensorShape {
        sized.input.isFeatureMap
            ? TensorShape(height: sized.input.axes[0], width: sized.input.axes[1], channels: sized.input.axes[2])
            : TensorShape(units: sized.input.channels)
    }

    func layers(_ net: inout NetworkBuilder) { net.make(sized.body + sized.head) }
}

extension NetworkBuilder {
    fileprivate mutating func make(_ items: [SizedItem]) {
        for item in items {
            switch item {
            case .layer(let sized):
                guard let call = sized.layer.definition.call?(sized.layer.arguments, (sized.input, sized.output))
                else { continue }
                make(call, named: sized.layer.name)
            case .stack(let stack, let passes, _):
                for (pass, items) in passes.enumerated() {
                    scope(stack.name(ofPass: pass)) { $0.make(items) }
                }
            case .residual(let residual, let items, let shortcut, _, _):
                if case .project = residual.shortcut {
                    self.residual(residual.name, projection: residual.projectionName) { $0.make(items) }
                } else {
                    self.residual(residual.name) {
                        $0.make(items)
                    } shortcut: {
                        $0.make(shortcut ?? [])
                    }
                }
            case .branches(let branches, let lists, _):
                let builders = lists.map { list in { (net: inout NetworkBuilder) in net.make(list) } }
                self.branches(branches.name, Joining(branches.join), builders)
            case .join(let join, _):
                self.join(join.name, Joining(join.kind), with: join.others.map(\.value))
            }
        }
    }

    /// Makes the call that the generated source would; what the call leaves out takes the method's own default there too,
    /// so each default stands here as it does in the runtime.
    fileprivate mutating func make(_ call: RuntimeCall, named name: String) {
        switch call.method {
        case "conv":
            conv(
                name, kernel: call.size("kernel") ?? 1, filters: call.integer("filters") ?? 1,
                stride: call.size("stride") ?? 1, padding: call.padding("padding") ?? 0,
                dilation: call.size("dilation") ?? 1, groups: call.integer("groups") ?? 1,
                bias: call.boolean("bias") ?? true, activation: call.activation("activation"))
        case "pool":
            pool(
                name, call.pooling, kernel: call.size("kernel") ?? 1, stride: call.size("stride"),
                padding: call.padding("padding") ?? 0)
        case "globalPool": globalPool(name, call.pooling)
        case "dense":
            dense(
                name, units: call.integer("units") ?? 1, bias: call.boolean("bias") ?? true,
                activation: call.activation("activation"))
        case "flatten": flatten(name)
        case "batchNorm":
            batchNorm(name, epsilon: call.float("epsilon") ?? 1e-5, momentum: call.float("momentum") ?? 0.1)
        case "dropout": dropout(name, rate: call.float("rate") ?? 0)
        case "activation": activation(name, call.activation(nil) ?? .relu)
        default: assertionFailure("the catalogue calls \(call.method), which the runtime does not have")
        }
    }
}

extension RuntimeCall {
    fileprivate func integer(_ label: String) -> Int? {
        if case .integer(let value) = self[label] { value } else { nil }
    }

    fileprivate func float(_ label: String) -> Float? {
        if case .decimal(let value) = self[label] { Float(value) } else { nil }
    }

    fileprivate func boolean(_ label: String) -> Bool? {
        if case .boolean(let value) = self[label] { value } else { nil }
    }

    fileprivate func size(_ label: String) -> Size? {
        if case .size(let extent) = self[label] { Size(extent.height, extent.width) } else { nil }
    }

    fileprivate func padding(_ label: String) -> StrataRuntime.Padding? {
        if case .padding(let top, let bottom, let left, let right) = self[label] {
            StrataRuntime.Padding(top: top, bottom: bottom, left: left, right: right)
        } else {
            nil
        }
    }

    fileprivate var pooling: Pooling { self[nil] == .member("average") ? .average : .max }

    fileprivate func activation(_ label: String?) -> StrataRuntime.Activation? {
        guard case .member(let name) = self[label] else { return nil }
        return switch name {
        case "relu6": .relu6
        case "leakyRelu()": .leakyRelu()
        case "sigmoid": .sigmoid
        case "tanh": .tanh
        case "gelu": .gelu
        case "silu": .silu
        case "hardSwish": .hardSwish
        case "elu": .elu
        case "mish": .mish
        default: .relu
        }
    }
}

extension Joining {
    fileprivate init(_ kind: JoinKind) {
        self =
            switch kind {
            case .concat: .concat
            case .add: .add
            case .multiply: .multiply
            }
    }
}
