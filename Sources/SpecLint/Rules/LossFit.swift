import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// The loss can't compare what the network gives with what the data says.
    static let lossFit = Rule("loss-fit", .training, .error)
}

extension LintRule {
    static let lossFit = LintRule(
        .lossFit,
        summary: "The loss compares what the network gives with what the data says.",
        reason: """
            Cross-entropy wants a class for each of its outputs' places, mean squared error a number for each output, binary \
            cross-entropy a number from 0 to 1.
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
    var loss: TrainingSettings.Loss { facts.settings.loss }
    var output: TensorShape { facts.output }
    var data: Arguments? { section.data?.value }

    /// Where the loss is chosen, or what chose it.
    var lossSpan: Span {
        section.loss?.span ?? section.target?.span ?? section.data?.span ?? section.span
    }

    /// Where the output comes from.
    var outputSpan: Span { network.layers.last?.layer.span ?? network.steps.last?.span ?? section.span }

    // MARK: The target is the input

    func ofAutoencoder() -> [Diagnostic] {
        if case .crossEntropy = loss { return [Message.noClassesInTheInput(at: lossSpan, written: section.loss?.span)] }
        if loss == .binaryCrossEntropy, data?.syntax.key == Syntax.csv.key {
            return [Message.standardised(at: lossSpan)]
        }
        guard output.count != network.input.count else { return [] }
        return [Message.notTheInput(output, network.input, at: outputSpan, target: section.target?.span)]
    }

    // MARK: The data says it

    func ofLabels() -> [Diagnostic] {
        guard let data, let span = section.data?.span else { return [] }
        let isTable = data.syntax.key == Syntax.csv.key
        if isTable, data["target"] == nil { return [Message.noTarget(at: span)] }
        switch loss {
        case .crossEntropy:
            if output.isFeatureMap, data.syntax.key != Syntax.idx.key {
                return [Message.oneClass(output, at: outputSpan, data: span)]
            }
            return output.channels == 1 && section.classes == nil
                ? [Message.oneUnit(at: outputSpan, loss: lossSpan)] : []
        case .meanSquaredError:
            guard isTable else {
                return [Message.classesAreNoNumbers(data.syntax.key, at: lossSpan, written: section.loss?.span)]
            }
            return output.count == 1 ? [] : [Message.oneNumber(output, at: outputSpan, data: span)]
        case .binaryCrossEntropy:
            if let classes = section.classes, classes != 2 {
                let fits = output.channels == classes
                return [Message.notTwo(classes, at: lossSpan, written: fits ? section.loss?.span : nil)]
            }
            return output.count == 1 ? [] : [Message.oneDecision(output, at: outputSpan, loss: lossSpan)]
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

    static func noClassesInTheInput(at span: Span, written: Span?) -> Diagnostic {
        finding(
            "cross entropy compares classes, and the target is the input, which has none", at: span,
            help: "write `loss: mean squared error`, or leave `loss` out",
            fix: written.map { ($0, Syntax.meanSquaredError.key) })
    }

    static func standardised(at span: Span) -> Diagnostic {
        finding(
            "binary cross entropy compares numbers from 0 to 1, and a table's are standardised", at: span,
            help: "write `loss: mean squared error`")
    }

    static func notTheInput(_ output: TensorShape, _ input: TensorShape, at span: Span, target: Span?) -> Diagnostic {
        finding(
            "the network gives \(output), and its target, the input, is \(input)", at: span,
            notes: target.map { [Diagnostic.Note("the target is chosen here", at: $0)] } ?? [],
            help: "end the network with as many numbers as it begins with, \(input)")
    }

    static func noTarget(at span: Span) -> Diagnostic {
        finding(
            "the table does not say which column is the target", at: span,
            help: "write it as in `csv penguins.csv, target species`, or `target: input` for an autoencoder")
    }

    static func oneClass(_ output: TensorShape, at span: Span, data: Span) -> Diagnostic {
        finding(
            "the network gives a map of \(output), and the data has one class a sample", at: span,
            notes: [.data(at: data)],
            help: "end the head with a layer such as `fc 10`, or `global avg pool` before it")
    }

    static func oneUnit(at span: Span, loss: Span) -> Diagnostic {
        finding(
            "cross entropy wants one number a class, and the network gives one in all", at: span,
            notes: [Diagnostic.Note("the loss is chosen here", at: loss)],
            help: """
                end the head with as many units as there are classes; or write `loss: mean squared error` for a number, \
                `loss: binary cross entropy` for two classes
                """)
    }

    static func classesAreNoNumbers(_ data: String, at span: Span, written: Span?) -> Diagnostic {
        finding(
            "mean squared error compares numbers, and `\(data)` has classes", at: span,
            help: "write `loss: cross entropy`, or `target: input` for an autoencoder",
            fix: written.map { ($0, Syntax.crossEntropy.key) })
    }

    static func oneNumber(_ output: TensorShape, at span: Span, data: Span) -> Diagnostic {
        finding(
            "the network gives \(output), and the target is one number a row", at: span,
            notes: [.data(at: data)], help: "end the head with `fc 1`")
    }

    static func notTwo(_ classes: Int, at span: Span, written: Span?) -> Diagnostic {
        finding(
            "binary cross entropy tells two classes apart, and the data has \(classes)", at: span,
            help: "write `loss: cross entropy`, and end the head with `fc \(classes)`",
            fix: written.map { ($0, Syntax.crossEntropy.key) })
    }

    static func oneDecision(_ output: TensorShape, at span: Span, loss: Span) -> Diagnostic {
        finding(
            "binary cross entropy tells two classes apart by one number, and the network gives \(output)", at: span,
            notes: [Diagnostic.Note("the loss is chosen here", at: loss)],
            help: "end the head with `fc 1`, or write `loss: cross entropy`")
    }
}
