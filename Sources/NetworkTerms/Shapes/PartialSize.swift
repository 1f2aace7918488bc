import Basics

/// A size with axes that may be unknown. The number of axes is certain.
///
/// The axes lie in the struct itself, not in an array: there is one of these for each step of a network.
@frozen
public struct PartialSize: Hashable, Sendable {
    /// Unknown axes are 0, which no axis is.
    @usableFromInline let shape: TensorShape
    @usableFromInline let isKnown: Bool

    @usableFromInline
    init(_ shape: TensorShape) {
        self.shape = shape
        isKnown = (0..<shape.rank).allSatisfy { shape.axis($0) != 0 }
    }

    @inlinable
    public init(known shape: TensorShape) { self.init(shape) }

    @inlinable
    public init(units: Int?) { self.init(TensorShape(units: units ?? 0)) }

    /// A size with so many spatial axes, each of the length that is made for it.
    @inlinable
    public init(spatialAxes: Int, channels: Int?, along length: (_ axis: Int) -> Int?) {
        self.init(TensorShape(spatialAxes: spatialAxes, channels: channels ?? 0) { length($0) ?? 0 })
    }

    /// A size of so many spatial axes, and nothing more that is certain.
    public static func unknown(spatialAxes: Int) -> PartialSize {
        PartialSize(spatialAxes: spatialAxes, channels: nil) { _ in nil }
    }

    @inlinable public var spatialAxes: Int { shape.spatialAxes }
    @inlinable public var isFeatureMap: Bool { shape.isFeatureMap }

    /// The length of a spatial axis.
    @inlinable
    public func spatial(_ axis: Int) -> Int? { Self.length(shape.spatial(axis)) }

    /// A map's channels, a vector's units.
    @inlinable public var channels: Int? { Self.length(shape.channels) }

    /// The length of an axis, channels last.
    @inlinable
    public subscript(axis: Int) -> Int? { Self.length(shape.axis(axis)) }

    /// How many axes there are, channels included.
    @inlinable public var rank: Int { shape.rank }

    /// The size, where all of it is known.
    @inlinable public var known: TensorShape? { isKnown ? shape : nil }

    /// Whether it is certainly a map of one pixel.
    @inlinable public var isOnePixel: Bool { shape.isOnePixel }

    @usableFromInline
    static func length(_ length: Int) -> Int? { length == 0 ? nil : length }

    /// A size of as many axes, with the length of each made anew.
    @inlinable
    public func mapAxes(_ length: (_ axis: Int) -> Int?) -> PartialSize {
        PartialSize(spatialAxes: spatialAxes, channels: length(rank - 1), along: length)
    }
}

extension PartialSize: CustomStringConvertible {
    /// As a spec writes it: `28x?x16`.
    public var description: String { (0..<rank).map { self[$0].map(String.init) ?? "?" }.joined(separator: "x") }
}

// MARK: Joining

extension PartialSize {
    /// The middle of a map, of the spatial axes of another; itself where it is the smaller one, or no map.
    public func cropped(to other: PartialSize?) -> PartialSize {
        guard let other, isFeatureMap, other.spatialAxes == spatialAxes else { return self }
        return PartialSize(spatialAxes: spatialAxes, channels: channels) { axis in
            guard let mine = spatial(axis), let theirs = other.spatial(axis) else { return other.spatial(axis) }
            return min(mine, theirs)
        }
    }

    /// The size of tensors joined, or an unknown one where nothing is known of them; nil where they can't be joined. What
    /// is unknown of one is taken from another.
    public static func joined(_ kind: Joining, _ inputs: [PartialSize?]) -> PartialSize?? {
        var result: PartialSize?
        for input in inputs.compactMap({ $0 }) {
            guard let former = result else {
                result = input
                continue
            }
            guard let both = former.joined(kind, with: input) else { return .none }
            result = both
        }
        // The total number of channels is only certain if all of them are.
        if kind == .concat, let known = result, inputs.contains(where: { $0 == nil }) {
            result = .unknown(spatialAxes: known.spatialAxes)
        }
        return .some(result)
    }

    private func joined(_ kind: Joining, with other: PartialSize) -> PartialSize? {
        guard spatialAxes == other.spatialAxes else { return nil }
        // Multiplied by a map of one pixel, every channel is scaled as a whole.
        let spreads = kind == .multiply && (isOnePixel || other.isOnePixel)
        var fits = true
        let result = mapAxes { axis in
            let (left, right) = (self[axis], other[axis])
            if kind == .concat, axis == spatialAxes {
                guard let left, let right else { return nil }
                let total = sum(left, right)
                fits = fits && total != nil
                return total
            }
            if spreads, axis < spatialAxes { return left == 1 ? right : left }
            if let left, let right, left != right { fits = false }
            return left ?? right
        }
        return fits ? result : nil
    }
}

extension TensorShape {
    /// The size of tensors joined; nil where they can't be.
    public static func joined(_ kind: Joining, _ inputs: [TensorShape]) -> TensorShape? {
        PartialSize.joined(kind, inputs.map { PartialSize(known: $0) }).flatMap { $0?.known }
    }
}
