import NetworkTerms
import SpecLanguage

/// The inputs that a network's layers can take, whatever its spec says of its own: the contracts left aside.
public struct LegalInputs: Sendable {
    /// Height and width. Channels are as the spec has them.
    public var axes: [SizeSet]
    /// Height and width at which the auxiliary heads fit, too; nil where that is no other.
    public var training: [SizeSet]?
    /// The smallest input that fits, as a spec writes it.
    public var smallest: TensorShape
    /// The heights and widths at which no layer drops pixels behind its last window.
    public var withoutLoss: [SizeSet]?

    /// Nil where the sets can't be worked out: the spec has open numbers of its own, or height and width hang together.
    public init?(_ network: SizedNetwork) {
        var spec = network.spec.withoutContracts
        guard network.input.isFeatureMap else { return nil }
        let heads = spec.auxiliaryHeads
        spec.auxiliaryHeads = []
        spec.input?.value = [.unknown, .unknown, .known(network.input.channels)]
        let solution = SizeSolver.solve(spec, bounds: .whileChecking)
        guard solution.isComplete, solution.parts.count == 2, let sizes = OpenSizes(spec, solution), sizes.isComplete,
            let height = sizes.input[0], let width = sizes.input[1], let least = height.min, let narrowest = width.min
        else { return nil }
        axes = [height, width]
        smallest = TensorShape(height: least, width: narrowest, channels: network.input.channels)
        withoutLoss = sizes.withoutLoss
        guard !heads.isEmpty else { return }
        spec.auxiliaryHeads = heads
        let whole = SizeSolver.solve(spec, bounds: .whileChecking)
        guard whole.isComplete, let all = OpenSizes(spec, whole), let height = all.input[0], let width = all.input[1],
            [height, width] != axes
        else { return }
        training = [height, width]
    }
}
