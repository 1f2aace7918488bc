import OperatingSystem
import Testing

@testable import StrataRuntime

@Suite("Program arguments")
struct ProgramArgumentsTests {
    private func parse(_ line: String) throws -> ProgramArguments {
        try ProgramArguments(line.split(separator: " ").map(String.init))
    }

    @Test("an option's value follows a space or an equals sign")
    func anOptionsValueFollowsASpaceOrAnEqualsSign() throws {
        let spaced = try parse("--epochs 3 --batch 32 --seed 7 --threads 2 --data a --output b --resume --quiet")
        let joined = try parse("--epochs=3 --batch=32 --seed=7 --threads=2 --data=a --output=b --resume --quiet")
        #expect(spaced == joined)
        #expect(spaced.epochs == 3 && spaced.seed == 7 && spaced.output == "b" && spaced.resume && spaced.quiet)
        #expect(try parse("--data=a=b").dataFolder == "a=b")
    }

    @Test("arguments change only the options they name")
    func argumentsChangeOnlyTheOptionsTheyName() throws {
        let options = TrainingOptions(data: .fashionMNIST, epochs: 9, batch: 50, seed: 4, threads: 1)
        #expect(try parse("").applied(to: options) == options)
        var changed = options
        changed.epochs = 2
        changed.seed = 18_446_744_073_709_551_615
        #expect(try parse("--epochs 2 --seed 18446744073709551615").applied(to: options) == changed)
    }

    @Test(
        "invalid arguments are rejected by name",
        arguments: [
            ("--epoch 3", "unknown option --epoch; did you mean --epochs?"),
            ("--ouptut=x", "unknown option --ouptut; did you mean --output?"),
            ("-quiet", "unknown option -quiet; did you mean --quiet?"),
            ("--rhubarb", "unknown option --rhubarb"),
            ("train", "unexpected argument 'train'"),
            ("--epochs", "--epochs needs a value"),
            ("--epochs=", "--epochs needs a value"),
            ("--epochs 0", "--epochs needs a whole number of at least 1, not '0'"),
            ("--epochs 1e3", "--epochs needs a whole number of at least 1, not '1e3'"),
            ("--seed -1", "--seed needs a whole number of at least 0, not '-1'"),
            ("--batch 99999999999999999999", "--batch needs a whole number of at least 1, not '99999999999999999999'"),
            ("--quiet=yes", "--quiet takes no value"),
            ("--batch 2 --batch 3", "--batch is given twice"),
            ("--evaluate a --resume", "--evaluate and --resume can't be combined"),
        ])
    func invalidArgumentsAreRejectedByName(line: String, expected: String) throws {
        #expect(try message { _ = try parse(line) } == expected + "\n--help lists the options.")
    }
}

@Suite("Confusion matrices")
struct ConfusionMatrixTests {
    /// Three classes; two cats are classified as dogs.
    private var matrix: ConfusionMatrix {
        var matrix = ConfusionMatrix(classes: 3)
        for (actual, predicted) in [(0, 0), (0, 1), (0, 1), (1, 1), (2, 2), (2, 2), (2, 0)] {
            matrix.add(actual: actual, predicted: predicted)
        }
        return matrix
    }

    @Test("a confusion matrix computes accuracy, recall, precision, and the worst confusion")
    func aMatrixComputesItsStatistics() throws {
        #expect(matrix.total == 7 && matrix.correct == 4 && matrix.accuracy == 4.0 / 7)
        #expect(matrix.recall(0) == 1.0 / 3 && matrix.precision(0) == 0.5 && matrix.precision(1) == 1.0 / 3)
        let worst = try #require(matrix.worst)
        #expect((worst.actual, worst.predicted, worst.count) == (0, 1, 2))
        #expect(ConfusionMatrix(classes: 3).recall(0) == nil && ConfusionMatrix(classes: 3).accuracy == 0)
    }

    @Test("a confusion matrix is shown as a table with aligned columns")
    func aMatrixIsShownAsATable() {
        #expect(
            ConfusionTable(matrix, names: ["cat", "dog", "axolotl"], terminal: .plain).text == """
                             predicted
                actual          0     1     2   recall %
                0 cat           1     2     .       33.3
                1 dog           .     1     .      100.0
                2 axolotl       1     .     2       66.7
                precision %  50.0  33.3 100.0

                Most common confusion: cat predicted as dog, 2 times.

                """)
    }

    @Test func aMatrixIsNotWiderThanTheTerminal() {
        var matrix = ConfusionMatrix(classes: 10)
        for actual in 0..<10 {
            for predicted in 0..<10 {
                for _ in 0..<(actual == predicted ? 900 : 11) { matrix.add(actual: actual, predicted: predicted) }
            }
        }
        let names = (0..<10).map { "a class \($0)" }
        for columns in [80, 40] {
            let terminal = Terminal(isInteractive: true, showsColor: false, showsUnicode: false, columns: columns)
            let lines = ConfusionTable(matrix, names: names, terminal: terminal).text.split(separator: "\n")
            // The last line is a sentence.
            #expect(lines.dropLast().allSatisfy { $0.count <= columns })
            #expect(lines.contains { $0.hasPrefix("actual") } == (columns == 80), "narrower, it is a list")
        }
    }

    @Test("a confusion matrix with many classes is shown as a list")
    func aLargeMatrixIsShownAsAList() {
        var matrix = ConfusionMatrix(classes: 100)
        matrix.add(actual: 3, predicted: 4)
        let table = ConfusionTable(matrix, names: (0..<100).map(String.init), terminal: .plain)
        #expect(table.text.split(separator: "\n").allSatisfy { $0.count < 80 })
    }
}

@Suite struct ResumingTests {
    @Test func theCommandThatResumesHasTheSameOptions() {
        #expect(resuming(["train", "--epochs", "3", "--resume"]) == ["train", "--epochs", "3", "--resume"])
    }

    @Test func theCommandThatContinuesHasAnotherNumberOfEpochs() {
        for given in [["--epochs", "3"], ["--epochs=3"], []] {
            #expect(
                resuming(["train"] + given + ["--quiet"], epochs: 6)
                    == ["train", "--quiet", "--epochs", "6", "--resume"])
        }
    }
}
