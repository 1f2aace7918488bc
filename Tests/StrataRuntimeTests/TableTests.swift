import Testing

@testable import StrataRuntime

@Suite("Tables")
struct TableTests {
    /// A table of ten rows; the second lacks a height, and the last a kind.
    private static let text = """
        height,color,year,kind
        1.0,red,2007,a
        NA,blue,2008,b
        3.0,red,2007,a
        4.5,green,2009,b
        5.0,red,2007,a
        6.0,blue,2008,b
        7.0,red,2009,a
        8.0,green,2007,b
        9.5,red,2008,a
        1.5,red,2008,

        """

    private func data(
        _ source: DataSource, _ answer: TableAnswer = .classes, text: String = text, encoding: TableEncoding? = nil
    ) throws -> DataSet {
        let table = try Table(source.call)
        let file = try CSVFile(bytes: Array(text.utf8), path: "t.csv", separator: table.separator.byte)
        return try TableReader(table, file: file, answers: [answer]).dataSet(encoding: encoding)
    }

    /// Returns the data of two tables, one for training and one for testing.
    private func data(
        _ source: DataSource, training: String = text, test: String, _ answer: TableAnswer = .classes
    ) throws -> DataSet {
        let table = try Table(source.call)
        func reader(_ text: String, _ path: String) throws -> TableReader {
            let file = try CSVFile(bytes: Array(text.utf8), path: path, separator: table.separator.byte)
            return try TableReader(table, file: file, answers: [answer])
        }
        return try reader(training, "t.csv").dataSet(testedOn: reader(test, "test.csv"))
    }

    /// The columns of the other outputs aren't features, and rows that lack any of them are left out.
    @Test func severalOutputsHaveTheirOwnColumns() throws {
        let outputs = [
            OutputTraining("kind"), OutputTraining("size", target: .column("height"), loss: .meanSquaredError),
            OutputTraining("copy", target: .input),
        ]
        let table = try Table(DataSource.csv("t.csv", target: "kind").call)
        let file = try CSVFile(bytes: Array(Self.text.utf8), path: "t.csv", separator: table.separator.byte)
        let reader = try TableReader(table, file: file, answers: outputs.map { TableAnswer($0) })
        let data = try reader.dataSet()
        let encoding = try #require(data.encoding)
        #expect(encoding.features.map(\.name) == ["color", "year"])
        #expect(encoding.targets.map { $0?.name } == ["kind", "height", nil])
        let training = try #require(data.training)
        #expect(training.target(ofOutput: 0).labels.count == training.count)
        #expect(abs(training.target(ofOutput: 1).values.reduce(0, +)) < 1e-5)
        #expect(training.target(ofOutput: 2) == Samples.Target())
        #expect(data.classNames(ofOutput: 0) == ["a", "b"] && data.classNames(ofOutput: 1) == nil)
        #expect(data.targetDeviation(ofOutput: 1) > 1)

        // The encoding is kept in the weights' metadata, and a table is read with it.
        #expect(encoding.metadata["target"] == nil)
        #expect(encoding.metadata["target.2"]?.hasPrefix("height\nnumber\n") == true)
        #expect(try TableEncoding(metadata: encoding.metadata, outputs: 3) == encoding)
        #expect(try reader.dataSet(encoding: encoding).test.targets == data.test.targets)
        let other = try TableReader(table, file: file, answers: [.classes])
        #expect(
            try message { _ = try other.dataSet(encoding: encoding) }.hasPrefix(
                "t.csv: its features are height, color, year, but the weights were trained on color, year"))
    }

    @Test func aTestFilesRowsAreTheTestSamples() throws {
        let source = DataSource.csv("t.csv", target: "kind", ignored: ["year"], testFile: "test.csv")
        // Columns of another order, and one that isn't a feature.
        let data = try data(source, test: "kind,color,year,height,note\nb,red,1,2.0,x\na,pink,1,4.0,y\n")
        #expect((data.training?.count, data.test.count) == (8, 2))
        #expect(data.encoding?.inputNames == ["height", "color=blue", "color=green", "color=pink", "color=red"])
        #expect(data.test.labels == [1, 0])
        #expect(abs(column(0, try #require(data.training)).reduce(0, +)) < 1e-5)
        #expect(Array(data.test.numbers[1..<5]) == [0, 0, 0, 1])
    }

    @Test func aMistakeInATestFileNamesTheFile() throws {
        let source = DataSource.csv("t.csv", target: "height", ignored: ["kind", "year"], testFile: "test.csv")
        let text = try message { _ = try data(source, test: "height,color\n1,red\ntall,red\n", .number) }
        #expect(text.hasPrefix("test.csv:3:1: `tall` in the column `height` is not a number"))
        let missing = try message { _ = try data(source, test: "width,color\n1,red\n", .number) }
        #expect(missing.hasPrefix("test.csv:1:1: unknown column `height`"))
        let empty = try message { _ = try data(source, test: "height,color\n,red\n", .number) }
        #expect(empty.hasPrefix("test.csv: no row is usable\nRows that lack a value are left out (1)"))
    }

    @Test func aWholeTableCanBeTheTestSamples() throws {
        let table = try Table(DataSource.csv("t.csv", target: "kind").call)
        let file = try CSVFile(bytes: Array(Self.text.utf8), path: "t.csv", separator: table.separator.byte)
        let data = try TableReader(table, file: file, answers: [.classes]).testSet()
        #expect(data.training == nil)
        #expect(data.test.count == 8)
    }

    private func column(_ number: Int, _ samples: Samples) -> [Float] {
        (0..<samples.count).map { samples.numbers[$0 * samples.shape.count + number] }
    }

    @Test("each number and each category is an input")
    func eachNumberAndEachCategoryIsAnInput() throws {
        let data = try data(.csv("t.csv", target: "kind", ignored: ["year"]))
        #expect(data.encoding?.inputNames == ["height", "color=blue", "color=green", "color=red"])
        #expect(data.test.shape == TensorShape(units: 4))
        #expect(data.classNames == ["a", "b"])
        #expect(data.leftOut == 2)
        #expect((data.training?.count, data.test.count) == (6, 2))
        let training = try #require(data.training)
        for row in 0..<training.count {
            #expect(training.numbers[row * 4 + 1..<row * 4 + 4].reduce(0, +) == 1)
        }
    }

    @Test("numbers are standardized by the training split alone")
    func numbersAreStandardizedByTheTrainingSplit() throws {
        let data = try data(.csv("t.csv", target: "kind", ignored: ["year"]))
        let heights = column(0, try #require(data.training)).map { Double($0) }
        #expect(abs(heights.reduce(0, +)) < 1e-5)
        #expect(abs(heights.reduce(0) { $0 + $1 * $1 } / Double(heights.count) - 1) < 1e-5)
        #expect(abs(column(0, data.test).reduce(0, +)) > 1e-3)
    }

    @Test("a seed splits a table reproducibly, a different one differently, and every row is in one split")
    func aTableIsSplitByItsSeed() throws {
        let rows = (1...100).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
        func numbers(_ seed: Int, _ part: (DataSet) -> Samples?) throws -> [Float] {
            let table = DataSource.csv("t.csv", target: "2", test: 0.3, seed: seed, hasHeader: false)
            let data = try data(table, text: rows)
            guard case .number(let mean, let deviation) = data.encoding?.features[0].kind else {
                Issue.record("the column has no numbers")
                return []
            }
            return try #require(part(data)).numbers.map { ($0 * Float(deviation) + Float(mean)).rounded() }
        }
        #expect(try numbers(1, \.test) == numbers(1, \.test))
        #expect(try numbers(1, \.test) != numbers(2, \.test))
        #expect(try numbers(1, \.test).count == 30)
        #expect(try (numbers(1, \.test) + numbers(1, \.training)).sorted() == (1...100).map { Float($0) })
    }

    @Test("missing values are handled as the table specifies")
    func missingValuesAreHandledAsConfigured() throws {
        let data = try data(.csv("t.csv", target: "kind", ignored: ["year"], missing: .mean))
        #expect(data.leftOut == 1, "a row without a target is useless")
        let all = column(0, try #require(data.training)) + column(0, data.test)
        #expect(all.contains(0), "a missing number is replaced by the mean")
    }

    @Test("a table can specify which columns are features and which numbers are categories")
    func featuresAndCategoriesCanBeChosen() throws {
        let data = try data(.csv("t.csv", target: "kind", features: ["year", "height"], categories: ["year"]))
        #expect(data.encoding?.inputNames == ["year=2007", "year=2008", "year=2009", "height"])
    }

    @Test("a numeric target is standardized")
    func aNumericTargetIsStandardized() throws {
        let data = try data(.csv("t.csv", target: "height", ignored: ["kind", "year"]), .number)
        let values = try #require(data.training).targets[0].values
        #expect(abs(values.reduce(0, +)) < 1e-5)
        #expect(data.targetDeviation(ofOutput: 0) > 1)
        #expect(data.training?.labels == [])
    }

    @Test("a table's encoding is kept in the weights' metadata")
    func anEncodingIsKeptInTheMetadata() throws {
        let encoding = try #require(try data(.csv("t.csv", target: "kind")).encoding)
        #expect(try TableEncoding(metadata: encoding.metadata) == encoding)
        #expect(encoding.metadata["column.2"] == "color\ncategories\nblue\ngreen\nred")
        #expect(try TableEncoding(metadata: [:]) == nil)
    }

    @Test("a damaged encoding isn't mistaken for none")
    func aDamagedEncodingIsReported() throws {
        for text in ["height\nnumber\nx\ny", "height", "height\nnumber\n0\n0", "height\nkind\n1\n2"] {
            #expect(throws: TableEncoding.Damage(key: "column.1")) { try TableEncoding(metadata: ["column.1": text]) }
        }
        #expect(throws: TableEncoding.Damage(key: "target")) {
            try TableEncoding(metadata: ["column.1": "height\nnumber\n0\n1", "target": "kind"])
        }
    }

    @Test("a carriage return before a line feed doesn't join two lines of an encoding")
    func aCarriageReturnDoesNotJoinLines() throws {
        let encoding = TableEncoding(
            features: [.init(name: "height\r", kind: .number(mean: 0, deviation: 1))],
            target: .init(name: "kind", kind: .categories(["a\r", "b"])))
        #expect(try TableEncoding(metadata: encoding.metadata) == encoding)
    }

    @Test("numbers too small to be squared are standardized, too")
    func tinyNumbersAreStandardized() throws {
        let rows = (1...40).map { "\($0)e-200,\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
        let data = try data(.csv("t.csv", target: "2", hasHeader: false), text: rows)
        let numbers = column(0, try #require(data.training)).map { Double($0) }
        #expect(abs(numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count) - 1) < 1e-5)
    }

    @Test(
        "a number is read as Swift reads it, from any notation that people use",
        arguments: [
            "0", "-0", "+1", "1.", ".5", "-.5e-3", "1e5", "1E+05", "3.14159265358979", "0.1", "123456789012345678",
            "9007199254740993", "1e22", "1e23", "4.35", "2.2250738585072014e-308", "5e-324", "1e-400", "1e400",
            "179769313486231580793728971405301", "0.000000000000000000000000000000000000001", "1e-1000000000000",
        ])
    func aNumberIsReadExactly(text: String) {
        let read = TableNumber.parse(Array(text.utf8), 0..<text.utf8.count)
        let expected = Double(text.hasPrefix("+") ? String(text.dropFirst()) : text)
        #expect(read?.bitPattern == expected?.bitPattern)
    }

    @Test("random decimals are read as Swift reads them")
    func randomDecimalsAreReadExactly() {
        var random = TestRandom(seed: 5)
        for _ in 0..<5000 {
            let digits = (0..<1 + random.next(below: 19)).map { _ in String(random.next(below: 10)) }.joined()
            let point = random.next(below: digits.count + 1)
            let text = "\(digits.prefix(point)).\(digits.dropFirst(point))e\(random.next(below: 60) - 30)"
            #expect(TableNumber.parse(Array(text.utf8), 0..<text.utf8.count) == Double(text), "\(text)")
        }
    }

    @Test(
        "what isn't a number in a table is not read as one",
        arguments: [
            "", ".", "-", "+-5", "--1", "e5", "1e", "1e+", "0x10", "inf", "nan", "1 2", "1,5", "1_000", "1.2.3",
        ])
    func otherTextIsNoNumber(text: String) {
        #expect(TableNumber.parse(Array(text.utf8), 0..<text.utf8.count) == nil)
    }

    @Test("a table is evaluated with the encoding that its weights were trained with")
    func aTableIsEvaluatedWithTheWeightsEncoding() throws {
        let encoding = TableEncoding(
            features: [.init(name: "height", kind: .number(mean: 1, deviation: 2))],
            target: .init(name: "kind", kind: .categories(["b", "a"])))
        let data = try data(.csv("t.csv", target: "kind", features: ["height"]), encoding: encoding)
        #expect(data.test.labels.allSatisfy { $0 < 2 })
        let raw = column(0, data.test).map { $0 * 2 + 1 }
        #expect(raw.allSatisfy { [1, 3, 4.5, 5, 6, 7, 8, 9.5].contains($0) })
    }

    @Test(
        "a mistake in a table is rejected with the position and a remedy",
        arguments: [
            ("kind,a,a\nx,1,2\ny,3,4\n", "kind", "t.csv:1:8: duplicate column `a`; the first one is at 1:6"),
            ("kind,,a\nx,1,2\n", "kind", "t.csv:1:6: this column has no name"),
            ("kind,a\n", "kind", "t.csv: the table has a header but no rows"),
            ("", "kind", "t.csv: the table is empty"),
            ("kind,a\nx,1\ny,2\n", "kin", "t.csv:1:1: unknown column `kin`\nDid you mean `kind`?"),
            (
                "kind,a\nx,1\ny,2\nx,3\ny,4o\n", "kind",
                "t.csv:5:3: `4o` in the column `a` is not a number, but most values"
            ),
            ("kind,a\nx,1\n", "kind", "t.csv: 0 of 1 usable row would be used for testing"),
            ("kind,\"a\rb\"\nx,1\ny,2\n", "kind", "t.csv:1:6: a column's name can't contain a line break"),
            ("kind,a\n\"x\ry\",1\ny,2\nx,3\n", "kind", "t.csv:2:1: a category can't contain a line break"),
            ("kind,a\nx,1\nx,2\nx,4\n", "kind", "t.csv:2:1: the target `kind` is `x` in every row"),
            ("kind,a\nx,1\ny,1e200\nx,4\n", "kind", "t.csv:3:3: `1e200` in the column `a` is beyond 3.4e38"),
            ("kind,a\nx,1\ny,2\nx,-1e999\n", "kind", "t.csv:4:3: `-1e999` in the column `a` is beyond 3.4e38"),
            (
                "kind,a\n\(String(repeating: "x", count: 10_001)),1\ny,2\nx,4\n", "kind",
                "t.csv:2:1: this category has 10,001 bytes, but at most 10,000 are supported"
            ),
        ])
    func aMistakeInATableIsRejected(text: String, target: String, expected: String) throws {
        let message = try message { _ = try data(.csv("t.csv", target: target), text: text) }
        #expect(message.hasPrefix(expected), "\(message)")
    }

    @Test("a target that isn't a number is rejected for regression")
    func aTargetThatIsNotANumberIsRejected() throws {
        let text = try message { _ = try data(.csv("t.csv", target: "kind"), .number) }
        #expect(
            text.hasPrefix(
                "t.csv:2:14: `a` in the column `kind` is not a number, but the column is the target of a regression"))
    }

    @Test("a target that is the same number in every row is rejected")
    func aConstantTargetIsRejected() throws {
        let text = try message { _ = try data(.csv("t.csv", target: "a"), .number, text: "a,b\n3,1\n3,2\n3.0,4\n") }
        #expect(text.hasPrefix("t.csv:2:1: the target `a` is `3` in every row, so there is nothing to learn\n"))
    }

    @Test("a target beyond the range of a network's numbers is rejected")
    func aHugeTargetIsRejected() throws {
        let text = try message { _ = try data(.csv("t.csv", target: "a"), .number, text: "a,b\n3,1\n1e300,2\n4,5\n") }
        #expect(text.hasPrefix("t.csv:3:1: `1e300` in the column `a` is beyond 3.4e38"))
    }

    @Test("a number that standardizing would make infinite is rejected")
    func aNumberTooFarFromTheOthersIsRejected() throws {
        let encoding = TableEncoding(
            features: [.init(name: "b", kind: .number(mean: 0, deviation: 1e-30))],
            target: .init(name: "a", kind: .categories(["x", "y"])))
        let text = try message {
            _ = try data(.csv("t.csv", target: "a"), text: "a,b\nx,1e-30\ny,1e20\nx,2e-30\n", encoding: encoding)
        }
        #expect(text.hasPrefix("t.csv:3:3: `1e20` in the column `b` is too far from the training rows"))
    }

    @Test("a category that the weights don't know is rejected")
    func anUnknownCategoryIsRejected() throws {
        let encoding = TableEncoding(
            features: [.init(name: "color", kind: .categories(["red"]))],
            target: .init(name: "kind", kind: .categories(["a", "b"])))
        let text = try message {
            _ = try data(.csv("t.csv", target: "kind", features: ["color"]), encoding: encoding)
        }
        #expect(text.contains("the weights don't know the category `"))
    }

    @Test("a missing table is reported with the path and the option that names another")
    func aMissingTableIsReported() throws {
        let text = try message { _ = try DataSource.csv("/no/t.csv", target: "a").load() }
        #expect(text.hasPrefix("/no/t.csv: the table can't be read: No such file or directory\n"))
        #expect(text.contains("--data FILE names another table"))
    }

    @Test("a table that doesn't fit the network's input is reported with the size of its rows")
    func aTableThatDoesNotFitTheInputIsReported() throws {
        let network = try NetworkGraph(Sketch(TensorShape(units: 3)) { $0.dense("fc1", units: 2) })
        let data = try data(.csv("t.csv", target: "kind", ignored: ["year"]))
        #expect(
            try message { try data.check(fits: network, task: .classify) } == """
                sketch takes 3 numbers, but a row of t.csv has 4
                Write `input: 4`. The inputs are height, color=blue, color=green, color=red.
                """)
    }
}
