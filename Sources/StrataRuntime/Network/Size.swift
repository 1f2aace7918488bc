/// A height and a width: of a kernel, a stride or a dilation. One number stands for a square.
public struct Size: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    public let height: Int
    public let width: Int

    public init(_ height: Int, _ width: Int) {
        self.height = height
        self.width = width
    }

    public init(_ side: Int) {
        self.init(side, side)
    }

    public init(integerLiteral side: Int) {
        self.init(side, side)
    }

    /// As a spec writes it: `3x5`.
    public var description: String { "\(height)x\(width)" }
}

/// Rows and columns added around a feature map. One number stands for all four sides.
public struct Padding: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    public let top: Int
    public let bottom: Int
    public let left: Int
    public let right: Int

    public init(top: Int, bottom: Int, left: Int, right: Int) {
        self.top = top
        self.bottom = bottom
        self.left = left
        self.right = right
    }

    public init(_ side: Int) {
        self.init(top: side, bottom: side, left: side, right: side)
    }

    public init(integerLiteral side: Int) {
        self.init(side)
    }

    public var description: String {
        top == bottom && top == left && top == right
            ? "\(top)" : "top \(top), bottom \(bottom), left \(left), right \(right)"
    }
}
