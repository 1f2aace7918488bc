import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// The number of outputs differs from the number of classes.
    static let classCount = Rule("class-count", .training, .error)
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
                let classes = facts.section.classes, output.channels != classes,
                !output.isFeatureMap || data.definition.hasLabelMaps
            else { return [] }
            return [Message.differs(facts.network, data, classes)]
        })
}

private enum Message {
    static func differs(_ network: SizedNetwork, _ data: Chosen<DataSource>, _ classes: Int) -> Diagnostic {
        let last = network.layers.last
        let arguments = last?.layer.arguments
        // Only `fc` can be fixed by changing a number.
        let units = arguments?.span(of: "units")
        return Diagnostic(
            .classCount,
            "the network outputs \(network.output), but \(data.choice.path ?? data.key) has \(classes) classes",
            at: units ?? last?.layer.span ?? data.span,
            notes: [.data(at: data.span)],
            help: network.output.isFeatureMap
                ? "end the head with a layer of \(classes) filters" : "end the head with `fc \(classes)`",
            fixes: last?.layer.definition.traits.contains(.isFullyConnected) == true && last?.layer.isPart == false
                ? units.map { [Diagnostic.Fix("write \(classes)", replacing: $0, with: String(classes))] } ?? [] : [])
    }
}
