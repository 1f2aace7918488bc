import SpecText

/// Height by width, of a kernel, a stride or a dilation.
public struct Extent: Hashable, Sendable, CustomStringConvertible {
    public var height: Int
    public var width: Int

    public init(_ height: Int, _ width: Int) {
        self.height = height
        self.width = width
    }

    public init(square side: Int) {
        self.init(side, side)
    }

    public var isSquare: Bool { height == width }

    public var description: String { "\(height)x\(width)" }
}

/// Pixels at the four sides of a feature map.
public struct Margin: Hashable, Sendable {
    public var top: Int
    public var bottom: Int
    public var left: Int
    public var right: Int

    public init(top: Int, bottom: Int, left: Int, right: Int) {
        (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
    }

    /// As many before as behind.
    public init(_ extent: Extent) {
        self.init(top: extent.height, bottom: extent.height, left: extent.width, right: extent.width)
    }

    public static let none = Margin(Extent(0, 0))

    /// As a spec writes it: `1`, `1x2`, `0-1`, `0-1-2-3`.
    public var text: String {
        if top == bottom && left == right { return top == left ? "\(top)" : "\(top)x\(left)" }
        return top == left && bottom == right ? "\(top)-\(bottom)" : "\(top)-\(bottom)-\(left)-\(right)"
    }
}

/// How the input of a window is padded.
public enum Padding: Hashable, Sendable {
    /// Zeros on each side.
    case explicit(Margin)
    /// As much as makes the output `ceil(input / stride)`; the odd pixel goes below and to the right.
    case same
    /// None.
    case valid

    /// The zeros of each side; nil where they follow from the size of the input.
    public var sides: Margin? {
        switch self {
        case .explicit(let margin): margin
        case .valid: Margin.none
        case .same: nil
        }
    }
}

/// The value of a parameter, as written or by default.
public enum ParameterValue: Hashable, Sendable {
    case extent(Extent)
    case padding(Padding)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case word(String)
    case widths([Int])
    case margin(Margin)
    case size(TensorSize)
    case names([String])
    /// As many groups as the input has channels: a depthwise convolution.
    case channels
}
