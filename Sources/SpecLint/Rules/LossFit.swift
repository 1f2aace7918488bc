import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// The loss can't compare the network's output with the target.
    static let lossFit = Rule("loss-fit", .training, .error)
}

extension LintRule {
    static let lossFit = LintRule(
        .lossFit,
        summary: "The loss suits the output of the network and the target.",
        reason: """
            Cross entropy needs a class as the target, and one output per class; mean squared error needs a number for each \
            output; binary cross entropy needs a single output, and a number from 0 to 1 as its target.
            """,
        source: "PyTorch's documentation of CrossEntropyLoss, MSELoss and BCEWithLogitsLoss",
        example: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              loss: mean squared error
            """,
        better: """
            input: 28x28x1
            body:
              - 3x3 conv, 8, relu
            head:
              - fc 10
            train:
              data: fashion-mnist
              loss: cross entropy
            """,
        training: { facts in
            let fit = LossFit(facts: facts)
            return facts.isAutoencoder ? fit.ofAutoencoder() : fit.ofLabels()
        })
}

private struct LossFit {
    let facts: TrainingFacts

    var network: SizedNetwork { facts.network }
    var section: TrainingSection { facts.section }
    var loss: LossDefinition { facts.loss }
    var output: TensorShape { facts.output }
    var source: DataSourceDefinition { facts.settings.data.definition }

    /// Where the loss is chosen, or what chose it.
    var lossSpan: Span {
        section.loss?.span ?? section.target?.span ?? section.data?.span ?? section.span
    }

    /// Where the output comes from.
    var outputSpan: Span { network.layers.last?.layer.span ?? network.steps.last?.span ?? section.span }

    // MARK: The target is the input

    func ofAutoencoder() -> [Diagnostic] {
        if loss.compares == .classes {
            return [Message.noClassesInTheInput(loss, at: lossSpan, written: section.loss?.span)]
        }
        if loss.compares == .shares, source.samples == .rows { return [Message.standardized(loss, at: lossSpan)] }
        guard output.count != network.input.count else { return [] }
        return [Message.notTheInput(output, network.input, at: outputSpan, target: section.target?.span)]
    }

    // MARK: The data says it

    func ofLabels() -> [Diagnostic] {
        guard let data = section.data else { return [] }
        let span = data.span
        let isTable = source.samples == .rows
        if isTable, data.arguments["target"] == nil { return [Message.noTarget(at: span)] }
        switch loss.compares {
        case .classes:
            if output.isFeatureMap, !source.hasLabelMaps {
                return [Message.oneClass(output, at: outputSpan, data: span)]
            }
            return output.channels == 1 && section.classes == nil
                ? [Message.oneUnit(loss, at: outputSpan, chosen: lossSpan, isDefault: section.loss == nil)] : []
        case .numbers:
            guard isTable else {
                return [Message.classesAreNoNumbers(loss, data.key, at: lossSpan, written: section.loss?.span)]
            }
            return output.count == 1 ? [] : [Message.oneNumber(output, at: outputSpan, data: span)]
        case .shares:
            if let classes = section.classes, classes != 2 {
                let fits = output.channels == classes
                return [Message.notTwo(loss, classes, at: lossSpan, written: fits ? section.loss?.span : nil)]
            }
            return output.count == 1 ? [] : [Message.oneDecision(loss, output, at: outputSpan, chosen: lossSpan)]
        }
    }
}

private enum Message {
    private static func finding(
        _ message: String, at span: Span, notes: [Diagnostic.Note] = [], help: String, fix: (Span, String)? = nil
    ) -> Diagnostic {
        Diagnostic(
            .lossFit, message, at: span, notes: notes, help: help,
            fixes: fix.map { [Diagnostic.Fix("write `\($0.1)`", replacing: $0.0, with: $0.1)] } ?? [])
    }

    static func noClassesInTheInput(_ loss: LossDefinition, at span: Span, written: Span?) -> Diagnostic {
        finding(
            "\(loss.syntax.title) compares classes, but the target is the input, which has none", at: span,
            help: "write `loss: mean squared error`, or leave `loss` out",
            fix: written.map { ($0, LossDefinition.meanSquaredError.syntax.key) })
    }

    static func standardized(_ loss: LossDefinition, at span: Span) -> Diagnostic {
        finding(
            "\(loss.syntax.title) compares numbers from 0 to 1, but the numbers of a table are standardized", at: span,
            help: "write `loss: mean squared error`")
    }

    static func notTheInput(_ output: TensorShape, _ input: TensorShape, at span: Span, target: Span?) -> Diagnostic {
        finding(
            "the network outputs \(output), but its target, the input, is \(input)", at: span,
            notes: target.map { [Diagnostic.Note("the target is chosen here", at: $0)] } ?? [],
            help: "give the output the size of the input, \(input)")
    }

    static func noTarget(at span: Span) -> Diagnostic {
        finding(
            "the column with the target is missing", at: span,
            help: "name it, as in `csv penguins.csv, target species`, or `target: input` for an autoencoder")
    }

    static func oneClass(_ output: TensorShape, at span: Span, data: Span) -> Diagnostic {
        finding(
            "the network outputs a map of \(output), but the data has one class per sample", at: span,
            notes: [.data(at: data)],
            help: "end the head with a layer such as `fc 10`, or put `global avg pool` before it")
    }

    static func oneUnit(_ loss: LossDefinition, at span: Span, chosen: Span, isDefault: Bool) -> Diagnostic {
        finding(
            "\(loss.syntax.title) needs one output per class, but the network has a single output", at: span,
            notes: [
                Diagnostic.Note(
                    isDefault ? "this is the default loss for this data" : "the loss is chosen here", at: chosen)
            ],
            help: """
                end the head with as many units as there are classes; or write `loss: mean squared error` for a number, \
                `loss: binary cross entropy` for two classes
                """)
    }

    static func classesAreNoNumbers(
        _ loss: LossDefinition, _ data: String, at span: Span, written: Span?
    ) -> Diagnostic {
        finding(
            "\(loss.syntax.title) compares numbers, but `\(data)` has classes", at: span,
            help: "write `loss: cross entropy`, or `target: input` for an autoencoder",
            fix: written.map { ($0, LossDefinition.crossEntropy.syntax.key) })
    }

    static func oneNumber(_ output: TensorShape, at span: Span, data: Span) -> Diagnostic {
        finding(
            "the network outputs \(output), but the target is one number per row", at: span,
            notes: [.data(at: data)], help: "end the head with `fc 1`")
    }

    static func notTwo(_ loss: LossDefinition, _ classes: Int, at span: Span, written: Span?) -> Diagnostic {
        finding(
            "\(loss.syntax.title) distinguishes two classes, but the data has \(classes)", at: span,
            help: "write `loss: cross entropy`, and end the head with `fc \(classes)`",
            fix: written.map { ($0, LossDefinition.crossEntropy.syntax.key) })
    }

    static func oneDecision(
        _ loss: LossDefinition, _ output: TensorShape, at span: Span, chosen: Span
    ) -> Diagnostic {
        finding(
            "\(loss.syntax.title) distinguishes two classes with one output, but the network outputs \(output)",
            at: span,
            notes: [Diagnostic.Note("the loss is chosen here", at: chosen)],
            help: "end the head with `fc 1`, or write `loss: cross entropy`")
    }
}
