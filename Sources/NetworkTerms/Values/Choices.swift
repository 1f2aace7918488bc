/// How pooling combines the values of a window.
public enum Pooling: String, Hashable, Sendable, CaseIterable {
    /// The largest.
    case max
    /// The mean; by default, the zeros of the padding count, as in PyTorch's `AvgPool2d` (`count_include_pad=True`).
    case average = "avg"

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}

/// How new pixels are computed when a map is enlarged.
public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    /// Each pixel is repeated.
    case nearest
    /// By the distance to the nearest four, pixels being areas (PyTorch's `align_corners=False`).
    case bilinear

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}

/// What happens to the rows of a table that lack a value.
public enum MissingValues: String, Hashable, Sendable, CaseIterable {
    /// They are skipped.
    case drop
    /// A missing number becomes its column's mean in the training set; a missing category becomes none of them.
    case mean

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}

/// The separator between the fields of a table.
public enum Separator: String, Hashable, Sendable, CaseIterable {
    /// `,`
    case comma
    /// `;`
    case semicolon
    /// U+0009
    case tab

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)

    /// The character in a file.
    package var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        }
    }
}
