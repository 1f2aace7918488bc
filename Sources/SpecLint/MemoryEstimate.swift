import Basics
import SizeInference
import NetworkTerms
import SpecLanguage

/// The memory that a network needs, with all numbers in 32 bits: an estimate from the sizes alone. It doesn't include
/// the buffers that the engine's kernels add, nor the savings of activations in place.
public struct MemoryEstimate: Sendable {
    /// The bytes for one sample: the parameters, and the largest amount that is alive at the same time.
    public let inference: Int?
    /// The bytes for one batch: the parameters, their gradients, the optimizer's state, and the output of every step,
    /// which the backward pass needs.
    public let training: Int?
    /// The samples of a batch in training.
    public let batch: Int
    /// The bytes that don't depend on the batch size, and the bytes that each sample adds.
    private let fixed: Int?
    private let sample: Int?

    private static let width = 4

    public init(_ network: SizedNetwork) { self.init(LintedNetwork(network)) }

    init(_ linted: LintedNetwork) {
        let settings = TrainingSettings(linted.network.spec)
        batch = settings.batch
        // A map is alive from its step to the last step that reads it; an output to the end.
        var gone: [Int: [Int]] = [:]
        for step in linted.answering {
            let last =
                linted.flow.ends.contains(step)
                ? linted.end : linted.flow.outputs(of: step).filter { $0 <= linted.end }.max() ?? step
            gone[last, default: []].append(step)
        }
        var (alive, most, all): (Int?, Int?, Int?) = (0, 0, 0)
        for step in linted.flow.steps {
            let count = linted.network.size(of: step).checkedCount
            all = all.flatMap { all in count.flatMap { sum(all, $0) } }
            guard step <= linted.end else { continue }
            alive = alive.flatMap { alive in count.flatMap { sum(alive, $0) } }
            most = alive.flatMap { alive in most.map { max($0, alive) } }
            for former in gone[step] ?? [] {
                alive = alive.flatMap { alive in linted.network.size(of: former).checkedCount.map { alive - $0 } }
            }
        }
        let parameters = linted.network.total.parameters
        inference = most.flatMap { sum(parameters, $0) }.flatMap { product($0, Self.width) }
        let heads = linted.network.auxiliaryHeads.reduce(Optional(parameters)) { total, head in
            total.flatMap { sum($0, head.cost.parameters) }
        }
        // The parameters, their gradients, and the optimizer's state.
        let copies = 2 + settings.optimizer.stateTensors.count
        let (kept, grown) = (heads.flatMap { product($0, copies, Self.width) }, all.flatMap { product($0, Self.width) })
        (fixed, sample) = (kept, grown)
        training = kept.flatMap { kept in grown.flatMap { product($0, settings.batch) }.flatMap { sum(kept, $0) } }
    }

    /// Returns the largest batch of a training step that fits in the given number of bytes.
    func largestBatch(within bytes: Int) -> Int {
        guard let fixed, let sample, sample > 0 else { return 0 }
        return max(0, (bytes - fixed) / sample)
    }
}
