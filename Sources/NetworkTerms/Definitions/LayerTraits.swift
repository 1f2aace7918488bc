/// The effect of a layer on its values. Rules use these traits, so a new layer is included in every rule that applies
/// to it.
public struct LayerTraits: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Passes through every value of its input once, possibly at another position: `flatten`, `channel shuffle`.
    public static let movesValues = LayerTraits(rawValue: 1 << 0)
    /// Sets random values to zero in training, and passes through its input otherwise: `dropout`.
    public static let dropsValues = LayerTraits(rawValue: 1 << 1)
    /// Normalizes values to mean 0 and variance 1, so repeating it has no effect: `layer norm`.
    public static let standardizes = LayerTraits(rawValue: 1 << 2)
    /// Computes the statistics of each channel over the whole batch: `batch norm`.
    public static let seesBatch = LayerTraits(rawValue: 1 << 3)
    /// Applies an activation and nothing else.
    public static let isActivation = LayerTraits(rawValue: 1 << 4)
    /// Summarizes each channel over windows or the whole map: `pool`.
    public static let pools = LayerTraits(rawValue: 1 << 5)
    /// Enlarges maps, as in a decoder or a generator: `upsample`.
    public static let enlargesMaps = LayerTraits(rawValue: 1 << 6)
    /// Turns numbers into class probabilities: `softmax`.
    public static let givesProbabilities = LayerTraits(rawValue: 1 << 7)
    /// Every output is a weighted sum of all values of the input.
    public static let isFullyConnected = LayerTraits(rawValue: 1 << 8)
    /// Every output is a weighted sum of the values under a window that moves over the input.
    public static let isConvolution = LayerTraits(rawValue: 1 << 9)

    /// Turns numbers into the logarithms of class probabilities: `log softmax`.
    public static let givesLogProbabilities = LayerTraits(rawValue: 1 << 10)

    /// Processes each value of its input separately: values aren't mixed.
    public static let keepsValuesApart: LayerTraits = [.movesValues, .dropsValues, .isActivation, .seesBatch]
}
