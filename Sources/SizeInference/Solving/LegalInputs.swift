import NetworkTerms
import SpecLanguage

/// The inputs that a network's layers accept, regardless of the input in the spec. Contracts are ignored.
public struct LegalInputs: Sendable {
    /// The lengths of each spatial axis. The channels are those in the spec.
    public var axes: [SizeSet]
    /// The lengths for which the auxiliary heads fit too; nil if they are the same.
    public var training: [SizeSet]?
    /// The smallest input that fits, as in a spec.
    public var smallest: TensorShape
    /// The lengths of each axis for which no layer drops pixels after its last window.
    public var withoutLoss: [SizeSet]?

    /// Nil if the sets can't be computed: the spec has other open numbers, or the axes depend on each other.
    public init?(_ network: SizedNetwork) {
        var spec = network.spec.withoutContracts
        guard network.input.isFeatureMap else { return nil }
        let heads = spec.auxiliaryHeads
        spec.auxiliaryHeads = []
        let spatialAxes = network.input.spatialAxes
        spec.input?.value = Array(repeating: .unknown, count: spatialAxes) + [.known(network.input.channels)]
        let graph = SpecGraph(spec)
        let solution = SizeSolver.solve(graph, bounds: .whileChecking)
        guard solution.isComplete, solution.parts.count == spatialAxes, let sizes = OpenSizes(graph, solution),
            sizes.isComplete
        else { return nil }
        axes = sizes.input.prefix(spatialAxes).compactMap { $0 }
        guard axes.count == spatialAxes,
            let smallest = TensorShape(spatial: axes.compactMap(\.min), channels: network.input.channels),
            smallest.spatialAxes == spatialAxes
        else { return nil }
        self.smallest = smallest
        withoutLoss = sizes.withoutLoss
        guard !heads.isEmpty else { return }
        spec.auxiliaryHeads = heads
        let whole = SpecGraph(spec)
        let answers = SizeSolver.solve(whole, bounds: .whileChecking)
        guard answers.isComplete, let all = OpenSizes(whole, answers) else { return }
        let trained = all.input.prefix(spatialAxes).compactMap { $0 }
        if trained.count == spatialAxes, trained != axes { training = trained }
    }
}
