import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// What rules ask of a training section, and of the network that it trains.
final class TrainingFacts {
    let linted: LintedNetwork
    let section: TrainingSection
    let settings: TrainingSettings
    /// What the network gives.
    let output: TensorShape

    /// Nil where the spec says nothing certain of its training.
    init?(_ linted: LintedNetwork) {
        guard let section = linted.network.spec.training, section.isCertain else { return nil }
        self.linted = linted
        self.section = section
        settings = TrainingSettings(section)
        output = linted.network.output
    }

    var network: SizedNetwork { linted.network }

    // MARK: What is learnt

    var loss: LossDefinition { settings.loss.definition }

    /// Whether the network is to answer with its input.
    var isAutoencoder: Bool { section.target?.value == .input }

    // MARK: The data

    /// Where the training's data, or else the section itself, is written.
    var dataSpan: Span { section.data?.span ?? section.span }

    /// The samples of the data that are trained on, where that is known.
    var samples: Int? { section.knownData?.value.trainingSamples }

    /// The data by its name, where that is a known set's.
    var dataName: String {
        section.data.flatMap { $0.definition.dataSet == nil ? nil : $0.key } ?? "the data"
    }

    // MARK: Second places of findings

    var dataNote: [Diagnostic.Note] { [.data(at: dataSpan)] }

    /// Nothing where the number of epochs is the usual one.
    var epochsNote: [Diagnostic.Note] {
        section.epochs.map { [Diagnostic.Note("the epochs are written here", at: $0.span)] } ?? []
    }
}

extension Diagnostic.Note {
    static func data(at span: Span) -> Diagnostic.Note { Diagnostic.Note("the data is chosen here", at: span) }
}
