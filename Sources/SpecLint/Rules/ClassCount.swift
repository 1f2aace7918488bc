import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// The number of outputs differs from the number of classes.
    package static let classCount = Rule("class-count", .training, .error)
}

extension LintRule {
    static let classCount = LintRule(
        .classCount,
        summary: "The last layer has one unit per class of the data.",
        reason: """
            Cross-entropy reads one unit per class. With fewer units, some labels have none; with more, the extra ones \
            are never right.
            """,
        source: "PyTorch's documentation of CrossEntropyLoss",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 100
            train:
              data: fashion-mnist
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
            """,
        training: { facts in
            let output = facts.output
            guard facts.loss.compares == .classes, !facts.isAutoencoder, let data = facts.section.data,
                let classes = facts.classes, output.channels != classes,
                !facts.answersPerPixel || data.definition.hasLabelMaps
            else { return [] }
            return [Message.differs(facts, data, classes)]
        })
}

private enum Message {
    static func differs(_ facts: TrainingFacts, _ data: Chosen<DataSource>, _ classes: Int) -> Diagnostic {
        let place = facts.outputLayer
        let count = place.flatMap(\.writtenOutputs)
        let isShared = place.map { place in facts.linted.places.count { $0.span == place.span } > 1 } ?? true
        var help = facts.linted.end(with: classes, place, output: facts.output)
        if classes == 2, facts.output.channels == 1 {
            help += ", or write `loss: \(LossDefinition.binaryCrossEntropy.syntax.key)`"
        }
        // Only an autoencoder outputs as many numbers as come in.
        let reproducesInput =
            facts.section.target == nil && facts.head.target == nil
            && facts.output.count == facts.network.input.count && facts.network.input.isFeatureMap
            && !facts.answersPerPixel
        if reproducesInput {
            help = "for an autoencoder, write `target: input`; otherwise \(help)"
        }
        return Diagnostic(
            .classCount,
            "\(facts.subject) outputs \(facts.output), but \(data.choice.path ?? data.key) has \(classes) classes",
            at: count ?? facts.endSpan,
            notes: [.data(at: data.span)], help: help,
            fixes: reproducesInput || isShared || place?.layer.layer.isPart == true
                ? [] : count.map { [Diagnostic.Fix("write \(classes)", replacing: $0, with: String(classes))] } ?? [])
    }
}
