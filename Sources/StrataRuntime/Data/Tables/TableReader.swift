import Basics
import OperatingSystem

/// What an output learns from a table's rows.
struct TableAnswer: Hashable {
    enum Kind {
        /// The target column's category.
        case classes
        /// The target column's number.
        case number
        /// Nothing: the rows themselves are the target.
        case none
    }

    let kind: Kind
    /// The target column; nil if it is that of the table.
    let column: String?

    /// A category, or a number, of the table's target column.
    static let classes = TableAnswer(kind: .classes, column: nil)
    static let number = TableAnswer(kind: .number, column: nil)

    private init(kind: Kind, column: String?) { (self.kind, self.column) = (kind, column) }

    init(_ objective: OutputTraining) {
        let kind: Kind =
            switch Task(objective) {
            case .classify, .decide: .classes
            case .predict: .number
            case .reproduce: .none
            }
        self.init(kind: kind, column: objective.target.column)
    }
}

/// Turns a table into samples.
struct TableReader {
    private let table: Table
    private let file: CSVFile
    /// The names of the columns.
    private let names: [String]
    /// The rows that are samples, by their numbers in the file.
    private let rows: Range<Int>
    /// What each output learns.
    private let answers: [TableAnswer]

    /// The longest name of a column or a category, in bytes. Names are saved with the weights.
    private static let longestName = 10_000
    /// The most categories of a column.
    private static let mostCategories = 256
    /// The most names in a message.
    private static let mostListed = 40

    /// Reads a table's file.
    ///
    /// - Throws: `RuntimeError` with the position of a mistake in the file.
    init(_ table: Table, answers: [TableAnswer]) throws {
        try self.init(table, file: CSVFile(path: table.path, separator: table.separator.byte), answers: answers)
    }

    init(_ table: Table, file: CSVFile, answers: [TableAnswer]) throws {
        (self.table, self.file, self.answers) = (table, file, answers)
        guard file.rows > 0 else {
            throw RuntimeError("\(file.path): the table is empty", advice: "The first row must name the columns.")
        }
        names = table.hasHeader ? try Self.header(file) : (1...file.columns).map(String.init)
        rows = (table.hasHeader ? 1 : 0)..<file.rows
        guard !rows.isEmpty else {
            throw RuntimeError("\(file.path): the table has a header but no rows", advice: "Add rows.")
        }
    }

    /// Reads the names of the columns from the first row.
    private static func header(_ file: CSVFile) throws -> [String] {
        var places: [String: CSVFile.Field] = [:]
        return try (0..<file.columns).map { column in
            let field = file[0, column]
            let name = file.trimmedText(of: field)
            let problem: String? =
                if name.isEmpty {
                    "this column has no name"
                } else if name.utf8.contains(where: \.isLineBreak) {
                    "a column's name can't contain a line break"
                } else if name.utf8.count > longestName {
                    "this name has \(name.utf8.count.grouped) bytes, but at most \(longestName.grouped) are supported"
                } else {
                    nil
                }
            if let problem {
                throw file.mistake(
                    at: field, problem,
                    advice: "Name it in the first row, or write `header: false` if the table doesn't have a header.")
            }
            if let other = places.updateValue(field, forKey: name) {
                throw file.mistake(
                    at: field, "duplicate column `\(name.excerpt)`; the first one is at \(file.place(of: other))",
                    advice: "Rename one of them.")
            }
            return name
        }
    }

    /// Returns the samples of the table, split by its seed.
    ///
    /// - Parameter encoding: the encoding of the weights to be evaluated; if nil, it's computed from the training
    ///   split.
    func dataSet(encoding known: TableEncoding? = nil) throws -> DataSet {
        let kept = try keptRows()
        let count = kept.rows.count
        let test = Int((Double(count) * table.test).rounded())
        guard test >= 1, test < count else {
            throw RuntimeError(
                "\(file.path): \(test.grouped) of \(counted(count, "usable row")) would be used for testing, but "
                    + "training and testing need at least one row each",
                advice: leftOutAdvice(count) ?? "Change `test`, the share of rows for testing.")
        }
        let order = SampleOrder(count: count, seed: table.seed).shuffled(epoch: 0).map { Int($0) }
        let (testing, training) = (order.prefix(test), order.dropFirst(test))
        let columns = try columns(known, kept, training: training)
        return DataSet(
            name: Path.fileName(of: file.path), encoding: columns.encoding, leftOut: rows.count - count,
            training: samples(training, columns), test: samples(testing, columns))
    }

    /// Returns the samples of two tables: all rows of this one for training, and all of the other for testing. The other
    /// may have its columns in another order, and more of them.
    func dataSet(testedOn other: TableReader, encoding known: TableEncoding? = nil) throws -> DataSet {
        let names = try featurePlaces().map { self.names[$0] }
        let (kept, otherKept) = (try keptRows(), try other.keptRows(names))
        try requireRows(kept)
        try other.requireRows(otherKept)
        let columns = try columns(known, kept, training: kept.all, beside: (other, otherKept))
        let otherColumns = try other.encoded(columns.encoding, names.map(other.place), otherKept)
        var data = DataSet(
            name: Path.fileName(of: file.path), encoding: columns.encoding,
            leftOut: rows.count - kept.rows.count + other.rows.count - otherKept.rows.count,
            training: samples(kept.all, columns),
            test: other.samples(otherKept.all, otherColumns))
        data.testName = Path.fileName(of: other.file.path)
        return data
    }

    /// Returns the table's rows, all of them for testing.
    ///
    /// - Parameter encoding: the encoding of the weights to be evaluated; if nil, it's computed from these rows.
    func testSet(encoding known: TableEncoding? = nil) throws -> DataSet {
        let kept = try keptRows()
        try requireRows(kept)
        let columns = try columns(known, kept, training: kept.all)
        return DataSet(
            name: Path.fileName(of: file.path), encoding: columns.encoding, leftOut: rows.count - kept.rows.count,
            training: nil, test: samples(kept.all, columns))
    }

    private func requireRows(_ kept: Kept) throws {
        if kept.rows.isEmpty {
            throw RuntimeError("\(file.path): no row is usable", advice: leftOutAdvice(kept.rows.count))
        }
    }

    /// The advice if rows that lack a value are why there are too few.
    private func leftOutAdvice(_ kept: Int) -> String? {
        guard kept < rows.count else { return nil }
        return "Rows that lack a value are left out (\((rows.count - kept).grouped)); `missing: mean` keeps them."
    }

    /// The rows that are samples, and their numbers.
    private struct Kept {
        /// The rows' numbers in the file.
        var rows: [Int] = []
        /// For each column, a number per row; NaN where the field isn't one. Empty for columns that aren't used.
        var numbers: [[Double]]

        /// The places of all of them.
        var all: ArraySlice<Int> { Array(rows.indices)[...] }
    }

    /// Returns the rows that don't lack a needed value.
    ///
    /// - Parameter features: the names of the features; if nil, those of this table.
    private func keptRows(_ features: [String]? = nil) throws -> Kept {
        let features = try features.map { try $0.map(place) } ?? featurePlaces()
        let targets = try targetPlaces().compactMap { $0 }
        let used = features + targets
        return kept(used, required: table.missing == .mean ? targets : used)
    }

    /// Reads the numbers of all columns at once, because a table is larger than what a processor can keep at hand.
    ///
    /// - Parameter required: the columns without which a row is left out.
    private func kept(_ used: [Int], required: [Int]) -> Kept {
        var kept = Kept(numbers: Array(repeating: [], count: file.columns))
        let used = Set(used).sorted()
        let isRequired = names.indices.map(required.contains)
        var numbers = [Double](repeating: 0, count: file.columns)
        next: for row in rows {
            for column in used {
                let field = file[row, column]
                numbers[column] = TableNumber.parse(file.bytes, file.trimmed(field)) ?? .nan
                if isRequired[column], numbers[column].isNaN, Table.isMissing(field, in: file) { continue next }
            }
            kept.rows.append(row)
            for column in used { kept.numbers[column].append(numbers[column]) }
        }
        return kept
    }

    // MARK: - Columns

    private func place(of name: String) throws -> Int {
        if let place = names.firstIndex(of: name) { return place }
        let meant = Suggestion.closest(to: name, among: names).map { "Did you mean `\($0)`?" }
        throw RuntimeError(
            "\(file.path):1:1: unknown column `\(name)`", advice: meant ?? "The columns are \(list(names)).")
    }

    /// Names in a message.
    private func list(_ names: [String]) -> String {
        names.prefix(Self.mostListed).map(\.excerpt).joined(separator: ", ")
            + (names.count > Self.mostListed ? " …" : "")
    }

    private func featurePlaces() throws -> [Int] {
        if let features = table.features {
            let targets = try targetPlaces().compactMap { $0 }
            return try features.map { name in
                guard try !targets.contains(place(of: name)) else {
                    throw RuntimeError("\(file.path): the column `\(name)` can't be both a feature and the target")
                }
                return try place(of: name)
            }
        }
        let ignored = Set(try table.ignored.map(place))
        let targets = Set(try ([table.target] + answers.map(\.column)).compactMap { try $0.map(place) })
        let places = names.indices.filter { !ignored.contains($0) && !targets.contains($0) }
        guard !places.isEmpty else { throw RuntimeError("\(file.path): no columns are left as features") }
        return places
    }

    /// Returns the place of each output's target column; nil for one that learns the rows themselves.
    private func targetPlaces() throws -> [Int?] {
        try answers.map { answer in
            if answer.kind == .none { return nil }
            guard let target = try (answer.column ?? table.target).map(place) else {
                throw RuntimeError(
                    "\(file.path): the target column isn't given", advice: "The columns are \(list(names)).")
            }
            return target
        }
    }

    /// Checks that a table has the columns that the weights were trained on.
    private func check(_ encoding: TableEncoding, features: [Int], targets: [Int?]) throws {
        let names = features.map { self.names[$0] }
        let known = encoding.features.map(\.name)
        guard names == known else {
            throw RuntimeError(
                "\(file.path): its features are \(list(names)), but the weights were trained on \(list(known))")
        }
        guard targets.map({ $0.map { self.names[$0] } }) == encoding.targets.map({ $0?.name }) else {
            let trained = encoding.targets.compactMap { $0?.name.excerpt }
            throw RuntimeError(
                "\(file.path): the weights were trained to predict "
                    + (trained.isEmpty ? "nothing" : Suggestion.list(trained, conjunction: "and")))
        }
    }

    // MARK: - Values

    /// A column with a value for each row that is kept.
    private struct EncodedColumn {
        enum Values {
            case numbers([Float])
            /// The categories' numbers; −1 where there is none.
            case categories([Int])
        }

        let column: TableEncoding.Column
        let values: Values
    }

    /// The columns that samples are made of.
    private struct EncodedColumns {
        var features: [EncodedColumn]
        /// What each output learns; nil if that is the rows themselves.
        var targets: [EncodedColumn?]

        var encoding: TableEncoding {
            TableEncoding(features: features.map(\.column), targets: targets.map { $0?.column })
        }
    }

    /// Another table that the encoding has to suit.
    private typealias Other = (reader: TableReader, kept: Kept)

    /// Returns the columns, encoded as the weights to be evaluated were, or as suits the rows for training.
    ///
    /// - Parameter other: a table whose categories have numbers, too.
    private func columns(
        _ known: TableEncoding?, _ kept: Kept, training: ArraySlice<Int>, beside other: Other? = nil
    ) throws -> EncodedColumns {
        let (features, targets) = (try featurePlaces(), try targetPlaces())
        if let known {
            try check(known, features: features, targets: targets)
            return try encoded(known, features, kept)
        }
        let categories = Set(try table.categories.map(place))
        return EncodedColumns(
            features: try features.map { place in
                var numbers = try categories.contains(place) ? nil : numbers(place, kept)
                // Each table is looked at, so that a mistake is found in whichever has it.
                if let other, numbers != nil, try !other.reader.hasNumbers(names[place], other.kept) { numbers = nil }
                return try fitted(place, numbers, kept, training, beside: other)
            },
            targets: try zip(answers, targets).map { answer, target in
                try target.map { try fittedTarget($0, answer.kind, kept, training, beside: other) }
            })
    }

    /// Returns the columns with a known encoding.
    private func encoded(_ encoding: TableEncoding, _ features: [Int], _ kept: Kept) throws -> EncodedColumns {
        EncodedColumns(
            features: try zip(encoding.features, features).map { try encoded($0, $1, kept) },
            targets: try zip(encoding.targets, targetPlaces()).map { column, target in
                try column.flatMap { column in try target.map { try encoded(column, $0, kept) } }
            })
    }

    /// Whether a column has numbers, or nothing.
    private func hasNumbers(_ name: String, _ kept: Kept) throws -> Bool {
        let place = try place(of: name)
        return try numbers(place, kept) != nil
            || kept.rows.allSatisfy { Table.isMissing(file[$0, place], in: file) }
    }

    /// Returns the encoding of a column that suits its values in the training split, and the values.
    ///
    /// - Parameter numbers: the column's numbers; nil if it has categories.
    private func fitted(
        _ place: Int, _ numbers: [Double]?, _ kept: Kept, _ training: ArraySlice<Int>, beside other: Other?
    ) throws -> EncodedColumn {
        guard let numbers else {
            let names = try categories(place, kept, beside: other)
            return try encoded(.init(name: self.names[place], kind: .categories(names)), place, kept)
        }
        let (mean, deviation) = Self.statistics(training.lazy.map { numbers[$0] }.filter { !$0.isNaN })
        return EncodedColumn(
            column: .init(name: names[place], kind: .number(mean: mean, deviation: deviation)),
            values: .numbers(try standardized(numbers, mean, deviation, place, kept)))
    }

    private func fittedTarget(
        _ place: Int, _ kind: TableAnswer.Kind, _ kept: Kept, _ training: ArraySlice<Int>, beside other: Other?
    ) throws -> EncodedColumn {
        let reason = "the column is the target of a regression"
        let numbers = kind == .number ? try numbers(place, kept, because: reason) : nil
        if kind == .number, let other {
            _ = try other.reader.numbers(other.reader.place(of: names[place]), other.kept, because: reason)
        }
        let target = try fitted(place, numbers, kept, training, beside: other)
        let isConstant =
            switch target.values {
            case .numbers(let values): values.allSatisfy { $0 == values[0] }
            case .categories(let values): values.allSatisfy { $0 == values[0] }
            }
        guard !isConstant else {
            throw file.mistake(
                at: file[kept.rows[0], place],
                "the target `\(names[place].excerpt)` is `\(excerpt(file[kept.rows[0], place]))` in every row, so there is "
                    + "nothing to learn",
                advice: "Choose another target, or add rows with other values.")
        }
        return target
    }

    /// Returns the values of a column with a known encoding.
    private func encoded(_ column: TableEncoding.Column, _ place: Int, _ kept: Kept) throws -> EncodedColumn {
        switch column.kind {
        case .number(let mean, let deviation):
            let numbers = try numbers(place, kept, because: "the weights were trained on numbers") ?? []
            return EncodedColumn(
                column: column, values: .numbers(try standardized(numbers, mean, deviation, place, kept)))
        case .categories(let names):
            let known = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
            let values = try kept.rows.map { row in
                let field = file[row, place]
                if let number = known[file.trimmedText(of: field)] { return number }
                guard Table.isMissing(field, in: file) else { throw unknown(field, place, names) }
                return -1
            }
            return EncodedColumn(column: column, values: .categories(values))
        }
    }

    /// Returns a column's numbers as a network sees them: 0, the mean, where one is missing.
    private func standardized(
        _ numbers: [Double], _ mean: Double, _ deviation: Double, _ place: Int, _ kept: Kept
    ) throws -> [Float] {
        try numbers.enumerated().map { index, number in
            if number.isNaN { return 0 }
            let value = Float((number - mean) / deviation)
            guard value.isFinite else { throw tooFar(file[kept.rows[index], place], place, mean, deviation) }
            return value
        }
    }

    /// Returns the numbers of a column, NaN where one is missing. A column contains numbers if all its values are
    /// numbers. If only most of them are, the others are mistakes, not categories.
    ///
    /// - Parameter reason: why they have to be numbers; if nil, they don't have to.
    /// - Returns: nil if the column has categories.
    private func numbers(_ place: Int, _ kept: Kept, because reason: String? = nil) throws -> [Double]? {
        var (count, others) = (0, 0)
        var (odd, large): (CSVFile.Field?, CSVFile.Field?)
        let numbers = kept.numbers[place]
        for (index, number) in numbers.enumerated() {
            if abs(number) <= TableNumber.largest {
                count += 1
                continue
            }
            let field = file[kept.rows[index], place]
            if !number.isNaN {
                count += 1
                large = large ?? field
            } else if !Table.isMissing(field, in: file) {
                others += 1
                odd = odd ?? field
            }
        }
        guard reason != nil || count > others else { return nil }
        if let odd { throw notNumber(odd, place, reason ?? "most values in the column are") }
        if let large { throw tooLarge(large, place) }
        return numbers
    }

    /// Returns the mean and the standard deviation of numbers.
    private static func statistics(_ numbers: some Sequence<Double>) -> (mean: Double, deviation: Double) {
        let (sum, count) = numbers.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + 1) }
        let mean = sum / max(1, count)
        func deviation(inUnitsOf unit: Double) -> Double {
            let sum = numbers.reduce(0) { sum, number in
                let difference = (number - mean) / unit
                return sum + difference * difference
            }
            return (sum / max(1, count)).squareRoot() * unit
        }
        let usual = deviation(inUnitsOf: 1)
        // The squares of numbers below 1e-154 have no bits to spare, so these are measured by the largest of them.
        if usual > 1e-140 { return (mean, usual) }
        let largest = numbers.reduce(0) { max($0, abs($1 - mean)) }
        // A constant column carries no information, and is not divided by zero.
        guard largest >= .leastNormalMagnitude else { return (mean, 1) }
        return (mean, deviation(inUnitsOf: largest))
    }

    /// Returns the categories of a column in this table and another, in the order of their names.
    private func categories(_ place: Int, _ kept: Kept, beside other: Other?) throws -> [String] {
        var values = try values(place, kept)
        if let other { values.formUnion(try other.reader.values(other.reader.place(of: names[place]), other.kept)) }
        guard values.count <= Self.mostCategories else {
            throw file.mistake(
                at: file[kept.rows[0], place],
                "the column `\(names[place].excerpt)` has \(values.count.grouped) categories, but at most "
                    + "\(Self.mostCategories) are supported",
                advice: "Leave the column out by listing it under `ignore`.")
        }
        return values.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }

    /// Returns the texts in a column.
    private func values(_ place: Int, _ kept: Kept) throws -> Set<String> {
        var values: Set<String> = []
        for row in kept.rows {
            let field = file[row, place]
            if Table.isMissing(field, in: file) { continue }
            let value = file.trimmedText(of: field)
            guard !values.contains(value) else { continue }
            guard !value.utf8.contains(where: \.isLineBreak) else {
                throw file.mistake(at: field, "a category can't contain a line break", advice: "Remove it.")
            }
            guard value.utf8.count <= Self.longestName else {
                throw file.mistake(
                    at: field,
                    "this category has \(value.utf8.count.grouped) bytes, but at most \(Self.longestName.grouped) are "
                        + "supported",
                    advice: "Leave the column out by listing it under `ignore`.")
            }
            values.insert(value)
        }
        return values
    }

    // MARK: - Mistakes

    private func excerpt(_ field: CSVFile.Field) -> String { file.text(of: field).excerpt }

    private func notNumber(_ field: CSVFile.Field, _ place: Int, _ reason: String) -> RuntimeError {
        file.mistake(
            at: field,
            "`\(excerpt(field))` in the column `\(names[place].excerpt)` is not a number, but \(reason)",
            advice: """
                Write a number such as 3.5, leave the field empty, or list the column under `categories` if its values \
                are names.
                """)
    }

    private func tooLarge(_ field: CSVFile.Field, _ place: Int) -> RuntimeError {
        file.mistake(
            at: field,
            "`\(excerpt(field))` in the column `\(names[place].excerpt)` is beyond 3.4e38, the largest number that a "
                + "network computes with",
            advice: "Write the column in a larger unit, or leave the field empty.")
    }

    private func tooFar(_ field: CSVFile.Field, _ place: Int, _ mean: Double, _ deviation: Double) -> RuntimeError {
        file.mistake(
            at: field,
            "`\(excerpt(field))` in the column `\(names[place].excerpt)` is too far from the training rows, whose mean "
                + "is \(mean) and whose standard deviation is \(deviation)",
            advice: "Correct it, or leave the field empty.")
    }

    private func unknown(_ field: CSVFile.Field, _ place: Int, _ names: [String]) -> RuntimeError {
        file.mistake(
            at: field,
            "the weights don't know the category `\(excerpt(field))` of `\(self.names[place].excerpt)`",
            advice: "They know \(list(names)).")
    }

    // MARK: - Samples

    /// Returns the samples of some of the rows that are kept.
    private func samples(_ order: ArraySlice<Int>, _ columns: EncodedColumns) -> Samples {
        let width = columns.features.reduce(0) { $0 + $1.column.names.count }
        var numbers = [Float](repeating: 0, count: order.count * width)
        var start = 0
        for column in columns.features {
            switch column.values {
            case .numbers(let values):
                for (sample, row) in order.enumerated() { numbers[sample * width + start] = values[row] }
            case .categories(let values):
                for (sample, row) in order.enumerated() where values[row] >= 0 {
                    numbers[sample * width + start + values[row]] = 1
                }
            }
            start += column.column.names.count
        }
        let targets = columns.targets.map { target in
            switch target?.values {
            case .numbers(let all): Samples.Target(values: order.map { all[$0] })
            case .categories(let all): Samples.Target(labels: order.map { UInt8(truncatingIfNeeded: all[$0]) })
            case nil: Samples.Target()
            }
        }
        return Samples(
            shape: TensorShape(units: width), numbers: numbers, count: order.count, targets: targets,
            source: file.path)
    }
}

extension String {
    /// The start of the text, for a message.
    fileprivate var excerpt: String { count <= 60 ? self : "\(prefix(60))…" }
}
