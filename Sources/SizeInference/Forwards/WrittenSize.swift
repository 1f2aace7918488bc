import NetworkTerms
import SpecText

extension PartialSize {
    /// The size that is written; nil of more axes than a tensor can have.
    init?(_ dimensions: [Dimension]) {
        guard let last = dimensions.last, dimensions.count <= PerAxis<Int>.most + 1 else { return nil }
        self.init(spatialAxes: dimensions.count - 1, channels: last.value) { dimensions[$0].value }
    }
}
