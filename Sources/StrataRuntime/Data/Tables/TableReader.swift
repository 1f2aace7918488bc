import Basics
import OperatingSystem

/// The target of a table's rows.
enum TableAnswer {
    /// The target column's category.
    case classes
    /// The target column's number.
    case number
    /// Nothing: the rows themselves are the target.
    case none
}

/// Turns a table into samples.
struct TableReader {
    private let table: Table
    private let file: CSVFile
    private let header: [CSVFile.Field]
    private let rows: [[CSVFile.Field]]
    private let answer: TableAnswer

    /// Reads a table's file.
    ///
    /// - Throws: `RuntimeError` with the position of a mistake in the file.
    init(_ table: Table, answer: TableAnswer) throws {
        try self.init(table, file: CSVFile(path: table.path, separator: table.separator.byte), answer: answer)
    }

    init(_ table: Table, file: CSVFile, answer: TableAnswer) throws {
        (self.table, self.file, self.answer) = (table, file, answer)
        guard let first = file.rows.first else {
            throw RuntimeError("\(file.path): the table is empty", advice: "The first row must name the columns.")
        }
        if table.hasHeader {
            header = first
            rows = Array(file.rows.dropFirst())
        } else {
            header = first.indices.map {
                CSVFile.Field(text: String($0 + 1), line: first[$0].line, column: first[$0].column, isQuoted: false)
            }
            rows = file.rows
        }
        var places: [String: CSVFile.Field] = [:]
        for field in header {
            let name = field.text.trimmed
            guard !name.isEmpty, !name.contains("\n") else {
                throw file.mistake(
                    at: field, name.isEmpty ? "this column has no name" : "a column's name can't contain a line break",
                    advice: "Name it in the first row, or write `header: false` if the table doesn't have a header.")
            }
            if let other = places.updateValue(field, forKey: name) {
                throw file.mistake(
                    at: field, "duplicate column `\(name)`; the first one is at \(other.line):\(other.column)",
                    advice: "Rename one of them.")
            }
        }
        guard !rows.isEmpty else {
            throw RuntimeError("\(file.path): the table has a header but no rows", advice: "Add rows.")
        }
    }

    /// Returns the samples of the table, split by its seed.
    ///
    /// - Parameter encoding: the encoding of the weights to be evaluated; if nil, it's computed from the training
    ///   split.
    func dataSet(encoding known: TableEncoding? = nil) throws -> DataSet {
        let kept = try keptRows(featurePlaces())
        let test = Int((Double(kept.count) * table.test).rounded())
        guard test >= 1, test < kept.count else {
            throw RuntimeError(
                "\(file.path): \(test.grouped) of \(counted(kept.count, "usable row")) would be used for testing, but "
                    + "training and testing need at least one row each",
                advice: leftOutAdvice(kept.count) ?? "Change `test`, the share of rows for testing.")
        }
        let order = SampleOrder(count: kept.count, seed: table.seed).shuffled(epoch: 0).map { kept[Int($0)] }
        let (testRows, trainingRows) = (Array(order.prefix(test)), Array(order.dropFirst(test)))
        let encoding = try encoding(known, all: [(self, kept)], training: trainingRows)
        return DataSet(
            name: Path.fileName(of: file.path), encoding: encoding, leftOut: rows.count - kept.count,
            training: try samples(trainingRows, encoding), test: try samples(testRows, encoding))
    }

    /// Returns the samples of two tables: all rows of this one for training, and all of the other for testing.
    func dataSet(testedOn other: TableReader, encoding known: TableEncoding? = nil) throws -> DataSet {
        let features = try featurePlaces()
        // The other table may have its columns in another order, and more of them.
        let otherFeatures = try features.map { try other.place(of: header[$0].text.trimmed) }
        let (trainingRows, testRows) = (try keptRows(features), try other.keptRows(otherFeatures))
        for (reader, kept) in [(self, trainingRows), (other, testRows)] { try reader.requireRows(kept.count) }
        let encoding = try encoding(known, all: [(self, trainingRows), (other, testRows)], training: trainingRows)
        var data = DataSet(
            name: Path.fileName(of: file.path), encoding: encoding,
            leftOut: rows.count - trainingRows.count + other.rows.count - testRows.count,
            training: try samples(trainingRows, encoding), test: try other.samples(testRows, encoding))
        data.testName = Path.fileName(of: other.file.path)
        return data
    }

    /// Returns the table's rows, all of them for testing.
    ///
    /// - Parameter encoding: the encoding of the weights to be evaluated; if nil, it's computed from these rows.
    func testSet(encoding known: TableEncoding? = nil) throws -> DataSet {
        let kept = try keptRows(featurePlaces())
        try requireRows(kept.count)
        let encoding = try encoding(known, all: [(self, kept)], training: kept)
        return DataSet(
            name: Path.fileName(of: file.path), encoding: encoding, leftOut: rows.count - kept.count, training: nil,
            test: try samples(kept, encoding))
    }

    /// The rows that don't lack a needed value.
    private func keptRows(_ features: [Int]) throws -> [[CSVFile.Field]] {
        let target = try targetPlace()
        let used = features + (target.map { [$0] } ?? [])
        return rows.filter { row in
            if let target, Table.isMissing(row[target]) { return false }
            return table.missing == .mean || !used.contains { Table.isMissing(row[$0]) }
        }
    }

    private func requireRows(_ kept: Int) throws {
        if kept == 0 { throw RuntimeError("\(file.path): no row is usable", advice: leftOutAdvice(kept)) }
    }

    /// The advice if rows that lack a value are why there are too few.
    private func leftOutAdvice(_ kept: Int) -> String? {
        guard kept < rows.count else { return nil }
        return "Rows that lack a value are left out (\((rows.count - kept).grouped)); `missing: mean` keeps them."
    }

    // MARK: - Columns

    private func place(of name: String) throws -> Int {
        if let place = header.firstIndex(where: { $0.text.trimmed == name }) { return place }
        let names = header.map(\.text.trimmed)
        let meant = Suggestion.closest(to: name, among: names).map { "Did you mean `\($0)`?" }
        let all = names.prefix(40).joined(separator: ", ") + (names.count > 40 ? " …" : "")
        throw RuntimeError(
            "\(file.path):1:1: unknown column `\(name)`", advice: meant ?? "The columns are \(all).")
    }

    private func featurePlaces() throws -> [Int] {
        if let features = table.features {
            return try features.map { name in
                guard name != table.target || answer == .none else {
                    throw RuntimeError("\(file.path): the column `\(name)` can't be both a feature and the target")
                }
                return try place(of: name)
            }
        }
        let ignored = Set(try table.ignored.map(place))
        let target = try targetColumn()
        let places = header.indices.filter { !ignored.contains($0) && $0 != target }
        guard !places.isEmpty else { throw RuntimeError("\(file.path): no columns are left as features") }
        return places
    }

    private func targetColumn() throws -> Int? { try table.target.map(place) }

    private func targetPlace() throws -> Int? {
        if answer == .none { return nil }
        guard let target = try targetColumn() else {
            throw RuntimeError(
                "\(file.path): the target column isn't given",
                advice: "The columns are \(header.map(\.text.trimmed).joined(separator: ", ")).")
        }
        return target
    }

    // MARK: - The encoding

    /// Tables, each with the rows of it that are used.
    private typealias Tables = [(reader: TableReader, rows: [[CSVFile.Field]])]

    /// Returns the encoding of the weights to be evaluated, if it fits the table, or computes one.
    private func encoding(
        _ known: TableEncoding?, all: Tables, training: [[CSVFile.Field]]
    ) throws -> TableEncoding {
        let (features, target) = (try featurePlaces(), try targetPlace())
        guard let known else { return try fit(features, target, all: all, training: training) }
        try check(known, features: features, target: target)
        return known
    }

    private func fit(
        _ features: [Int], _ target: Int?, all: Tables, training: [[CSVFile.Field]]
    ) throws -> TableEncoding {
        let named = Set(try table.categories.map(place))
        let columns = try features.map { place in
            let name = header[place].text.trimmed
            // Each table is looked at, so that a mistake is found in whichever has it.
            let areNumbers =
                named.contains(place)
                ? [] : try all.compactMap { try $0.reader.isNumber($0.reader.place(of: name), in: $0.rows) }
            let isNumber = !areNumbers.isEmpty && areNumbers.allSatisfy { $0 }
            return try column(place, isNumber: isNumber, all: all, training: training)
        }
        let answer = try target.map { place in
            if self.answer == .number {
                let name = header[place].text.trimmed
                for (reader, rows) in all {
                    let place = try reader.place(of: name)
                    for row in rows where Table.number(row[place].text) == nil {
                        throw reader.notNumber(row[place], place, "the column is the target of a regression")
                    }
                }
            }
            return try column(place, isNumber: self.answer == .number, all: all, training: training)
        }
        return TableEncoding(features: columns, target: answer)
    }

    /// Returns whether a column contains numbers, which means that all its values are numbers. If only most of them
    /// are, the others are mistakes, not categories. Nil if there are no values.
    private func isNumber(_ place: Int, in rows: [[CSVFile.Field]]) throws -> Bool? {
        let fields = rows.map { $0[place] }.filter { !Table.isMissing($0) }
        guard let odd = fields.first(where: { Table.number($0.text) == nil }) else {
            return fields.isEmpty ? nil : true
        }
        let numbers = fields.reduce(0) { Table.number($1.text) == nil ? $0 : $0 + 1 }
        if numbers * 2 > fields.count { throw notNumber(odd, place, "most values in the column are") }
        return false
    }

    private func notNumber(_ field: CSVFile.Field, _ place: Int, _ reason: String) -> RuntimeError {
        let name = header[place].text.trimmed
        return file.mistake(
            at: field, "`\(field.text)` in the column `\(name)` is not a number, but \(reason)",
            advice: """
                Write a number such as 3.5, leave the field empty, or list the column under `categories` if its values \
                are names.
                """)
    }

    private func column(
        _ place: Int, isNumber: Bool, all: Tables, training: [[CSVFile.Field]]
    ) throws -> TableEncoding.Column {
        let name = header[place].text.trimmed
        if isNumber {
            let numbers = training.compactMap { Table.isMissing($0[place]) ? nil : Table.number($0[place].text) }
            let count = Double(max(1, numbers.count))
            let mean = numbers.reduce(0, +) / count
            let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            // A constant column carries no information, and is not divided by zero.
            return .init(name: name, kind: .number(mean: mean, deviation: variance > 0 ? variance.squareRoot() : 1))
        }
        var values: Set<String> = []
        for (reader, rows) in all {
            let place = try reader.place(of: name)
            for row in rows where !Table.isMissing(row[place]) {
                let value = row[place].text.trimmed
                guard !value.contains("\n") else {
                    throw reader.file.mistake(
                        at: row[place], "a category can't contain a line break", advice: "Remove it.")
                }
                values.insert(value)
            }
        }
        guard values.count <= 256 else {
            throw file.mistake(
                at: all.first?.rows.first.map { $0[place] } ?? header[place],
                "the column `\(name)` has \(values.count.grouped) categories, but at most 256 are supported",
                advice: "Leave the column out by listing it under `ignore`.")
        }
        return .init(
            name: name,
            kind: .categories(values.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }))
    }

    /// Checks that a table has the columns that the weights were trained on.
    private func check(_ encoding: TableEncoding, features: [Int], target: Int?) throws {
        let names = features.map { header[$0].text.trimmed }
        let known = encoding.features.map(\.name)
        guard names == known else {
            throw RuntimeError(
                "\(file.path): its features are \(names.joined(separator: ", ")), but the weights were trained on "
                    + known.joined(separator: ", "))
        }
        guard target.map({ header[$0].text.trimmed }) == encoding.target?.name else {
            throw RuntimeError(
                "\(file.path): the weights were trained to predict \(encoding.target?.name ?? "nothing")")
        }
    }

    // MARK: - The numbers

    private func samples(_ rows: [[CSVFile.Field]], _ encoding: TableEncoding) throws -> Samples {
        var numbers: [Float] = []
        numbers.reserveCapacity(rows.count * encoding.width)
        let places = try encoding.features.map { ($0, try place(of: $0.name)) }
        for row in rows {
            for (column, place) in places { try append(row[place], place, column.kind, to: &numbers) }
        }
        var labels: [UInt8] = []
        var values: [Float] = []
        if let target = encoding.target, answer != .none {
            let place = try place(of: target.name)
            for row in rows {
                switch target.kind {
                case .number: try append(row[place], place, target.kind, to: &values)
                case .categories(let names):
                    guard let label = names.firstIndex(of: row[place].text.trimmed) else {
                        throw unknown(row[place], place, names)
                    }
                    labels.append(UInt8(truncatingIfNeeded: label))
                }
            }
        }
        return Samples(
            shape: TensorShape(units: encoding.width), numbers: numbers, count: rows.count, labels: labels,
            values: values, source: file.path)
    }

    private func append(
        _ field: CSVFile.Field, _ place: Int, _ kind: TableEncoding.Kind, to numbers: inout [Float]
    ) throws {
        switch kind {
        case .number(let mean, let deviation):
            if Table.isMissing(field) { return numbers.append(0) }
            guard let number = Table.number(field.text) else {
                throw notNumber(field, place, "the weights were trained on numbers")
            }
            numbers.append(Float((number - mean) / deviation))
        case .categories(let names):
            let value = field.text.trimmed
            guard Table.isMissing(field) || names.contains(value) else { throw unknown(field, place, names) }
            for name in names { numbers.append(name == value ? 1 : 0) }
        }
    }

    private func unknown(_ field: CSVFile.Field, _ place: Int, _ names: [String]) -> RuntimeError {
        file.mistake(
            at: field, "the weights don't know the category `\(field.text)` of `\(header[place].text.trimmed)`",
            advice: "They know \(names.prefix(20).joined(separator: ", ")).")
    }
}
