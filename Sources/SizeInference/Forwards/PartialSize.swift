import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// A size with axes that may be unknown. The number of axes is certain.
///
/// The axes are stored inline, not in an array, because there is one size for each step of a network.
struct PartialSize: Hashable {
    /// The lengths; 0 for an unknown axis.
    private let shape: TensorShape

    private init(_ shape: TensorShape) { self.shape = shape }

    init(known shape: TensorShape) { self.init(shape) }

    init(units: Int?) { self.init(TensorShape(units: units ?? 0)) }

    /// Creates a size with this many spatial axes, whose lengths are computed by a function.
    init(spatialAxes: Int, channels: Int?, along length: (_ axis: Int) -> Int?) {
        self.init(TensorShape(spatialAxes: spatialAxes, channels: channels ?? 0) { length($0) ?? 0 })
    }

    /// Creates the size of dimensions in a spec; nil if there are more axes than a tensor can have.
    init?(_ dimensions: [Dimension]) {
        guard let last = dimensions.last, dimensions.count <= PerAxis<Int>.most + 1 else { return nil }
        self.init(spatialAxes: dimensions.count - 1, channels: last.value) { dimensions[$0].value }
    }

    /// Returns a size of which only the number of spatial axes is certain.
    static func unknown(spatialAxes: Int) -> PartialSize {
        PartialSize(spatialAxes: spatialAxes, channels: nil) { _ in nil }
    }

    var spatialAxes: Int { shape.spatialAxes }
    var isFeatureMap: Bool { shape.isFeatureMap }

    /// Returns the length of a spatial axis.
    func spatial(_ axis: Int) -> Int? { Self.length(shape.spatial(axis)) }

    /// A map's channels, a vector's units.
    var channels: Int? { Self.length(shape.channels) }

    /// The length of an axis, channels last.
    subscript(axis: Int) -> Int? { Self.length(shape.axis(axis)) }

    /// How many axes there are, channels included.
    var rank: Int { shape.rank }

    /// The size, if all axes are known.
    var known: TensorShape? {
        for axis in 0..<rank where shape.axis(axis) == 0 { return nil }
        return shape
    }

    /// Whether it is certainly a map of one pixel.
    var isOnePixel: Bool { shape.isOnePixel }

    private static func length(_ length: Int) -> Int? { length == 0 ? nil : length }

    /// Returns a size with the same number of axes and new lengths.
    func mapAxes(_ length: (_ axis: Int) -> Int?) -> PartialSize {
        PartialSize(spatialAxes: spatialAxes, channels: length(rank - 1), along: length)
    }
}

extension PartialSize: CustomStringConvertible {
    /// As in a spec: `28x?x16`.
    var description: String { (0..<rank).map { self[$0].map(String.init) ?? "?" }.sizeText }
}

// MARK: Joining

extension PartialSize {
    /// Returns the center of a map, cropped to the spatial axes of another; the size itself if it is smaller, or not a
    /// map.
    func cropped(to other: PartialSize?) -> PartialSize {
        guard let other, isFeatureMap, other.spatialAxes == spatialAxes else { return self }
        return PartialSize(spatialAxes: spatialAxes, channels: channels) { axis in
            guard let mine = spatial(axis), let theirs = other.spatial(axis) else { return other.spatial(axis) }
            return min(mine, theirs)
        }
    }

    /// Returns the size of joined tensors, or an unknown one if nothing is known about them; nil if they can't be
    /// joined. Unknown axes of one are filled in from another.
    static func joined(_ kind: Joining, _ inputs: [PartialSize?]) -> PartialSize?? {
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
