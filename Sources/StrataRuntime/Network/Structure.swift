/// A reusable part of a network, such as a block in a spec.
public protocol Block: Sendable {
    /// Adds the layers, in the order of computation.
    func layers(_ net: inout NetworkBuilder)
}

extension NetworkBuilder {
    /// Adds the layers of a block; the block's name is the prefix of theirs: `basic1.conv1`.
    @discardableResult
    public mutating func block(_ name: String, _ block: some Block) -> LayerReference {
        scope(name) { block.layers(&$0) }
    }

    /// Adds layers whose names are prefixed with `name` and a dot. Afterward, `name` refers to the last one.
    @discardableResult
    public mutating func scope(_ name: String, _ layers: (inout NetworkBuilder) -> Void) -> LayerReference {
        enter(name)
        layers(&self)
        leave(name)
        return current
    }

    /// Adds a residual block: layers whose output is added to their input (He et al., 2016,
    /// https://arxiv.org/abs/1512.03385).
    ///
    /// - Parameters:
    ///   - name: the name of the sum.
    ///   - layers: adds the layers.
    @discardableResult
    public mutating func residual(_ name: String, _ layers: (inout NetworkBuilder) -> Void) -> LayerReference {
        residual(name, layers, shortcut: { _ in })
    }

    /// Adds a residual block with a shortcut: layers whose output is added to the shortcut's output for the same input.
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

    /// Adds a residual block with a projection: layers whose output is added to their input. If the sizes differ, a 1x1
    /// convolution and batch normalization project the input to the output's size.
    ///
    /// - Parameters:
    ///   - name: the name of the sum.
    ///   - projection: the prefix of the names of the convolution and the normalization.
    ///   - layers: adds the layers.
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
            // If no stride fits, the sum reports the error.
            let stride = ShortcutProjection(from: from, to: to)?.stride ?? 1
            net.conv("conv", kernel: 1, filters: to.channels, stride: stride, bias: false)
            net.batchNorm("norm")
        }
        return add(name, [main, current])
    }

    /// Adds several branches that take the current layer's output, and joins their outputs in order.
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

    /// Joins the current layer's output with those of earlier layers.
    ///
    /// - Parameters:
    ///   - name: the name of the result.
    ///   - joining: how to join them.
    ///   - others: the names of the earlier layers.
    ///   - cropping: whether to crop their outputs, centered, to the current one's height and width first.
    @discardableResult
    public mutating func join(
        _ name: String, _ joining: Joining, with others: String..., cropping: Bool = false
    ) -> LayerReference {
        join(name, joining, with: others, cropping: cropping)
    }

    /// Joins the current layer's output with those of earlier layers.
    @discardableResult
    public mutating func join(
        _ name: String, _ joining: Joining, with others: [String], cropping: Bool = false
    ) -> LayerReference {
        let input = current
        var tensors = [input]
        for (index, other) in others.enumerated() {
            guard let layer = layer(named: other) else {
                fail(RuntimeError(layer: name, "no earlier layer is named '\(other)'"))
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
        // A single branch needs no joining.
        guard tensors.count > 1 else { return current }
        return switch joining {
        case .concat: concat(name, tensors)
        case .add: add(name, tensors)
        case .multiply: multiply(name, tensors)
        }
    }
}
