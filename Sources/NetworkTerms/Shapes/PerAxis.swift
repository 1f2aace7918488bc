import Basics

/// One value for each spatial axis: height, then width, or as many axes as a map has. A single value applies to every
/// axis.
///
/// The values are stored inline, not in an array, because every layer of a network has several of these.
@frozen
public struct PerAxis<Element: Hashable & Sendable>: Hashable, Sendable {
    // Those of axes that there are not are the last one's.
    @usableFromInline let first: Element
    @usableFromInline let second: Element
    @usableFromInline let third: Element
    /// 1 where a single value serves every axis.
    @usableFromInline let count: UInt8

    /// The most spatial axes that a map can have.
    @inlinable public static var most: Int { 3 }

    /// The same value along every axis.
    @inlinable
    public init(uniform value: Element) {
        (first, second, third, count) = (value, value, value, 1)
    }

    /// A value for each of two axes; equal values apply to every axis.
    @inlinable
    public init(_ first: Element, _ second: Element) {
        (self.first, self.second, third, count) = (first, second, second, first == second ? 1 : 2)
    }

    /// A value for each of three axes; equal values serve every axis.
    @inlinable
    public init(_ first: Element, _ second: Element, _ third: Element) {
        (self.first, self.second, self.third) = (first, second, third)
        count = first == second && second == third ? 1 : 3
    }

    /// A value for each axis, of one to three axes; nil for any other number.
    @inlinable
    public init?(_ values: some RandomAccessCollection<Element>) {
        func value(_ axis: Int) -> Element { values[values.index(values.startIndex, offsetBy: axis)] }
        switch values.count {
        case 1: self.init(uniform: value(0))
        case 2: self.init(value(0), value(1))
        case 3: self.init(value(0), value(1), value(2))
        default: return nil
        }
    }

    /// Creates a value for each axis, with the largest number of axes among these; nil means any number of axes.
    @inlinable
    public init(axes counts: Int?..., along make: (Int) -> Element) {
        switch counts.reduce(1, { max($0, $1 ?? 1) }) {
        case 1: self.init(uniform: make(0))
        case 2: self.init(make(0), make(1))
        default: self.init(make(0), make(1), make(2))
        }
    }

    /// Written out, because the one that the compiler makes is not inlined into other modules.
    @inlinable
    public static func == (one: Self, other: Self) -> Bool {
        one.count == other.count && one.first == other.first && one.second == other.second && one.third == other.third
    }

    /// Whether every axis has the same value.
    @inlinable public var isUniform: Bool { count == 1 }

    /// How many axes the values are for; nil where one value serves any number.
    @inlinable public var axisCount: Int? { count == 1 ? nil : Int(count) }

    /// The value along an axis, counted from 0. A single value applies to every axis; past the last axis, the last
    /// value does.
    @inlinable
    public subscript(axis: Int) -> Element { axis <= 0 ? first : axis == 1 ? second : third }

    /// Returns the values along the given number of axes.
    @inlinable
    public func values(along axes: Int) -> [Element] { (0..<axes).map { self[$0] } }

    /// The distinct values: one where every axis has the same.
    @inlinable public var distinct: [Element] { values(along: Int(count)) }

    /// Whether the value along any axis satisfies a condition.
    @inlinable
    public func contains(where isWanted: (Element) -> Bool) -> Bool {
        isWanted(first) || count > 1 && (isWanted(second) || isWanted(third))
    }

    /// Returns the transformed value along each axis.
    @inlinable
    public func map<Other>(_ change: (Element) throws -> Other) rethrows -> PerAxis<Other> {
        switch count {
        case 1: PerAxis<Other>(uniform: try change(first))
        case 2: PerAxis<Other>(try change(first), try change(second))
        default: PerAxis<Other>(try change(first), try change(second), try change(third))
        }
    }

    /// Returns the values combined along each axis.
    @inlinable
    public func combined<Second, Other>(
        with other: PerAxis<Second>, _ combine: (Element, Second) throws -> Other
    ) rethrows -> PerAxis<Other> {
        switch max(count, other.count) {
        case 1: PerAxis<Other>(uniform: try combine(first, other.first))
        case 2: PerAxis<Other>(try combine(first, other.first), try combine(second, other.second))
        default:
            PerAxis<Other>(
                try combine(first, other.first), try combine(second, other.second), try combine(third, other.third))
        }
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

    /// As a spec writes it for a map of so many axes: `3x3`.
    public func text(axes: Int) -> String {
        values(along: axisCount ?? axes).map(String.init).joined(separator: "x")
    }

    /// The smallest value along any axis.
    @inlinable public var smallest: Int { min(first, second, third) }

    /// The largest value along any axis.
    @inlinable public var largest: Int { max(first, second, third) }

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
