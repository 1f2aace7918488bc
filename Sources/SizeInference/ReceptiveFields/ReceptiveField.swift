import Basics

/// How much of the input image one value of a map sees, how far the fields of neighbors are apart, and how far the
/// first field begins before the image.
///
/// After Araujo, Norris and Sim, *Computing receptive fields of convolutional neural networks*, Distill, 2019
/// (https://distill.pub/2019/computing-receptive-fields), and google-research's `receptive_field`, as which it counts:
/// borders are ignored, so that a field reaches into the padding as it reaches into the image.
public struct ReceptiveField: Hashable, Sendable {
    /// Along one axis.
    public enum Axis: Hashable, Sendable {
        /// - size: in input pixels, from the first to the last that matters; the largest over all ways through the
        ///   network,
        ///   and over the places of the map where these differ (behind what enlarges a map).
        /// - stride: in input pixels, from one value to the next.
        /// - padding: the pixels from the first field's beginning to the image; negative where it begins inside it.
        case counted(size: Int, stride: Stride, padding: Int)
        /// Every value sees the whole map: after global pooling, for example.
        case whole
        /// What a value sees grows or moves with its place: maps are joined that move over the image at different
        /// speeds, or values are given other places.
        case varying
        /// Why it is unknown: a size is open, or a bound was reached.
        case unknown(String)
    }

    /// Pixels from one value to the next: a fraction behind what enlarges a map.
    public struct Stride: Hashable, Sendable, CustomStringConvertible {
        public let numerator: Int
        /// At least 1; numerator and denominator have no common divisor.
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
