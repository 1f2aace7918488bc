import Basics

extension Rule {
    /// A column that the table doesn't have, or has for another purpose.
    static let tableColumns = Rule("table-columns", .training, .error)
}

/// Compares a spec with the start of the table that it is trained on, if the table is there.
struct TableCheck {
    private let spec: Spec
    private let network: SizedNetwork?
    private let section: TrainingSection
    private let data: Chosen<DataSource>
    private let path: String
    /// The column that the data names as its target.
    private let target: Located<String>?
    /// What each output learns from a column, without those that learn the input.
    private let answers: [Answer]

    /// An output and the column that it learns.
    private struct Answer {
        var column: Located<String>
        var loss: Loss
        /// The loss, if it is written.
        var written: Chosen<Loss>?
        /// The number of classes that the data states for the column.
        var classes: Int?
        /// The network, or the head, in a sentence.
        var subject: String
        /// The place and the size of the output.
        var end: Span?
        var output: TensorShape?
    }

    /// Nil if the spec isn't trained on a table, or not certainly on this one.
    init?(_ spec: Spec, _ network: SizedNetwork?) {
        guard let section = spec.training, section.isCertain, let data = section.data,
            data.definition.samples == .rows, let path = data.choice.path
        else { return nil }
        (self.spec, self.network, self.section, self.data, self.path) = (spec, network, section, data, path)
        let target = data.arguments.word("target").map { Located($0, at: data.span(of: "target")) }
        self.target = target
        answers = zip(spec.outputs, TrainingSettings(spec).objectives).enumerated().compactMap { index, output in
            let (head, objective) = output
            let own = objective.target.column.map { Located($0, at: head.target?.span ?? data.span) }
            guard objective.target != .input, let column = own ?? target else { return nil }
            let sized = network?.outputs[index]
            let last = sized.flatMap { output in network?.layers.last { $0.step.node <= output.end } }
            return Answer(
                column: column, loss: objective.loss, written: head.loss ?? section.loss,
                classes: own == nil ? section.classes : nil,
                subject: spec.hasSeveralOutputs ? "the head `\(head.name?.value ?? "")`" : "the network",
                end: last?.layer.span, output: sized?.shape)
        }
    }

    /// The columns that are targets.
    private var targets: [Located<String>] { ([target].compactMap { $0 } + answers.map(\.column)).unique(by: \.value) }

    /// - Parameter load: returns the start of the table.
    func findings(_ load: (String) -> SpecCompiler.Include) -> [Diagnostic] {
        if let features = data.arguments.names("features"),
            let target = answers.map(\.column).first(where: { features.contains($0.value) })
        {
            return [Message.bothRoles(target.value, at: data.span(of: "features"), target: target.span)]
        }
        guard case .file(let file) = load(path),
            let separator = data.arguments.word("separator").flatMap(Separator.init),
            let head = TableHead(
                file.bytes, separator: separator, hasHeader: data.arguments.boolean("header") ?? true)
        else { return [] }
        let unknown = unknownColumns(head)
        guard unknown.isEmpty else { return unknown }
        return [width(head)].compactMap { $0 } + answers.compactMap { finding($0, head) }
    }

    // MARK: Names

    private func unknownColumns(_ head: TableHead) -> [Diagnostic] {
        let lists = ["features", "ignore", "categories"].flatMap { parameter in
            (data.arguments.names(parameter) ?? []).map { Located($0, at: data.span(of: parameter)) }
        }
        let targets = targets
        return (targets + lists).filter { !head.columns.contains($0.value) }.map { name in
            Message.unknown(
                name, isTarget: targets.contains { $0.span == name.span }, head, path, separator: otherSeparator(head))
        }
    }

    /// The separator that the table seems to have, if it isn't the one that is written.
    private func otherSeparator(_ head: TableHead) -> Separator? {
        guard head.columns.count == 1 else { return nil }
        return Separator.allCases.first { head.columns[0].utf8.contains($0.byte) }
    }

    // MARK: Inputs

    /// The number of inputs that a column has, if it is certain, and its number of categories, if it has any.
    private struct Width {
        var column: String
        var categories: Int?
    }

    private func features(_ head: TableHead) -> [Int] {
        if let names = data.arguments.names("features") { return names.compactMap(head.columns.firstIndex(of:)) }
        let others = Set((data.arguments.names("ignore") ?? []) + targets.map(\.value))
        return head.columns.indices.filter { !others.contains(head.columns[$0]) }
    }

    /// The rows that training uses.
    private func kept(_ head: TableHead, _ features: [Int]) -> [[TableHead.Field]] {
        let needed = answers.compactMap { head.columns.firstIndex(of: $0.column.value) }
        let keepsMissing = data.arguments.word("missing") == MissingValues.mean.rawValue
        return head.rows.filter { row in
            if needed.contains(where: { row[$0].isMissing }) { return false }
            return keepsMissing || !features.contains { row[$0].isMissing }
        }
    }

    private func width(_ head: TableHead) -> Diagnostic? {
        // Without a target, all columns would seem to be features.
        guard !targets.isEmpty || section.target?.value == .input else { return nil }
        guard let input = spec.input, case let sizes = input.value.compactMap(\.value), sizes.count == input.value.count
        else { return nil }
        let features = features(head)
        guard !features.isEmpty else { return Message.noFeatures(path, at: data.span) }
        guard head.isWhole, let widths = widths(head, features) else {
            // Each column is at least one input.
            return sizes.count == 1 && sizes[0] < features.count
                ? Message.tooFewInputs(input, features.map { head.columns[$0] }, path, data: data.span) : nil
        }
        let count = widths.reduce(0) { $0 + ($1.categories ?? 1) }
        guard sizes != [count] else { return nil }
        let rows = kept(head, features).count
        let names = rows >= Self.fewestRows ? widths.filter { $0.categories == rows }.map(\.column) : []
        return Message.otherWidth(
            input, count, widths.filter { $0.categories != nil }.map { ($0.column, $0.categories ?? 1) }, path,
            identifying: names, data: data.span)
    }

    /// In fewer rows, a column of categories may have a different one in each.
    private static let fewestRows = 10

    /// The inputs of each column; nil if a column is a mistake, or there are no rows.
    private func widths(_ head: TableHead, _ features: [Int]) -> [Width]? {
        let named = Set(data.arguments.names("categories") ?? [])
        let rows = kept(head, features)
        guard !rows.isEmpty else { return nil }
        var widths: [Width] = []
        for feature in features {
            let column = head.columns[feature]
            let fields = head.rows.map { $0[feature] }.filter { !$0.isMissing }
            let numbers = fields.count { $0.number != nil }
            if !named.contains(column), numbers == fields.count, numbers > 0 {
                widths.append(Width(column: column))
                continue
            }
            // Most of its values are numbers, so the others are mistakes.
            guard named.contains(column) || numbers * 2 <= fields.count else { return nil }
            let categories = Set(rows.map { $0[feature] }.filter { !$0.isMissing }.map(\.text))
            widths.append(Width(column: column, categories: categories.count))
        }
        return widths
    }

    // MARK: The targets

    private func finding(_ answer: Answer, _ head: TableHead) -> Diagnostic? {
        let (target, loss) = (answer.column, answer.loss)
        guard let column = head.columns.firstIndex(of: target.value) else { return nil }
        let values = kept(head, features(head)).map { $0[column] }
        switch loss.definition.compares {
        case .numbers:
            guard answer.classes == nil, let word = values.first(where: { $0.number == nil }) else { return nil }
            return Message.notANumber(
                word.text, target, loss.definition, at: answer.written?.span ?? target.span,
                written: answer.written?.span)
        case .classes, .shares:
            let classes = Set(values.map(\.text)).count
            guard head.isWhole, classes > 0 else { return nil }
            if classes == 1, let only = values.first?.text { return Message.oneClass(only, target) }
            if let stated = answer.classes {
                return stated == classes
                    ? nil : Message.otherCount(target, stated, classes, at: data.span(of: "classes"))
            }
            guard loss.definition.compares == .classes, let output = answer.output, output.channels != classes,
                output.channels > 1
            else { return nil }
            return Message.otherOutputs(answer.subject, target, output, classes, at: answer.end ?? target.span)
        }
    }
}

private enum Message {
    static func bothRoles(_ name: String, at span: Span, target: Span) -> Diagnostic {
        Diagnostic(
            .tableColumns, "the column `\(name)` can't be both a feature and the target", at: span,
            about: .name(name), notes: [Diagnostic.Note("the target is chosen here", at: target)],
            help: "remove it from `features`")
    }

    static func oneClass(_ value: String, _ target: Located<String>) -> Diagnostic {
        Diagnostic(
            .classCount,
            "the column `\(target.value)` is `\(value)` in every row that can be used, so there is nothing to learn",
            at: target.span, help: "choose another target, or add rows with other values")
    }

    static func unknown(
        _ name: Located<String>, isTarget: Bool, _ head: TableHead, _ path: String, separator: Separator?
    ) -> Diagnostic {
        if let separator {
            return Diagnostic(
                .tableColumns, "\(path) has no column `\(name.value)`", at: name.span, about: .name(name.value),
                help: "its fields seem to be separated by \(separator.plural): add `separator \(separator.rawValue)`")
        }
        let meant = Suggestion.closest(to: name.value, among: head.columns)
        return Diagnostic(
            .tableColumns, "\(path) has no column `\(name.value)`", at: name.span, about: .name(name.value),
            help: meant.map { "did you mean `\($0)`?" }
                ?? Suggestion.known(
                    head.columns, near: name.value, rest: "the first row of \(path) names all columns"),
            fixes: isTarget
                ? meant.map { [Diagnostic.Fix("change to `\($0)`", replacing: name.span, with: $0)] } ?? [] : [])
    }

    static func noFeatures(_ path: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .tableColumns, "no column of \(path) is left as a feature", at: span,
            help: "name the features, or ignore fewer columns")
    }

    static func tooFewInputs(
        _ input: Located<[Dimension]>, _ features: [String], _ path: String, data: Span
    ) -> Diagnostic {
        Diagnostic(
            .dataSize,
            "the input is \(input.value.sizeText), but \(path) has \(counted(features.count, "feature column"))",
            at: input.span, notes: [.data(at: data)],
            help:
                "each column is one input, and each category of a column, too; list columns to leave out under `ignore`"
        )
    }

    static func otherWidth(
        _ input: Located<[Dimension]>, _ count: Int, _ categories: [(column: String, count: Int)], _ path: String,
        identifying names: [String], data: Span
    ) -> Diagnostic {
        if !names.isEmpty {
            let list = Suggestion.list(names.prefix(3).map { "`\($0)`" }, conjunction: "and")
            return Diagnostic(
                .dataSize, "the input is \(input.value.sizeText), but a row of \(path) has \(counted(count, "input"))",
                at: input.span, notes: [.data(at: data)],
                help: """
                    \(list) \(names.count == 1 ? "has" : "have") another text in every row, which nothing can be \
                    learned from: add \(names.count == 1 ? "it" : "them") to `ignore`
                    """)
        }
        let columns = categories.prefix(3).map { "`\($0.column)` has \(counted($0.count, "input")), one per category" }
        return Diagnostic(
            .dataSize, "the input is \(input.value.sizeText), but a row of \(path) has \(counted(count, "input"))",
            at: input.span, notes: [.data(at: data)],
            help: "write `input: \(count)`"
                + (columns.isEmpty ? "" : "; \(Suggestion.list(columns, conjunction: "and"))"),
            fixes: [Diagnostic.Fix("write `\(count)`", replacing: input.span, with: String(count))])
    }

    static func notANumber(
        _ word: String, _ target: Located<String>, _ loss: LossDefinition, at span: Span, written: Span?
    ) -> Diagnostic {
        let key = LossDefinition.crossEntropy.syntax.key
        return Diagnostic(
            .lossFit, "\(loss.syntax.title) compares numbers, but the column `\(target.value)` has `\(word)`",
            at: span, notes: [Diagnostic.Note("the target is chosen here", at: target.span)],
            help: "write `loss: \(key)` if the target is a class")
    }

    static func otherCount(_ target: Located<String>, _ stated: Int, _ classes: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .classCount,
            "the column `\(target.value)` has \(counted(classes, "class", plural: "classes")), not \(stated)", at: span,
            notes: [Diagnostic.Note("the target is chosen here", at: target.span)], help: "write `classes \(classes)`")
    }

    static func otherOutputs(
        _ subject: String, _ target: Located<String>, _ output: TensorShape, _ classes: Int, at span: Span
    ) -> Diagnostic {
        Diagnostic(
            .classCount,
            "\(subject) outputs \(output), but the column `\(target.value)` has \(counted(classes, "class", plural: "classes"))",
            at: span, notes: [Diagnostic.Note("the target is chosen here", at: target.span)],
            help: "end the head with `fc \(classes)`")
    }
}
