import SpecCompiler
import StrataRuntime

/// A spec's network, built in this process: it makes the same calls that the generated source writes down.
struct CompiledNetwork: Network {
    let sized: SizedNetwork

    var name: String { sized.spec.name }

    var input: TensorShape {
        TensorShape(sized.input)
    }

    func layers(_ net: inout NetworkBuilder) { net.make(sized.body + sized.head) }

    func auxiliaryHeads(_ net: inout NetworkBuilder) {
        for head in sized.auxiliaryHeads {
            net.auxiliaryHead(head.head.name.value, from: head.head.from.value, weight: Float(head.head.weight)) {
                $0.make(head.items)
            }
        }
    }
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
                self.join(join.name, Joining(join.kind), with: join.others.map(\.value), cropping: join.crops)
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
                bias: call.boolean("bias") ?? true, initialization: call.initialization,
                activation: call.activation("activation"))
        case "depthwiseConv":
            depthwiseConv(
                name, kernel: call.size("kernel") ?? 1, filters: call.integer("filters"),
                stride: call.size("stride") ?? 1, padding: call.padding("padding") ?? 0,
                dilation: call.size("dilation") ?? 1, bias: call.boolean("bias") ?? true,
                initialization: call.initialization, activation: call.activation("activation"))
        case "pool":
            pool(
                name, call.pooling, kernel: call.size("kernel") ?? 1, stride: call.size("stride"),
                padding: call.padding("padding") ?? 0, roundsUp: call.boolean("roundsUp") ?? false,
                countsPadding: call.boolean("countsPadding") ?? true)
        case "globalPool": globalPool(name, call.pooling)
        case "adaptivePool": adaptivePool(name, call.pooling, to: call.size("to") ?? 1)
        case "transposedConv":
            transposedConv(
                name, kernel: call.size("kernel") ?? 1, filters: call.integer("filters") ?? 1,
                stride: call.size("stride") ?? 1, padding: call.padding("padding") ?? 0,
                outputPadding: call.size("outputPadding") ?? 0, dilation: call.size("dilation") ?? 1,
                groups: call.integer("groups") ?? 1, bias: call.boolean("bias") ?? true,
                initialization: call.initialization, activation: call.activation("activation"))
        case "dense":
            dense(
                name, units: call.integer("units") ?? 1, bias: call.boolean("bias") ?? true,
                initialization: call.initialization, activation: call.activation("activation"))
        case "flatten": flatten(name)
        case "batchNorm":
            batchNorm(name, epsilon: call.float("epsilon") ?? 1e-5, momentum: call.float("momentum") ?? 0.1)
        case "dropout": dropout(name, rate: call.float("rate") ?? 0)
        case "layerNorm": layerNorm(name, epsilon: call.float("epsilon") ?? 1e-5)
        case "groupNorm":
            groupNorm(name, groups: call.integer("groups") ?? 1, epsilon: call.float("epsilon") ?? 1e-5)
        case "instanceNorm": instanceNorm(name, epsilon: call.float("epsilon") ?? 1e-5)
        case "localResponseNorm":
            localResponseNorm(
                name, size: call.integer("size") ?? 5, alpha: call.float("alpha") ?? 1e-4,
                beta: call.float("beta") ?? 0.75, k: call.float("k") ?? 1)
        case "stochasticDepth": stochasticDepth(name, rate: call.float("rate") ?? 0)
        case "activation": activation(name, call.activation(nil) ?? .relu)
        case "leakyRelu": leakyRelu(name, slope: call.float("slope") ?? 0.01)
        case "prelu":
            prelu(name, perChannel: call.boolean("perChannel") ?? false, start: call.float("start") ?? 0.25)
        case "softmax": softmax(name)
        case "squeezeExcite":
            squeezeExcite(
                name, units: call.integer("units") ?? 1, activation: call.activation("activation") ?? .relu,
                gate: call.activation("gate") ?? .sigmoid)
        case "layerScale": layerScale(name, start: call.float("start") ?? 1e-6)
        case "upsample":
            upsample(name, by: call.size("by") ?? 1, call[nil] == .member("bilinear") ? .bilinear : .nearest)
        case "zeroPad": zeroPad(name, call.padding(nil) ?? 0)
        case "crop": crop(name, call.padding(nil) ?? 0)
        case "pixelShuffle": pixelShuffle(name, factor: call.integer("factor") ?? 1)
        case "channelShuffle": channelShuffle(name, groups: call.integer("groups") ?? 1)
        case "channelSplit":
            channelSplit(name, parts: call.integer("parts") ?? 1, part: call.integer("part") ?? 1)
        case "reshape": reshape(name, to: call.shape("to") ?? TensorShape(units: 1))
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

    fileprivate func padding(_ label: String?) -> StrataRuntime.Padding? {
        switch self[label] {
        case .padding(let margin):
            StrataRuntime.Padding(
                top: margin.top, bottom: margin.bottom, left: margin.left, right: margin.right)
        case .samePadding: .same
        default: nil
        }
    }

    fileprivate func shape(_ label: String) -> TensorShape? {
        if case .shape(let size) = self[label] { TensorShape(size) } else { nil }
    }

    fileprivate var pooling: Pooling { self[nil] == .member("average") ? .average : .max }

    fileprivate var initialization: StrataRuntime.Initialization {
        guard case .member(let name) = self["initialization"] else { return .default }
        return StrataRuntime.Initialization(rawValue: name) ?? .default
    }

    fileprivate func activation(_ label: String?) -> StrataRuntime.Activation? {
        guard case .member(let name) = self[label] else { return nil }
        // As the generated source writes it; a test holds every word of the catalogue to a function of the runtime.
        return StrataRuntime.Activation.all.first { $0.name == name.replacing("()", with: "") }
    }
}

extension TensorShape {
    fileprivate init(_ size: TensorSize) {
        if size.isFeatureMap {
            self.init(height: size.axes[0], width: size.axes[1], channels: size.axes[2])
        } else {
            self.init(units: size.channels)
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
