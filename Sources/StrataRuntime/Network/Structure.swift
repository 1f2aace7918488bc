/// A part of a network that is used several times, or with several settings: a block of a spec.
public protocol Block: Sendable {
    /// Adds the layers, in the order of computation.
    func layers(_ net: inout NetworkBuilder)
}

extension NetworkBuilder {
    /// The layers of a block; their names begin with the block's: `basic1.conv1`.
    @discardableResult
    public mutating func block(_ name: String, _ block: some Block) -> LayerReference {
        scope(name) { block.layers(&$0) }
    }

    /// Layers whose names begin with `name` and a point. Afterwards the name stands for the last one's output.
    @discardableResult
    public mutating func scope(_ name: String, _ layers: (inout NetworkBuilder) -> Void) -> LayerReference {
        enter(name)
        layers(&self)
        leave(name)
        return current
    }

    /// Layers whose output is added to their input (He and others, 2016, https://arxiv.org/abs/1512.03385).
    ///
    /// - Parameters:
    ///   - name: of the sum.
    ///   - layers: what is added to the input.
    @discardableResult
    public mutating func residual(_ name: String, _ layers: (inout NetworkBuilder) -> Void) -> LayerReference {
        residual(name, layers, shortcut: { _ in })
    }

    /// Layers whose output is added to what the shortcut makes of their input.
    @discardableResult
    public mutating func residual(
        _ name: String, _ layers: (inout NetworkBuilder) -> Void, shortcut: (inout NetworkBuilder) -> Void
    ) -> LayerReference {
        let input = current
        layers(&self)
        let main = current
        current = input
        shortcut(&self)
        return add(name, [main, current])
    }

    /// Layers whose output is added to their input, brought to its size by a 1x1 convolution and batch normalisation where
    /// the two differ.
    ///
    /// - Parameters:
    ///   - name: of the sum.
    ///   - projection: what the names of the two begin with.
    ///   - layers: what is added to the input.
    @discardableResult
    public mutating func residual(
        _ name: String, projection: String, _ layers: (inout NetworkBuilder) -> Void
    ) -> LayerReference {
        let input = current
        layers(&self)
        let main = current
        let (from, to) = (shape(of: input), shape(of: main))
        guard from != to else { return add(name, [main, input]) }
        current = input
        scope(projection) { net in
            // Without a stride that fits, the sum is refused.
            let stride = ShortcutProjection(from: from, to: to)?.stride ?? 1
            net.conv("conv", kernel: 1, filters: to.channels, stride: stride, bias: false)
            net.batchNorm("norm")
        }
        return add(name, [main, current])
    }

    /// Several stacks of layers on one tensor, their outputs joined in order.
    @discardableResult
    public mutating func branches(
        _ name: String, _ joining: Joining, _ branches: [(inout NetworkBuilder) -> Void]
    ) -> LayerReference {
        let input = current
        var outputs: [LayerReference] = []
        for branch in branches {
            current = input
            branch(&self)
            outputs.append(current)
        }
        return join(name, joining, outputs)
    }

    /// The current tensor joined with those of layers named before.
    ///
    /// - Parameters:
    ///   - name: of what is joined.
    ///   - joining: how.
    ///   - others: the names of the other tensors' layers.
    ///   - cropping: whether those are first cropped to the current one's height and width, around their middle.
    @discardableResult
    public mutating func join(
        _ name: String, _ joining: Joining, with others: String..., cropping: Bool = false
    ) -> LayerReference {
        join(name, joining, with: others, cropping: cropping)
    }

    /// The current tensor joined with those of layers named before.
    @discardableResult
    public mutating func join(
        _ name: String, _ joining: Joining, with others: [String], cropping: Bool = false
    ) -> LayerReference {
        let input = current
        var tensors = [input]
        for (index, other) in others.enumerated() {
            guard let layer = layer(named: other) else {
                fail(RuntimeError(layer: name, "no layer before it is named '\(other)'"))
                return current
            }
            let (from, to) = (shape(of: layer), shape(of: input))
            if cropping, from.height > to.height || from.width > to.width {
                current = layer
                tensors.append(crop("\(name).crop\(others.count == 1 ? "" : "\(index + 1)")", toSizeOf: input))
            } else {
                tensors.append(layer)
            }
        }
        current = input
        return join(name, joining, tensors)
    }

    private mutating func join(_ name: String, _ joining: Joining, _ tensors: [LayerReference]) -> LayerReference {
        // One branch alone is joined with nothing.
        guard tensors.count > 1 else { return current }
        return switch joining {
        case .concat: concat(name, tensors)
        case .add: add(name, tensors)
        case .multiply: multiply(name, tensors)
        }
    }
}
