/// Pixels at both ends of each spatial axis of a feature map.
public struct Margin: Hashable, Sendable {
    /// Pixels above and to the left.
    public var before: Extent
    /// Pixels below and to the right.
    public var after: Extent

    public init(before: Extent, after: Extent) {
        (self.before, self.after) = (before, after)
    }

    /// The same number of pixels at both ends.
    public init(_ extent: Extent) {
        self.init(before: extent, after: extent)
    }

    /// The same number of pixels at both ends of every axis.
    public init(_ side: Int) {
        self.init(Extent(uniform: side))
    }

    /// Pixels at the four sides of an image.
    public init(top: Int, bottom: Int, left: Int, right: Int) {
        self.init(before: Extent(top, left), after: Extent(bottom, right))
    }

    public static let none = Margin(0)

    /// The number of axes that the numbers are for; nil if they apply to any number.
    public var axisCount: Int? {
        switch (before.axisCount, after.axisCount) {
        case (let before?, let after?): max(before, after)
        case (let before, let after): before ?? after
        }
    }

    /// Whether both ends of every axis have the same number.
    public var isUniform: Bool { before == after && before.isUniform }

    /// The fewest pixels at any end.
    public var smallest: Int { min(before.smallest, after.smallest) }

    /// The most pixels at any end.
    public var largest: Int { max(before.largest, after.largest) }

    /// As a spec writes it: `1`, `1x2`, `0-1`, `0-1-2-3` (top, bottom, left, right).
    public var text: String {
        if before == after { return before.description }
        return (0..<(axisCount ?? 1)).map { "\(before[$0])-\(after[$0])" }.joined(separator: "-")
    }
}

extension Margin: ExpressibleByIntegerLiteral {
    /// The same number of pixels at both ends of every axis.
    public init(integerLiteral value: Int) {
        self.init(Extent(uniform: value))
    }
}

/// How the input of a window is padded.
public enum Padding: Hashable, Sendable {
    /// Pixels at both ends of each axis.
    case explicit(Margin)
    /// Enough to make the output `ceil(input / stride)`, as TensorFlow's `SAME`; an odd pixel is added below and to the
    /// right.
    case same
    /// None.
    case valid

    /// Padding of zero is the same as none.
    public static func == (one: Padding, other: Padding) -> Bool { one.sides == other.sides }

    public func hash(into hasher: inout Hasher) { hasher.combine(sides) }

    /// The same number of pixels at both ends of each axis.
    public init(_ extent: Extent) {
        self = .explicit(Margin(extent))
    }

    /// The same number of pixels at both ends of every axis.
    public init(_ side: Int) {
        self.init(Extent(uniform: side))
    }

    /// Pixels at the four sides of an image.
    public init(top: Int, bottom: Int, left: Int, right: Int) {
        self = .explicit(Margin(top: top, bottom: bottom, left: left, right: right))
    }

    /// The pixels at each end; nil if they depend on the size of the input.
    public var sides: Margin? {
        switch self {
        case .explicit(let margin): margin
        case .valid: Margin.none
        case .same: nil
        }
    }

    /// The padding of a window along one axis.
    public func along(_ axis: Int) -> Window.Padding {
        sides.map { .sides(before: $0.before[axis], after: $0.after[axis]) } ?? .same
    }
}

extension Padding: ExpressibleByIntegerLiteral {
    /// The same number of pixels at both ends of every axis.
    public init(integerLiteral value: Int) {
        self = .explicit(Margin(integerLiteral: value))
    }
}

extension Padding: CustomStringConvertible {
    /// As a spec writes it: `same`, `1`, `0-1-2-3`.
    public var description: String { sides?.text ?? "same" }
}
