import Basics
import OperatingSystem

/// How the learning rate changes while training: a factor for every step, which the optimizer's rate is multiplied by.
///
/// A warm-up comes first if wanted: over its W steps the factor rises in equal parts, 1/W, 2/W, … 1
/// (`torch.optim.lr_scheduler.LinearLR(start_factor=1/W, total_iters=W-1)`). What follows counts its steps from the end of
/// the warm-up, like PyTorch's `SequentialLR`.
public struct Schedule: Hashable, Sendable {
    enum Shape: Hashable, Sendable {
        case constant
        case step(everyEpochs: Int, factor: Double)
        case cosine
    }

    let shape: Shape
    /// How many epochs, or parts of one, the warm-up takes.
    public let warmupEpochs: Double

    /// The same rate at every step.
    public static let constant = Schedule.constant(warmupEpochs: 0)

    /// The same rate at every step after the warm-up.
    public static func constant(warmupEpochs: Double) -> Schedule {
        Schedule(shape: .constant, warmupEpochs: warmupEpochs)
    }

    /// The rate is multiplied by `factor` after every `everyEpochs` epochs: `StepLR(step_size: everyEpochs, gamma: factor)`.
    public static func step(everyEpochs: Int, factor: Double = 0.1, warmupEpochs: Double = 0) -> Schedule {
        Schedule(shape: .step(everyEpochs: everyEpochs, factor: factor), warmupEpochs: warmupEpochs)
    }

    /// The rate falls along half a cosine from the full rate to 0 at the end of the training:
    /// ½ (1 + cos π t/T), `CosineAnnealingLR` with `T_max` = all steps after the warm-up (Loshchilov and Hutter 2017,
    /// https://arxiv.org/abs/1608.03983).
    public static let cosine = Schedule.cosine(warmupEpochs: 0)

    /// `cosine` after a warm-up.
    public static func cosine(warmupEpochs: Double) -> Schedule {
        Schedule(shape: .cosine, warmupEpochs: warmupEpochs)
    }

    /// The factor of one step.
    ///
    /// - Parameters:
    ///   - step: counted over all epochs from 0.
    ///   - stepsPerEpoch: at least 1.
    ///   - epochs: of the whole training.
    public func factor(step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
        let total = Double(stepsPerEpoch) * Double(epochs)
        let warmup = min(max(0, warmupEpochs), Double(epochs)) * Double(stepsPerEpoch)
        let warmupSteps = warmup.rounded(.toNearestOrAwayFromZero)
        let position = Double(max(0, step))
        if position < warmupSteps { return (position + 1) / warmupSteps }
        let after = position - warmupSteps
        switch shape {
        case .constant:
            return 1
        case .step(let everyEpochs, let factor):
            return pow(factor, (after / (Double(max(1, everyEpochs)) * Double(stepsPerEpoch))).rounded(.down))
        case .cosine:
            let length = total - warmupSteps
            guard after < length else { return 0 }
            return 0.5 * (1 + cos(Double.pi * after / length))
        }
    }
}

extension Schedule: CustomStringConvertible {
    /// In a few words, e.g. `cosine after 1 epoch of warm-up`.
    public var description: String {
        let name =
            switch shape {
            case .constant: "constant"
            case .step(let everyEpochs, let factor):
                "times \(factor) every \(everyEpochs == 1 ? "epoch" : counted(everyEpochs, "epoch"))"
            case .cosine: "cosine"
            }
        guard warmupEpochs > 0 else { return name }
        let epochs = warmupEpochs == warmupEpochs.rounded() ? warmupEpochs.fixed(0) : "\(warmupEpochs)"
        return "\(name) after \(epochs) \(warmupEpochs == 1 ? "epoch" : "epochs") of warm-up"
    }
}
