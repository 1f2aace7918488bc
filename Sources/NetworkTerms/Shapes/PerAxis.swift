import Basics

/// One value for each spatial axis: height, then width, or as many axes as a map has. A single value applies to every
/// axis.
///
/// The values are stored inline, not in an array, because every layer of a network has several of these.
@frozen
public struct PerAxis<Element: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline let first: Element
    @usableFromInline let second: Element?
    @usableFromInline let third: Element?

    /// The most spatial axes that a map can have.
    @inlinable public static var most: Int { 3 }

    /// The same value along every axis.
    @inlinable
    public init(uniform value: Element) {
        (first, second, third) = (value, nil, nil)
    }

    /// A value for each of two axes; equal values apply to every axis.
    @inlinable
    public init(_ first: Element, _ second: Element) {
        (self.first, self.second, third) = (first, first == second ? nil : second, nil)
    }

    /// A value for each axis, of one to three axes; nil for any other number.
    @inlinable
    public init?(_ values: some RandomAccessCollection<Element>) {
        guard let first = values.first, values.count <= Self.most else { return nil }
        self.first = first
        if values.allSatisfy({ $0 == first }) {
            (second, third) = (nil, nil)
        } else {
            second = values.dropFirst().first
            third = values.dropFirst(2).first
        }
    }

    /// Creates a value for each axis, with the largest number of axes among these; nil means any number of axes.
    @inlinable
    public init(axes counts: Int?..., along make: (Int) -> Element) {
        let axes = counts.reduce(1) { max($0, $1 ?? 1) }
        let first = make(0)
        guard axes > 1 else {
            self.init(uniform: first)
            return
        }
        guard axes > 2 else {
            self.init(first, make(1))
            return
        }
        self = Self([first, make(1), make(2)]) ?? Self(uniform: first)
    }

    /// Whether every axis has the same value.
    @inlinable public var isUniform: Bool { second == nil }

    /// The number of axes that the values are for; nil if one value applies to any number.
    @inlinable public var axisCount: Int? { second == nil ? nil : third == nil ? 2 : 3 }

    /// The value along an axis, counted from 0. A single value applies to every axis; past the last axis, the last
    /// value does.
    @inlinable
    public subscript(axis: Int) -> Element {
        guard axis > 0, let second else { return first }
        guard axis > 1, let third else { return second }
        return third
    }

    /// Returns the values along the given number of axes.
    @inlinable
    public func values(along axes: Int) -> [Element] { (0..<axes).map { self[$0] } }

    /// The distinct values: only one if it is the same for every axis.
    @inlinable public var distinct: [Element] { values(along: axisCount ?? 1) }

    /// Returns the transformed value along each axis.
    @inlinable
    public func map<Other>(_ change: (Element) throws -> Other) rethrows -> PerAxis<Other> {
        try combined(with: self) { value, _ in try change(value) }
    }

    /// Returns the values combined along each axis.
    @inlinable
    public func combined<Second, Other>(
        with other: PerAxis<Second>, _ combine: (Element, Second) throws -> Other
    ) rethrows -> PerAxis<Other> {
        let axes = max(axisCount ?? 1, other.axisCount ?? 1)
        let first = try combine(self[0], other[0])
        guard axes > 1 else { return PerAxis<Other>(uniform: first) }
        let second = try combine(self[1], other[1])
        guard axes > 2 else { return PerAxis<Other>(first, second) }
        return PerAxis<Other>([first, second, try combine(self[2], other[2])]) ?? PerAxis<Other>(uniform: first)
    }
}

/// A number of pixels along each axis: a kernel, a stride, a dilation, a factor.
public typealias Extent = PerAxis<Int>

extension PerAxis<Int>: ExpressibleByIntegerLiteral {
    /// The same number along every axis.
    @inlinable
    public init(integerLiteral value: Int) {
        self.init(uniform: value)
    }

    /// The same number along every axis.
    @inlinable
    public init(_ side: Int) {
        self.init(uniform: side)
    }

    /// Returns the text in a spec for a map with this many axes: `3x3`.
    public func text(axes: Int = 2) -> String {
        values(along: axisCount ?? axes).sizeText
    }

    /// The smallest value along any axis.
    @inlinable public var smallest: Int { distinct.min() ?? self[0] }

    /// The largest value along any axis.
    @inlinable public var largest: Int { distinct.max() ?? self[0] }

    /// Returns the product along the given number of axes in floating point, which can't overflow.
    public func area(axes: Int) -> Double { (0..<axes).reduce(1) { $0 * Double(self[$1]) } }

    /// Returns the product along the given number of axes; nil if it overflows.
    public func product(axes: Int) -> Int? {
        (0..<axes).reduce(1) { count, axis in count.flatMap { Basics.product($0, self[axis]) } }
    }
}

extension PerAxis: CustomStringConvertible {
    /// One value if it applies to every axis, otherwise all of them: `3`, `3x5`.
    public var description: String { distinct.map { "\($0)" }.sizeText }
}
