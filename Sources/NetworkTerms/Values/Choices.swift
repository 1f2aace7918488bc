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
