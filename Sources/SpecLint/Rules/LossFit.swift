import Basics
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// The loss can't compare the network's output with the target.
    package static let lossFit = Rule("loss-fit", .training, .error)
}

extension LintRule {
    static let lossFit = LintRule(
        .lossFit,
        summary: "The loss suits the output of the network and the target.",
        reason: """
            Cross entropy needs a class as the target, and one output per class; mean squared error needs a number for each \
            output; binary cross entropy needs a single output, and one of two classes as its target. For masks, whose \
            target is a class for each pixel, the output is a map of the size of the images.
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
        facts.chosenLoss?.span ?? facts.targetSpan ?? section.data?.span ?? section.span
    }

    /// Where the number of outputs comes from.
    var outputSpan: Span {
        facts.outputLayer.map { $0.writtenOutputs ?? $0.span } ?? endSpan
    }

    /// Where the output comes from.
    var endSpan: Span { facts.endSpan }

    // MARK: The target is the input

    func ofAutoencoder() -> [Diagnostic] {
        if loss.compares == .classes {
            return [Message.noClassesInTheInput(loss, at: lossSpan, written: facts.chosenLoss?.span, limit: limit)]
        }
        if loss.compares == .shares, source.samples == .rows { return [Message.standardized(loss, at: lossSpan)] }
        guard output.count != network.input.count else { return [] }
        return [
            Message.notTheInput(
                facts.subject, output, network.input, at: endSpan, target: facts.targetSpan, resizing: resizing,
                proposals: proposals)
        ]
    }

    /// The activation at the end that keeps the output from the values of an input.
    private var limit: String? {
        guard source.samples != .rows, let last = facts.lastChange else { return nil }
        if last.traits.contains(.givesProbabilities) { return "softmax" }
        return last.activation?.isNeverNegative == true || last.activation == .tanh ? last.activationName : nil
    }

    /// The steps that change the number of pixels or of units, if one leads to the next.
    private var resizing: [SizedStep] {
        guard facts.linted.isChain else { return [] }
        return facts.linted.answering.dropFirst().map(network.step).filter { step in
            step.output.isFeatureMap && step.input.isFeatureMap
                ? step.output.spatial != step.input.spatial
                : step.output.count != step.input.count
        }
    }

    /// Changes that may give the output the size of the input: the number of outputs, and the sizes of maps.
    private var proposals: [[Diagnostic.Fix]] {
        let input = network.input
        guard output.isFeatureMap == input.isFeatureMap else {
            return outputs(wanted: input.count)
        }
        let counts = outputs(wanted: input.channels)
        guard output.isFeatureMap, output.spatial != input.spatial,
            let wanted = TensorShape(spatial: input.spatial, channels: output.channels)
        else { return counts }
        let sizes = network.changes(for: wanted, at: endSpan)
        guard let count = counts.first?.first else { return sizes }
        return sizes.map { ways in
            ways.map { Diagnostic.Fix("\(count.title); \($0.title)", edits: count.edits + $0.edits) }
        }
    }

    /// Another number of outputs.
    private func outputs(wanted: Int) -> [[Diagnostic.Fix]] {
        guard output.channels != wanted, let place = facts.outputLayer, let span = place.writtenOutputs else {
            return []
        }
        let unit = counted(wanted, place.layer.output.isFeatureMap ? "filter" : "unit")
        return [[Diagnostic.Fix("\(place.name): \(unit)", replacing: span, with: String(wanted))]]
    }

    // MARK: The data says it

    func ofLabels() -> [Diagnostic] {
        guard let data = section.data else { return [] }
        let span = data.span
        let isTable = source.samples == .rows
        let column = facts.objective.target.column
        if !isTable, let column { return [Message.noColumns(column, data.key, at: facts.targetSpan ?? span)] }
        if isTable, data.arguments["target"] == nil, column == nil {
            return [Message.noTarget(at: span, head: network.hasSeveralOutputs ? facts.head.name : nil)]
        }
        switch loss.compares {
        case .numbers: return ofNumbers(data, isTable: isTable)
        case .classes:
            if let finding = ofMap(span) { return [finding] }
            return output.channels == 1 && facts.classes == nil
                ? [
                    Message.oneUnit(
                        loss, facts.subject, at: outputSpan, chosen: lossSpan, isDefault: facts.chosenLoss == nil,
                        isMap: facts.answersPerPixel, isTable: isTable)
                ] : []
        case .shares:
            if let finding = ofMap(span) { return [finding] }
            if let classes = facts.classes, classes != 2 {
                let fits = output.channels == classes
                return [
                    Message.notTwo(
                        loss, classes, at: lossSpan, written: fits ? facts.chosenLoss?.span : nil,
                        end: facts.linted.end(with: classes, facts.outputLayer, output: output))
                ]
            }
            return output.channels == 1
                ? []
                : [
                    Message.oneDecision(
                        loss, facts.subject, output, at: outputSpan, chosen: lossSpan, softmax: softmax,
                        end: facts.linted.end(with: 1, facts.outputLayer, output: output))
                ]
        }
    }

    /// The finding about a map of answers that the data has no targets for.
    private func ofMap(_ data: Span) -> Diagnostic? {
        guard facts.answersPerPixel else { return nil }
        guard source.hasLabelMaps else { return Message.oneClass(facts.subject, output, at: endSpan, data: data) }
        // The height and width of images that come in as vectors aren't known.
        guard network.input.isFeatureMap, network.input.spatial != output.spatial else { return nil }
        return Message.otherMap(facts.subject, output, network.input, at: endSpan, data: data)
    }

    private func ofNumbers(_ data: Chosen<DataSource>, isTable: Bool) -> [Diagnostic] {
        guard isTable else {
            return [
                Message.classesAreNoNumbers(
                    loss, data.key, at: lossSpan, written: facts.chosenLoss?.span,
                    reproducesInput: output.count == network.input.count,
                    isMask: facts.answersPerPixel && output.channels == 1 && source.hasLabelMaps)
            ]
        }
        if let classes = facts.classes {
            let fitting: LossDefinition? =
                output.count == classes ? .crossEntropy : output.count == 1 && classes == 2 ? .binaryCrossEntropy : nil
            return [
                Message.classIsNoNumber(
                    loss, classes, at: lossSpan, classesAt: data.span(of: "classes"), written: facts.chosenLoss?.span,
                    fitting: fitting, end: facts.linted.end(with: classes, facts.outputLayer, output: output))
            ]
        }
        return output.count == 1 ? [] : [Message.oneNumber(facts.subject, output, at: outputSpan, data: data.span)]
    }

    /// The name of the softmax that the network ends with.
    private var softmax: String? {
        facts.lastChange.flatMap { $0.traits.contains(.givesProbabilities) ? $0.name : nil }
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

    static func noClassesInTheInput(
        _ loss: LossDefinition, at span: Span, written: Span?, limit: String?
    ) -> Diagnostic {
        if let limit {
            let losses = [LossDefinition.meanSquaredError, .binaryCrossEntropy].map { "`loss: \($0.syntax.key)`" }
            return finding(
                "\(loss.syntax.title) compares classes, but the target is the input, which has none", at: span,
                help:
                    "write \(Suggestion.list(losses)), and remove the \(limit), because the loss expects the values before it"
            )
        }
        return finding(
            "\(loss.syntax.title) compares classes, but the target is the input, which has none", at: span,
            help: "write `loss: mean squared error`, or leave `loss` out",
            fix: written.map { ($0, LossDefinition.meanSquaredError.syntax.key) })
    }

    static func standardized(_ loss: LossDefinition, at span: Span) -> Diagnostic {
        finding(
            "\(loss.syntax.title) compares numbers from 0 to 1, but the numbers of a table are standardized", at: span,
            help: "write `loss: mean squared error`")
    }

    /// - Parameters:
    ///   - resizing: the steps on the way that change the size.
    ///   - proposals: changes that may make the sizes equal.
    static func notTheInput(
        _ subject: String, _ output: TensorShape, _ input: TensorShape, at span: Span, target: Span?,
        resizing: [SizedStep],
        proposals: [[Diagnostic.Fix]]
    ) -> Diagnostic {
        let chain = resizing.filter { $0.span != span }.suffix(8).map {
            Diagnostic.Note("\($0.name) makes \($0.output) of \($0.input)", at: $0.span)
        }
        return Diagnostic(
            .lossFit, "\(subject) outputs \(output), but its target, the input, is \(input)", at: span,
            notes: chain + (target.map { [Diagnostic.Note("the target is chosen here", at: $0)] } ?? []),
            help: "give the output the size of the input, \(input)", proposals: proposals)
    }

    static func noColumns(_ column: String, _ data: String, at span: Span) -> Diagnostic {
        finding(
            "the target `\(column)` would be a column, but `\(data)` has none", at: span,
            help: "write `target: label` for the classes of the data, or `target: input` for the sample itself")
    }

    /// - Parameter head: the head that lacks a target, if there are several outputs.
    static func noTarget(at span: Span, head: Located<String>?) -> Diagnostic {
        guard let head else {
            return finding(
                "the column with the target is missing", at: span,
                help: "name it, as in `csv penguins.csv, target species`, or `target: input` for an autoencoder")
        }
        return finding(
            "the column with the target of `\(head.value)` is missing", at: head.span, notes: [.data(at: span)],
            help: "name it in the head, as in `target: species`, or write `target: input` to reproduce the input")
    }

    static func oneClass(_ subject: String, _ output: TensorShape, at span: Span, data: Span) -> Diagnostic {
        finding(
            "\(subject) outputs a map of \(output), but the data has one class per sample", at: span,
            notes: [.data(at: data)],
            help: "add `global avg pool` at the end, or end the head with a layer such as `fc 10`")
    }

    static func otherMap(
        _ subject: String, _ output: TensorShape, _ input: TensorShape, at span: Span, data: Span
    ) -> Diagnostic {
        finding(
            "\(subject) outputs a map of \(output), but masks have the size of the images, \(input.spatialText)",
            at: span, notes: [.data(at: data)],
            help: """
                for masks, enlarge the output to \(input.spatialText)x\(output.channels); for one class per image, add \
                `global avg pool` at the end
                """)
    }

    static func oneUnit(
        _ loss: LossDefinition, _ subject: String, at span: Span, chosen: Span, isDefault: Bool, isMap: Bool,
        isTable: Bool
    ) -> Diagnostic {
        let binary = "write `loss: \(LossDefinition.binaryCrossEntropy.syntax.key)`"
        let number =
            isTable ? "; write `loss: \(LossDefinition.meanSquaredError.syntax.key)` if the target is a number" : ""
        return finding(
            "\(loss.syntax.title) needs one output per class, but \(subject) has a single output\(isMap ? " per pixel" : "")",
            at: span,
            notes: [
                Diagnostic.Note(
                    isDefault ? "this is the default loss for this data" : "the loss is chosen here", at: chosen)
            ],
            help: """
                for two classes, \(binary); for more, end the head with as many \(isMap ? "filters" : "units") as there \
                are classes\(number)
                """)
    }

    /// - Parameters:
    ///   - reproducesInput: whether the output has the size of the input, as an autoencoder's.
    ///   - isMask: whether the output can be a mask of two classes.
    static func classesAreNoNumbers(
        _ loss: LossDefinition, _ data: String, at span: Span, written: Span?, reproducesInput: Bool, isMask: Bool
    ) -> Diagnostic {
        let autoencoder = "write `target: input` to compare the output with the input, as in an autoencoder"
        let binary = "write `loss: \(LossDefinition.binaryCrossEntropy.syntax.key)` for masks of two classes"
        let help: String
        switch (reproducesInput, isMask) {
        case (true, true): help = "\(autoencoder), or \(binary)"
        case (true, false): help = autoencoder
        case (false, true): help = binary
        case (false, false): help = "write `loss: cross entropy`, or `target: input` for an autoencoder"
        }
        return finding(
            "\(loss.syntax.title) compares numbers, but the labels of `\(data)` are classes", at: span, help: help,
            fix: reproducesInput || isMask ? nil : written.map { ($0, LossDefinition.crossEntropy.syntax.key) })
    }

    /// - Parameter fitting: the loss for classes that the network's outputs fit, if there is one.
    static func classIsNoNumber(
        _ loss: LossDefinition, _ classes: Int, at span: Span, classesAt: Span, written: Span?,
        fitting: LossDefinition?, end: String
    ) -> Diagnostic {
        let key = (fitting ?? .crossEntropy).syntax.key
        return finding(
            "\(loss.syntax.title) compares numbers, but the target is one of \(classes) classes", at: span,
            notes: [Diagnostic.Note("the number of classes", at: classesAt)],
            help: """
                write `loss: \(key)`\(fitting == nil ? ", and \(end)" : ""); if the target is a number, remove \
                `classes \(classes)`
                """,
            fix: fitting == nil ? nil : written.map { ($0, key) })
    }

    static func oneNumber(_ subject: String, _ output: TensorShape, at span: Span, data: Span) -> Diagnostic {
        finding(
            "\(subject) outputs \(output), but the target is one number per row", at: span,
            notes: [.data(at: data)], help: "end the head with `fc 1`")
    }

    static func notTwo(
        _ loss: LossDefinition, _ classes: Int, at span: Span, written: Span?, end: String
    ) -> Diagnostic {
        finding(
            "\(loss.syntax.title) distinguishes two classes, but the data has \(classes)", at: span,
            help: "write `loss: cross entropy`, and \(end)",
            fix: written.map { ($0, LossDefinition.crossEntropy.syntax.key) })
    }

    static func oneDecision(
        _ loss: LossDefinition, _ subject: String, _ output: TensorShape, at span: Span, chosen: Span, softmax: String?,
        end: String
    ) -> Diagnostic {
        finding(
            "\(loss.syntax.title) distinguishes two classes with one output, but \(subject) outputs \(output)",
            at: span,
            notes: [Diagnostic.Note("the loss is chosen here", at: chosen)],
            help: (softmax.map { "remove \($0), which no loss needs; then " } ?? "")
                + "\(end), or write `loss: cross entropy`")
    }
}
