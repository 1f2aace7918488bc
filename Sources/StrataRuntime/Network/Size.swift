/// A height and a width: of a kernel, a stride or a dilation. One number stands for a square.
public struct Size: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// In rows.
    public let height: Int
    /// In columns.
    public let width: Int

    /// Rows, then columns.
    public init(_ height: Int, _ width: Int) {
        self.height = height
        self.width = width
    }

    /// As many rows as columns.
    public init(_ side: Int) {
        self.init(side, side)
    }

    /// As many rows as columns, of a number: `3`.
    public init(integerLiteral side: Int) {
        self.init(side, side)
    }

    /// As a spec writes it: `3x5`.
    public var description: String { "\(height)x\(width)" }
}

/// Rows and columns of zeros around a feature map. One number stands for all four sides.
public struct Padding: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Rows above the map; 0 of ``same``, as the other three are.
    public let top: Int
    /// Rows below the map.
    public let bottom: Int
    /// Columns to the left of the map.
    public let left: Int
    /// Columns to the right of the map.
    public let right: Int
    /// Whether the four follow from the size of the map.
    let isSame: Bool

    /// As many zeros as give the output `ceil(input / stride)` rows and columns; an odd one goes to the bottom and to the
    /// right. The same as TensorFlow's `SAME`.
    public static let same = Padding(top: 0, bottom: 0, left: 0, right: 0, isSame: true)

    /// Rows and columns on each side by itself.
    public init(top: Int, bottom: Int, left: Int, right: Int) {
        self.init(top: top, bottom: bottom, left: left, right: right, isSame: false)
    }

    private init(top: Int, bottom: Int, left: Int, right: Int, isSame: Bool) {
        (self.top, self.bottom, self.left, self.right, self.isSame) = (top, bottom, left, right, isSame)
    }

    /// As many rows or columns on all four sides.
    public init(_ side: Int) {
        self.init(top: side, bottom: side, left: side, right: side)
    }

    /// As many rows above as below, and columns to the left as to the right.
    public init(_ size: Size) {
        self.init(top: size.height, bottom: size.height, left: size.width, right: size.width)
    }

    /// As many rows or columns on all four sides, of a number: `1`.
    public init(integerLiteral side: Int) {
        self.init(side)
    }

    /// `same`, one number where all sides are alike, or each side with its number.
    public var description: String {
        if isSame { return "same" }
        return top == bottom && top == left && top == right
            ? "\(top)" : "top \(top), bottom \(bottom), left \(left), right \(right)"
    }
}
