/// What kind of thing a layer does to its values. Rules ask for these, so that a new layer takes part in every rule that
/// concerns it.
public struct LayerTraits: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Hands on every value of its input once, perhaps in another place: `flatten`, `channel shuffle`.
    public static let movesValues = LayerTraits(rawValue: 1 << 0)
    /// Sets values to zero at random while training, and hands on its input afterwards: `dropout`.
    public static let dropsValues = LayerTraits(rawValue: 1 << 1)
    /// Brings values to mean 0 and variance 1, so that doing it again changes nothing: `layer norm`.
    public static let standardizes = LayerTraits(rawValue: 1 << 2)
    /// Takes its statistics of each channel over the whole batch: `batch norm`.
    public static let seesBatch = LayerTraits(rawValue: 1 << 3)
    /// Applies an activation and nothing else.
    public static let isActivation = LayerTraits(rawValue: 1 << 4)
    /// Summarizes each channel over windows or the whole map: `pool`.
    public static let pools = LayerTraits(rawValue: 1 << 5)
    /// Makes maps larger, as a decoder or a generator does: `upsample`.
    public static let enlargesMaps = LayerTraits(rawValue: 1 << 6)
    /// Turns numbers into the probabilities of classes: `softmax`.
    public static let givesProbabilities = LayerTraits(rawValue: 1 << 7)
    /// Every output is a weighted sum of all values of the input.
    public static let isFullyConnected = LayerTraits(rawValue: 1 << 8)
    /// Every output is a weighted sum of the values under a window that moves over the input.
    public static let isConvolution = LayerTraits(rawValue: 1 << 9)

    /// Keeps apart the values of its input, whatever it does to each: nothing is mixed.
    public static let keepsValuesApart: LayerTraits = [.movesValues, .dropsValues, .isActivation, .seesBatch]
}
