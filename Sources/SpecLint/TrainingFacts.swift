import SizeInference
import SpecLanguage
import SpecText

/// What rules ask of a training section.
struct TrainingFacts {
    let section: TrainingSection
    let settings: TrainingSettings

    /// Nil where the spec says nothing certain of its training.
    init?(_ network: SizedNetwork) {
        guard let section = network.spec.training, section.isCertain else { return nil }
        self.section = section
        settings = TrainingSettings(section)
    }

    /// Whether the loss takes a softmax itself.
    var isCrossEntropy: Bool { if case .crossEntropy = settings.loss { true } else { false } }

    /// Whether the loss takes an activation itself.
    var isOfLogits: Bool { isCrossEntropy || settings.loss == .binaryCrossEntropy }

    /// Where the training's data, or else the section itself, is written.
    var dataSpan: Span { section.data?.span ?? section.span }

    /// The samples of the data that are trained on, where that is known.
    var samples: Int? { section.knownData?.value.trainingSamples }

    /// The data by its name.
    var dataName: String { section.knownData?.value.name ?? "the data" }

    var note: [Diagnostic.Note] { [Diagnostic.Note("the data is chosen here", at: dataSpan)] }
}
