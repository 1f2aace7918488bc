extension NetworkBuilder {
    /// Rows and columns of zeros around a feature map.
    @discardableResult
    public mutating func zeroPad(_ name: String, _ padding: Padding) -> LayerReference {
        append(name, Framing(added: padding, isCrop: false))
    }

    /// A feature map without its outer rows and columns.
    @discardableResult
    public mutating func crop(_ name: String, _ margin: Padding) -> LayerReference {
        append(name, Framing(added: margin, isCrop: true))
    }

    /// The middle of a feature map, of the height and width of another; an odd row or column too many goes at the bottom
    /// and at the right. U-Net crops so before it joins two maps (Ronneberger, Fischer and Brox, 2015).
    @discardableResult
    public mutating func crop(_ name: String, toSizeOf other: LayerReference) -> LayerReference {
        let (from, to) = (shape(of: current), shape(of: other))
        let (rows, columns) = (from.height - to.height, from.width - to.width)
        return crop(
            name,
            Padding(top: rows / 2, bottom: rows - rows / 2, left: columns / 2, right: columns - columns / 2))
    }
}

/// Rows and columns added around a map, or taken away.
struct Framing: LayerOperation {
    let added: Padding
    let isCrop: Bool
    var kind: String { isCrop ? "crop" : "zero pad" }

    private var sign: Int { isCrop ? -1 : 1 }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        guard !added.isSame, min(added.top, added.bottom, added.left, added.right) >= 0 else {
            throw ShapeError("its margin (\(added)) must not be negative")
        }
        guard max(added.top, added.bottom, added.left, added.right) <= TensorShape.largestCount else {
            throw ShapeError("its margin (\(added)) is too large")
        }
        return TensorShape(
            height: input.height + sign * (added.top + added.bottom),
            width: input.width + sign * (added.left + added.right), channels: input.channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let (top, left) = (sign * added.top, sign * added.left)
        let input = layer.inputShape
        return try Rearrangement(from: input, to: layer.outputShape) { channel, row, column in
            let (y, x) = (row - top, column - left)
            return (0..<input.height).contains(y) && (0..<input.width).contains(x) ? (channel, y, x) : nil
        }.plan(layer)
    }
}
