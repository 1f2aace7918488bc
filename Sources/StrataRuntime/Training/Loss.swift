/// What training makes small.
public enum Loss: Hashable, Sendable {
    /// The mean over the batch (and, of a feature map, over its pixels) of the cross-entropy between the label and the
    /// softmax of the network's output: one number a class. Of the label a share `smoothing` is spread over all classes.
    case crossEntropy(smoothing: Double = 0)

    /// The mean over all outputs of the squared distance to their targets.
    case meanSquaredError

    /// The mean over all outputs of the cross-entropy between their sigmoid and their targets, from 0 to 1.
    case binaryCrossEntropy

    /// Softmax cross-entropy without smoothing.
    public static let crossEntropy = Loss.crossEntropy(smoothing: 0)

    /// Whether labels are compared, one a sample or a pixel, in place of numbers.
    var comparesLabels: Bool { if case .crossEntropy = self { true } else { false } }
}

extension Loss: CustomStringConvertible {
    /// As a spec writes it: `cross entropy, smoothing 0.1`.
    public var description: String {
        switch self {
        case .crossEntropy(let smoothing): smoothing == 0 ? "cross entropy" : "cross entropy, smoothing \(smoothing)"
        case .meanSquaredError: "mean squared error"
        case .binaryCrossEntropy: "binary cross entropy"
        }
    }
}

/// What a network is to answer.
public enum Target: String, Hashable, Sendable {
    /// What the data says of each sample: its class, the classes of its pixels, or a number.
    case label
    /// The sample itself: an autoencoder's.
    case input
}
