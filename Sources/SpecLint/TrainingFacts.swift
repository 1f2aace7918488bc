import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// The facts about a training section and one of its network's outputs that rules need.
final class TrainingFacts {
    let linted: LintedNetwork
    let section: TrainingSection
    let settings: TrainingSettings
    /// What the output learns.
    let objective: OutputTraining
    /// The head that computes the output.
    let head: OutputHead
    /// The output's size.
    let output: TensorShape
    /// The step that computes the output.
    let end: Int

    /// Returns the facts for each output; none if the spec has no training section, or an uncertain one.
    static func all(_ linted: LintedNetwork) -> [TrainingFacts] {
        guard let section = linted.network.spec.training, section.isCertain else { return [] }
        let settings = TrainingSettings(linted.network.spec)
        return linted.network.outputs.indices.filter { linted.network.outputs[$0].head.isCertain }.map {
            TrainingFacts(linted, section, settings, output: $0)
        }
    }

    private init(_ linted: LintedNetwork, _ section: TrainingSection, _ settings: TrainingSettings, output: Int) {
        (self.linted, self.section, self.settings) = (linted, section, settings)
        objective = settings.objectives[output]
        let sized = linted.network.outputs[output]
        (head, self.output, end) = (sized.head, sized.shape, linted.flow.ends[output])
    }

    var network: SizedNetwork { linted.network }

    /// The subject of a sentence about the output: `the network`, or the head if there are several.
    var subject: String {
        network.hasSeveralOutputs ? "the head `\(head.name?.value ?? "")`" : "the network"
    }

    // MARK: The objective

    var loss: LossDefinition { objective.loss.definition }

    /// The loss as written, for the output or for all of them.
    var chosenLoss: Chosen<Loss>? { head.loss ?? section.loss }

    /// Where the target is chosen.
    var targetSpan: Span? { head.target?.span ?? section.target?.span }

    /// Whether the target is the network's own input.
    var isAutoencoder: Bool { objective.target == .input }

    /// The number of classes of the target, if it is known.
    var classes: Int? { objective.target.column == nil ? section.classes : nil }

    // MARK: The end of the network

    /// Whether the network answers for each pixel of a map rather than for a whole sample.
    var answersPerPixel: Bool { output.isFeatureMap && !output.isOnePixel }

    /// The last layer that does more than move values.
    var lastChange: LintedNetwork.Place? {
        linted.lastPlace(before: end) { !$0.traits.contains(.movesValues) }
    }

    /// The layer that determines the number of outputs: the last one with weights, if all that follow keep its
    /// channels, as activations and global pooling do.
    var outputLayer: LintedNetwork.Place? {
        linted.lastPlace(before: end) { $0.isWeighted || $0.layer.input.channels != $0.layer.output.channels }
            .flatMap { $0.isWeighted ? $0 : nil }
    }

    // MARK: The data

    /// Whether the numbers that the outputs are compared with have a mean of about 0, so that many are negative.
    var hasNegativeTargets: Bool {
        loss.compares == .numbers && (isAutoencoder || settings.data.definition.samples == .rows)
    }

    /// Where the output comes from.
    var endSpan: Span {
        linted.places.last { $0.node <= end }?.span ?? (end > 0 ? network.step(end).span : section.span)
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
