extension NetworkBuilder {
    /// Deals the channels of `groups` groups out in turn, so that the next grouped convolution sees all of them
    /// (Zhang and others, 2018, https://arxiv.org/abs/1707.01083).
    @discardableResult
    public mutating func channelShuffle(_ name: String, groups: Int) -> LayerReference {
        append(name, ChannelShuffle(groups: groups))
    }

    /// One of `parts` equal shares of the channels, counted from 1 (Ma and others, 2018, https://arxiv.org/abs/1807.11164).
    @discardableResult
    public mutating func channelSplit(_ name: String, parts: Int, part: Int) -> LayerReference {
        append(name, ChannelSplit(parts: parts, part: part))
    }
}

struct ChannelShuffle: LayerOperation {
    let groups: Int
    var kind: String { "channel shuffle" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try only(inputs)
        guard groups > 0, input.channels % groups == 0 else {
            throw ShapeError("\(groups) groups don't divide its \(input.channels) input channels")
        }
        return input
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let share = layer.inputShape.channels / groups
        return try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            (channel % groups * share + channel / groups, row, column)
        }.plan(layer)
    }
}

struct ChannelSplit: LayerOperation {
    let parts: Int
    let part: Int
    var kind: String { "channel split" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try only(inputs)
        guard parts > 0, input.channels % parts == 0 else {
            throw ShapeError("\(parts) parts don't divide its \(input.channels) input channels")
        }
        guard (1...parts).contains(part) else { throw ShapeError("part \(part) is none of its \(parts) parts") }
        let channels = input.channels / parts
        return input.isFeatureMap
            ? TensorShape(height: input.height, width: input.width, channels: channels) : TensorShape(units: channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let first = layer.outputShape.channels * (part - 1)
        return try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            (channel + first, row, column)
        }.plan(layer)
    }
}
