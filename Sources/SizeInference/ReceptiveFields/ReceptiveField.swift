import Basics

/// How much of the input image one value of a map sees, the distance between the fields of neighbors, and how far the
/// first field starts before the image.
///
/// After Araujo, Norris and Sim, *Computing receptive fields of convolutional neural networks*, Distill, 2019
/// (https://distill.pub/2019/computing-receptive-fields), and google-research's `receptive_field`, with the same
/// conventions: borders are ignored, so a field extends into the padding as into the image.
public struct ReceptiveField: Hashable, Sendable {
    /// The field along one axis.
    public enum Axis: Hashable, Sendable {
        /// - size: in input pixels, from the first to the last that matters; the largest over all paths through the
        ///   network, and over the positions of the map if these differ (after a layer that enlarges it).
        /// - stride: in input pixels, from one value to the next.
        /// - padding: the pixels from the start of the first field to the image; negative if it starts inside it.
        case counted(size: Int, stride: Stride, padding: Int)
        /// Every value sees the whole map, as after global pooling.
        case whole
        /// What a value sees grows or moves with its position, because maps that move over the image at different
        /// speeds are joined, or values change positions.
        case varying
        /// The field is unknown, with the reason: a size is open, or a bound was reached.
        case unknown(String)
    }

    /// The pixels from one value to the next: a fraction after a layer that enlarges a map.
    public struct Stride: Hashable, Sendable, CustomStringConvertible {
        public let numerator: Int
        /// At least 1, without a common divisor with the numerator.
        public let denominator: Int

        init(_ numerator: Int, over denominator: Int) {
            let common = max(1, gcd(numerator, denominator))
            (self.numerator, self.denominator) = (numerator / common, denominator / common)
        }

        public var value: Double { Double(numerator) / Double(denominator) }

        /// `2`, `1/2`.
        public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
    }

    /// One for each spatial axis.
    public var axes: [Axis]
}
