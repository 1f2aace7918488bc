import SpecCompiler
import Testing

/// A spec is compared with the start of its table, if the table is there.
@Suite struct TableTests {
    private static let flowers =
        "long,wide,color,kind\n" + String(repeating: "1.5,2,red,a\n3,NA,blue,b\n2,1,blue,c\n", count: 4)

    private func findings(
        _ data: String, input: String = "4", end: String = "fc 3", loss: String = "cross entropy",
        table: String? = flowers
    ) -> [Diagnostic] {
        let text = """
            model: M
            input: \(input)
            head:
              - fc 8, relu
              - \(end)
            train:
              data: \(data)
              loss: \(loss)

            """
        return SpecCompiler.compile(
            SourceFile(path: "test", text: text),
            tables: { path in
                path == "a.csv"
                    ? table.map { .file(SourceFile(path: path, text: $0)) } ?? .problem("none") : .problem("none")
            }
        ).diagnostics
    }

    private func messages(
        _ data: String, input: String = "4", end: String = "fc 3", loss: String = "cross entropy",
        table: String? = flowers
    ) -> [String] {
        findings(data, input: input, end: end, loss: loss, table: table).map(\.message)
    }

    @Test(arguments: [
        ("a,y\n1,p\n2,p\n3,p\n", "the target `y` is `p` in every row, so there is nothing to learn"),
        (
            "a,y\n1,p\n2,p\n,q\n",
            "the target `y` is `p` in every row without missing values, so there is nothing to learn"
        ),
        ("a;y\n1;p\n2;q\n", "the columns of a.csv are separated by semicolons"),
        ("a\ty\n1\tp\n2\tq\n", "the columns of a.csv are separated by tabs"),
        ("a,y\n\"0,5\",p\n\"1,5\",q\n", "`0,5` in the column `a` of a.csv has a decimal comma"),
        (
            "a,y\n" + (1...12).map { "r\($0),\($0 % 2 == 0 ? "p" : "q")\n" }.joined(),
            "every row of a.csv has another value in `a`, so each row would be a category"
        ),
    ])
    func whatTrainingRefusesIsFound(_ table: String, _ message: String) {
        #expect(messages("csv a.csv, target y", input: "1", end: "fc 2", table: table) == [message])
    }

    @Test func withoutATargetNoInputsAreCounted() {
        #expect(findings("csv a.csv", input: "2").map(\.rule.name) == ["loss-fit"])
    }

    private let kind = "csv a.csv, target kind, missing mean"

    @Test func aSpecThatFitsItsTableHasNoFindings() { #expect(messages(kind) == []) }

    @Test func aMissingTableIsNoFinding() { #expect(messages(kind, input: "9", table: nil) == []) }

    @Test func aMisspelledTargetIsFoundWhereItIsWritten() throws {
        let finding = try #require(findings("csv a.csv, target knd").first)
        #expect(finding.message == "a.csv has no column `knd`")
        #expect(finding.fixes.map(\.title) == ["change to `kind`"])
    }

    @Test func aMisspelledFeatureIsFound() {
        let data = "{csv: {file: a.csv, target: kind, ignore: [length]}}"
        #expect(messages(data) == ["a.csv has no column `length`"])
    }

    @Test func eachCategoryIsAnInput() throws {
        let finding = try #require(findings(kind, input: "3").first)
        #expect(finding.message == "the input is 3, but a row of a.csv has 4 inputs")
        #expect(finding.help == "write `input: 4`; `color` has 2 inputs, one per category")
    }

    /// Rows that lack a value are dropped, and their categories with them.
    @Test func rowsThatLackAValueDontCount() {
        let table = "a,b,kind\n1,x,p\n2,y,q\n,z,r\n"
        #expect(messages("csv a.csv, target kind", input: "3", end: "fc 2", table: table) == [])
        #expect(messages("csv a.csv, target kind, missing mean", input: "4", end: "fc 3", table: table) == [])
    }

    @Test func columnsCanBeLeftOut() {
        #expect(messages("{csv: {file: a.csv, target: kind, ignore: [color, wide]}}", input: "1") == [])
        #expect(messages("{csv: {file: a.csv, target: kind, features: [long, wide]}}", input: "2", end: "fc 2") == [])
    }

    @Test func aTableWithoutAHeaderHasNumberedColumns() {
        let table = "1,2,a\n3,4,b\n5,6,c\n"
        #expect(messages("csv a.csv, target 3, no header", input: "2", table: table) == [])
        #expect(
            messages("csv a.csv, target 4, no header", input: "2", table: table) == ["a.csv has no column `4`"])
    }

    @Test func aTargetOfWordsIsNoNumber() {
        #expect(
            messages(kind, end: "fc 1", loss: "mean squared error") == [
                "mean squared error compares numbers, but the column `kind` has `a`"
            ])
    }

    @Test func theOutputsAreTheClassesOfTheTable() {
        #expect(messages(kind, end: "fc 5") == ["the network outputs 5, but the column `kind` has 3 classes"])
        #expect(messages(kind + ", classes 5", end: "fc 5") == ["the column `kind` has 3 classes, not 5"])
    }

    @Test func aColumnHasOnePurpose() {
        let data = "{csv: {file: b.csv, target: kind, features: [long, kind]}}"
        #expect(messages(data) == ["the column `kind` can't be both a feature and the target"])
    }

    @Test func quotedFieldsAndOtherLineEndsAreRead() {
        let table = "\u{FEFF}\"a\",\"b, c\",kind\r\n1,2,\"p\"\"q\"\r\n3,4,\"r\ns\"\r\n"
        #expect(messages("csv a.csv, target kind", input: "2", end: "fc 2", table: table) == [])
        #expect(messages("csv a.csv, target kind", input: "3", end: "fc 2", table: table).count == 1)
    }

    /// Training reports these with their place in the table.
    @Test(arguments: ["", "\n", "a,a,kind\n1,2,x\n", "a,,kind\n1,2,x\n", "a,b,kind\n1,2\n", "a,\"b,kind\n1,2,x\n"])
    func anUnusualTableIsLeftToTraining(_ table: String) {
        #expect(messages("csv a.csv, target other", input: "7", table: table) == [])
    }

    @Test func onlyTheStartOfALargeTableIsRead() {
        let row = "1,2,3,x\n"
        let large = "a,b,c,kind\n" + String(repeating: row, count: SpecCompiler.tableHead / row.utf8.count + 1)
        let start = String(decoding: large.utf8.prefix(SpecCompiler.tableHead), as: UTF8.self)
        #expect(
            messages("csv a.csv, target kind", input: "2", table: start) == [
                "the input is 2, but a.csv has 3 feature columns"
            ])
        #expect(messages("csv a.csv, target kind", input: "5", table: start) == [], "a later row may have categories")
    }
}
