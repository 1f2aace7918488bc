import SizeInference
import NetworkTerms
import SpecLanguage

/// A network of fully connected layers on a vector.
struct Perceptron {
    var inputs: Int
    var outputs: Int
    var hidden: [LintedNetwork.Place]
    /// Whether it learns to reproduce its input.
    var isAutoencoder: Bool
    /// Whether its outputs are the scores of classes, as far as the spec says.
    var hasClasses: Bool
    /// Whether its vectors are known to be images.
    var seesImages: Bool

    /// Nil if the network is anything else.
    init?(_ linted: LintedNetwork) {
        guard !linted.network.input.isFeatureMap, linted.isChain else { return nil }
        let weighted = linted.places.filter(\.isWeighted)
        guard let last = weighted.last, weighted.allSatisfy({ $0.traits.contains(.isFullyConnected) }),
            let outputs = last.layer.output.checkedCount, let inputs = linted.network.input.checkedCount
        else { return nil }
        (self.inputs, self.outputs) = (inputs, outputs)
        hidden = weighted.dropLast()
        let training = linted.network.spec.training
        isAutoencoder = training?.target?.value == .input
        hasClasses =
            !isAutoencoder
            && training.map { _ in TrainingSettings(linted.network.spec).loss.definition.compares == .classes } ?? true
        seesImages = training?.data.map { $0.definition.samples != .rows } ?? false
    }
}
