/// What becomes of the values that a pooling sees.
public enum Pooling: String, Hashable, Sendable, CaseIterable {
    /// The largest.
    case max
    /// The mean; the zeros of the padding count unless told otherwise, as in PyTorch's `AvgPool2d` (`count_include_pad=True`).
    case average = "avg"

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}

/// How the pixels between are found when a map is enlarged.
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
    /// They are left out.
    case drop
    /// A missing number is its column's mean in the training part; a missing category is none of them.
    case mean

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}

/// What separates two fields of a row of a table.
public enum Separator: String, Hashable, Sendable, CaseIterable {
    /// `,`
    case comma
    /// `;`
    case semicolon
    /// U+0009
    case tab

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}
