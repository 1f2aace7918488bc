/// The encoding of a table's rows as numbers: the columns, and how the texts of each are read. It is computed from the
/// training split and saved with the weights, which are useless with any other encoding.
struct TableEncoding: Hashable, Sendable {
    struct Column: Hashable, Sendable {
        let name: String
        let kind: Kind
    }

    enum Kind: Hashable, Sendable {
        /// (number − mean) / deviation.
        case number(mean: Double, deviation: Double)
        /// One number per category: 1 for the row's own, 0 for the others.
        case categories([String])
    }

    let features: [Column]
    /// What each output learns; nil if that is the samples themselves.
    let targets: [Column?]

    init(features: [Column], targets: [Column?]) { (self.features, self.targets) = (features, targets) }

    /// Creates the encoding for a network with a single output.
    init(features: [Column], target: Column?) { self.init(features: features, targets: [target]) }

    /// What the only output learns, or the first of several.
    var target: Column? { targets[0] }

    /// The number of inputs that a row becomes.
    var width: Int { features.reduce(0) { $0 + $1.names.count } }

    /// The names of a row's inputs, in order: `bill_length_mm`, `island=Biscoe`.
    var inputNames: [String] { features.flatMap(\.names) }

    /// The target's classes, or nil if the target isn't a category.
    var classes: [String]? { target?.classes }
}

extension TableEncoding.Column {
    /// Its categories, or nil if it has numbers.
    var classes: [String]? { if case .categories(let names) = kind { names } else { nil } }

    var names: [String] {
        switch kind {
        case .number: [name]
        case .categories(let values): values.map { "\(name)=\($0)" }
        }
    }
}

// MARK: - In the weights' metadata

extension TableEncoding {
    /// The encoding as metadata: `column.1`, `column.2`, … and `target`, or `target.1`, `target.2`, …
    /// for several outputs, each several lines of text: the column's name,
    /// then either `number`, its mean, and its standard deviation, or `categories` and one line per category. `inputs`
    /// has one line for each of the network's inputs.
    var metadata: [String: String] {
        var result = ["inputs": inputNames.joined(separator: "\n")]
        for (index, column) in features.enumerated() { result["column.\(index + 1)"] = Self.text(column) }
        for (number, target) in targets.enumerated() {
            if let target { result[Self.targetKey(number, of: targets.count)] = Self.text(target) }
        }
        return result
    }

    /// A part of the metadata that isn't an encoding.
    struct Damage: Error, Hashable {
        /// The part's name.
        let key: String
    }

    private static func targetKey(_ number: Int, of count: Int) -> String {
        count == 1 ? "target" : "target.\(number + 1)"
    }

    /// Reads the encoding from metadata; nil if it contains none.
    ///
    /// - Parameter outputs: the number of the network's outputs.
    init?(metadata: [String: String], outputs: Int = 1) throws(Damage) {
        func column(_ key: String) throws(Damage) -> Column? {
            guard let text = metadata[key] else { return nil }
            guard let column = Self.column(text) else { throw Damage(key: key) }
            return column
        }
        var columns: [Column] = []
        while let column = try column("column.\(columns.count + 1)") { columns.append(column) }
        guard !columns.isEmpty else { return nil }
        var targets: [Column?] = []
        for number in 0..<outputs { targets.append(try column(Self.targetKey(number, of: outputs))) }
        self.init(features: columns, targets: targets)
    }

    private static func text(_ column: Column) -> String {
        switch column.kind {
        case .number(let mean, let deviation): "\(column.name)\nnumber\n\(mean)\n\(deviation)"
        case .categories(let names): ([column.name, "categories"] + names).joined(separator: "\n")
        }
    }

    private static func column(_ text: String) -> Column? {
        // Not by characters: a carriage return and a line feed are one.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard lines.count >= 2 else { return nil }
        switch lines[1] {
        case "number":
            guard lines.count == 4, let mean = Double(lines[2]), let deviation = Double(lines[3]), deviation > 0,
                mean.isFinite, deviation.isFinite
            else { return nil }
            return Column(name: lines[0], kind: .number(mean: mean, deviation: deviation))
        case "categories": return Column(name: lines[0], kind: .categories(Array(lines.dropFirst(2))))
        default: return nil
        }
    }
}
