import SpecLanguage

/// The reference of the structure words: a table for each place where they are written.
enum StructureTable {
    /// The keys of a mapping.
    static func keys(of place: StructurePlace) -> String {
        let isNeedMixed = Set(place.words.map { need(of: $0) }).count > 1
        var columns = [Column("key") { "`\($0.key)`" }]
        if isNeedMixed { columns.append(Column("required", need)) }
        columns.append(Column("meaning") { $0.documentation })
        columns.append(Column("value", value))
        // An example with several lines shows an item of a list of layers.
        columns.append(Column("example") { $0.example.contains("\n") ? "" : "`\($0.example)`" })
        return table(columns, place.words)
    }

    /// The items of a list of layers other than layers, and the keys that can accompany an item.
    static var items: String {
        let notation = Column("notation") { word in word.notation.map { "`\($0)`" } ?? "" }
        let mains = table(
            [
                Column("item") { "`\($0.key)`" }, Column("meaning") { $0.documentation }, Column("value", value),
                notation, Column("can have") { list($0.companions) },
            ], StructurePlace.item.words)
        let companions = table(
            [
                Column("key") { "`\($0.key)`" }, Column("meaning") { $0.documentation },
                Column("value", value),
                Column("used with") {
                    $0.owners.count == 1 ? list($0.owners) : "layers, blocks, and the items above that can have it"
                },
            ], StructurePlace.besideItem.words)
        return mains + "\n\n" + companions
    }

    /// The words that can follow a comma, in addition to the options of a layer.
    static var options: String {
        table(
            [
                Column("after a comma") { "`\($0.key)`" }, Column("meaning") { $0.documentation },
                Column("example") { word in word.notation.map { "`\($0)`" } ?? "" },
            ], StructurePlace.option.words)
    }

    private struct Column {
        var title: String
        var text: (StructureWord) -> String

        init(_ title: String, _ text: @escaping (StructureWord) -> String) {
            (self.title, self.text) = (title, text)
        }
    }

    private static func table(_ columns: [Column], _ words: [StructureWord]) -> String {
        let rows =
            [columns.map(\.title), columns.map { _ in "---" }] + words.map { word in columns.map { $0.text(word) } }
        return rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }

    private static func value(_ word: StructureWord) -> String {
        word.value.map(\.expectation).joined(separator: "; or ")
    }

    private static func need(of word: StructureWord) -> String {
        switch word.need {
        case .optional: "no"
        case .required: "yes"
        case .requiredUnless(let others): "yes, or \(list(others))"
        }
    }

    private static func list(_ words: [StructureWord]) -> String {
        words.map { "`\($0.key)`" }.joined(separator: ", ")
    }
}
