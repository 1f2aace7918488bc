import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// The facts about a training section and its network that rules need.
final class TrainingFacts {
    let linted: LintedNetwork
    let section: TrainingSection
    let settings: TrainingSettings
    /// The network's output.
    let output: TensorShape

    /// Nil if the spec has no training section, or an uncertain one.
    init?(_ linted: LintedNetwork) {
        guard let section = linted.network.spec.training, section.isCertain else { return nil }
        self.linted = linted
        self.section = section
        settings = TrainingSettings(section)
        output = linted.network.output
    }

    var network: SizedNetwork { linted.network }

    // MARK: The objective

    var loss: LossDefinition { settings.loss.definition }

    /// Whether the target is the network's own input.
    var isAutoencoder: Bool { section.target?.value == .input }

    // MARK: The end of the network

    /// Whether the network answers for each pixel of a map rather than for a whole sample.
    var answersPerPixel: Bool { output.isFeatureMap && !output.isOnePixel }

    /// The last layer that does more than move values.
    var lastChange: LintedNetwork.Place? {
        linted.lastPlace { !$0.traits.contains(.movesValues) }
    }

    /// The layer that determines the number of outputs: the last one with weights, if all that follow keep its
    /// channels, as activations and global pooling do.
    var outputLayer: LintedNetwork.Place? {
        linted.lastPlace { $0.isWeighted || $0.layer.input.channels != $0.layer.output.channels }
            .flatMap { $0.isWeighted ? $0 : nil }
    }

    // MARK: The data

    /// Whether the numbers that the outputs are compared with have a mean of about 0, so that many are negative.
    var hasNegativeTargets: Bool {
        loss.compares == .numbers && (isAutoencoder || settings.data.definition.samples == .rows)
    }

    /// The place of the training's data, or of the section if it doesn't specify data.
    var dataSpan: Span { section.data?.span ?? section.span }

    /// The number of training samples, if it is known.
    var samples: Int? { section.knownData?.value.trainingSamples }

    /// The data set's name, if it is a known one.
    var dataName: String {
        section.data.flatMap { $0.definition.dataSet == nil ? nil : $0.key } ?? "the data"
    }

    // MARK: Notes of findings

    var dataNote: [Diagnostic.Note] { [.data(at: dataSpan)] }

    /// Empty if the number of epochs is the default.
    var epochsNote: [Diagnostic.Note] {
        section.epochs.map { [Diagnostic.Note("the number of epochs", at: $0.span)] } ?? []
    }
}

extension Diagnostic.Note {
    package static func data(at span: Span) -> Diagnostic.Note { Diagnostic.Note("the data set", at: span) }
}
