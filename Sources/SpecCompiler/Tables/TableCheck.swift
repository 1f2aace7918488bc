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

    /// Whether an output should learn a column, but none is named.
    private var lacksTarget: Bool {
        target == nil
            && zip(spec.outputs, TrainingSettings(spec).objectives).contains { _, objective in
                objective.target != .input && objective.target.column == nil
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
        if let finding = otherSeparator(head, separator) { return [finding] }
        let unknown = unknownColumns(head)
        guard unknown.isEmpty else { return unknown }
        if let finding = decimalComma(head) ?? constantTarget(head) { return [finding] }
        // A row isn't counted before its target is known: it would be an input.
        let width = lacksTarget ? nil : width(head)
        return [width].compactMap { $0 } + answers.compactMap { finding($0, head) }
    }

    // MARK: Names

    /// The whole first row is one column, which another separator would divide.
    private func otherSeparator(_ head: TableHead, _ separator: Separator) -> Diagnostic? {
        guard head.columns.count == 1, let column = head.columns.first, targets.contains(where: { $0.value != column })
        else { return nil }
        return Separator.allCases.first { $0 != separator && column.utf8.contains($0.byte) }
            .map { Message.otherSeparator($0, path, at: data.span) }
    }

    private func unknownColumns(_ head: TableHead) -> [Diagnostic] {
        let lists = ["features", "ignore", "categories"].flatMap { parameter in
            (data.arguments.names(parameter) ?? []).map { Located($0, at: data.span(of: parameter)) }
        }
        let targets = targets
        return (targets + lists).filter { !head.columns.contains($0.value) }.map { name in
            Message.unknown(name, isTarget: targets.contains { $0.span == name.span }, head, path)
        }
    }

    // MARK: Values

    /// Numbers such as `0,5`, which would be categories.
    private func decimalComma(_ head: TableHead) -> Diagnostic? {
        let used = features(head) + targets.compactMap { head.columns.firstIndex(of: $0.value) }
        let named = Set(data.arguments.names("categories") ?? [])
        for column in used where !named.contains(head.columns[column]) {
            let fields = head.rows.map { $0[column] }.filter { !$0.isMissing }
            guard let number = fields.first(where: \.hasDecimalComma),
                fields.allSatisfy({ $0.number != nil || $0.hasDecimalComma })
            else { continue }
            return Message.decimalComma(number.text, head.columns[column], path, at: data.span)
        }
        return nil
    }

    /// A target of a class that is the same in every row that training uses.
    private func constantTarget(_ head: TableHead) -> Diagnostic? {
        guard head.isWhole else { return nil }
        let kept = kept(head, features(head))
        for answer in answers where answer.loss.definition.compares != .numbers {
            guard let column = head.columns.firstIndex(of: answer.column.value), let value = kept.first?[column].text,
                kept.allSatisfy({ $0[column].text == value })
            else { continue }
            let all = Set(head.rows.map { $0[column] }.filter { !$0.isMissing }.map(\.text))
            return Message.constantTarget(answer.column, value, path, isIncomplete: all.count > 1)
        }
        return nil
    }

    /// The fewest rows whose values in a column, all different, are taken for labels of the rows.
    private static let fewestLabels = 10

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
        // A name, a number, or a date of the row alone says nothing about other rows.
        let labels = widths.filter { rows >= Self.fewestLabels && $0.categories == rows }.map(\.column)
        if !labels.isEmpty { return Message.labels(labels, input, path, data: data.span) }
        return Message.otherWidth(
            input, count, widths.filter { $0.categories != nil }.map { ($0.column, $0.categories ?? 1) }, path,
            data: data.span)
    }

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

extension TableHead.Field {
    /// Whether the value is a number with a comma in place of its point: `0,5`.
    fileprivate var hasDecimalComma: Bool {
        text.count { $0 == "," } == 1 && text.first?.isLetter == false
            && TableText.number(text.replacing(",", with: ".")) != nil
    }
}

private enum Message {
    static func otherSeparator(_ separator: Separator, _ path: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .tableColumns, "the columns of \(path) are separated by \(separator.rawValue)s", at: span,
            help: "add `separator \(separator.rawValue)` to the data")
    }

    static func decimalComma(_ number: String, _ column: String, _ path: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .tableColumns, "`\(number)` in the column `\(column)` of \(path) has a decimal comma", at: span,
            help: "write the numbers of the table with a point, as in `\(number.replacing(",", with: "."))`")
    }

    /// - Parameter isIncomplete: whether rows with other targets are left out because they lack values.
    static func constantTarget(
        _ target: Located<String>, _ value: String, _ path: String, isIncomplete: Bool
    ) -> Diagnostic {
        Diagnostic(
            .tableColumns,
            isIncomplete
                ? "the target `\(target.value)` is `\(value)` in every row without missing values, so there is nothing to learn"
                : "the target `\(target.value)` is `\(value)` in every row, so there is nothing to learn",
            at: target.span, about: .name(target.value),
            help: isIncomplete
                ? "add `missing mean` to the data, which keeps rows that lack a value, or complete the rows of \(path)"
                : "choose another target, or add rows with other values to \(path)")
    }

    static func labels(
        _ columns: [String], _ input: Located<[Dimension]>, _ path: String, data: Span
    ) -> Diagnostic {
        let names = columns.prefix(3).map { "`\($0)`" }
        let are = Suggestion.list(names, conjunction: "and")
        return Diagnostic(
            .dataSize,
            "every row of \(path) has another value in \(are), so each row would be a category", at: data,
            notes: [Diagnostic.Note("the size of the input", at: input.span)],
            help:
                "leave such columns out with `ignore`, which only longhand has: `ignore: [\(columns.prefix(3).joined(separator: ", "))]`"
        )
    }

    static func bothRoles(_ name: String, at span: Span, target: Span) -> Diagnostic {
        Diagnostic(
            .tableColumns, "the column `\(name)` can't be both a feature and the target", at: span,
            about: .name(name), notes: [Diagnostic.Note("the target is chosen here", at: target)],
            help: "remove it from `features`")
    }

    static func unknown(_ name: Located<String>, isTarget: Bool, _ head: TableHead, _ path: String) -> Diagnostic {
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
        data: Span
    ) -> Diagnostic {
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
