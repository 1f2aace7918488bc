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

/// How the input of a window is padded.
public enum Padding: Hashable, Sendable {
    /// Zeros on both sides of each axis.
    case explicit(Extent)
    /// As much as makes the output `ceil(input / stride)`; the odd pixel goes below and to the right.
    case same
    /// None.
    case valid
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
    /// As many groups as the input has channels: a depthwise convolution.
    case channels
}
