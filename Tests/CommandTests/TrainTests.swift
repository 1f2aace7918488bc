import Foundation
import TestSupport
import Testing

@Suite("strata train and evaluate on a table")
struct TrainTests {
    let folder: TemporaryFolder
    let spec: String

    private static let text = """
        model: Sides
        input: 2
        body:
          - mlp 8, tanh
        head:
          - fc 2
        train:
          data: csv tables/sides.csv, target side
          epochs: 20
          batch: 8
          optimizer: adamw, rate 2e-2

        """

    init() throws {
        folder = try TemporaryFolder()
        spec = try folder.write(Self.text, to: "specs/sides.strata.yaml")
        try folder.write(Self.table { $0 > $1 }, to: "specs/tables/sides.csv")
    }

    private static func table(_ isOver: (Int, Int) -> Bool) -> String {
        let rows = (0..<100).map { ($0 * 37 % 101, $0 * 53 % 97) }
        return "x,y,side\n" + rows.map { "\($0),\($1),\(isOver($0, $1) ? "over" : "under")\n" }.joined()
    }

    private func train(_ arguments: String...) throws -> Shell.Outcome {
        try Strata.run("train", spec, "--threads", "1", in: folder.url, arguments)
    }

    @Test("the table is found relative to the spec's folder, whatever the current folder is")
    func relative() throws {
        let trained = try train()
        #expect(trained.code == 0, "\(trained.errors)")
        #expect(trained.output.contains("data      sides.csv, 80 training and 20 test rows\n"))
        #expect(trained.output.contains("loss      cross entropy of side\n"))
        let measured = try Strata.run("evaluate", spec, "--weights", "Sides.safetensors", in: folder.url)
        #expect(measured.code == 0, "\(measured.errors)")
        #expect(measured.output.contains("0 over"))
        let result = try #require(measured.output.split(separator: "\n").last)
        #expect(result.hasSuffix(" on 20 rows of sides.csv."))
        #expect(trained.output.contains(result.dropLast(" of sides.csv.".count)))
    }

    @Test("`--data` selects another table")
    func other() throws {
        let path = try folder.write(Self.table { $0 + $1 > 100 }, to: "other.csv")
        let trained = try train("--data", path)
        #expect(trained.code == 0, "\(trained.errors)")
        #expect(trained.output.contains("data      other.csv,"))
    }

    @Test func everyRowOfAnotherTableIsMeasured() throws {
        _ = try train()
        let path = try folder.write(Self.table { $0 > $1 + 1 }, to: "other.csv")
        let weights = ["--weights", "Sides.safetensors"]
        let other = try Strata.run("evaluate", spec, "--data", path, in: folder.url, weights)
        #expect(other.output.hasSuffix(" on 100 rows of other.csv.\n"), "\(other.errors)")
        // Of the table that they were trained on, only the rows that they weren't trained on.
        let same = try Strata.run("evaluate", spec, "--data", "specs/tables/sides.csv", in: folder.url, weights)
        #expect(same.output.hasSuffix(" on 20 rows of sides.csv.\n"), "\(same.errors)")
    }

    @Test func aSpecCanNameATestFile() throws {
        try folder.write(
            Self.text.replacing("target side", with: "test file tables/test.csv, target side"),
            to: "specs/sides.strata.yaml")
        try folder.write("side,y,x\nover,1,2\nunder,3,1\nover,0,9\n", to: "specs/tables/test.csv")
        let trained = try train()
        #expect(
            trained.output.contains("data      sides.csv, 100 training and 3 test rows, which are in test.csv\n"),
            "\(trained.errors)")
        let measured = try Strata.run("evaluate", spec, "--weights", "Sides.safetensors", in: folder.url)
        #expect(measured.output.hasSuffix(" on 3 rows of test.csv.\n"), "\(measured.errors)")
        let generated = try Strata.run("generate", "specs/sides.strata.yaml", "--output", "out", in: folder.url)
        #expect(generated.code == 0, "\(generated.errors)")
        let training = try String(
            contentsOf: folder.url.appendingPathComponent("out/Sources/Sides/SidesTraining.swift"), encoding: .utf8)
        let test = folder.url.resolvingSymlinksInPath().appendingPathComponent("specs/tables/test.csv").path
        #expect(training.contains("testFile: \"\(test)\""))
    }

    @Test("a mistake in a table is shown with its place, and exits with 2")
    func mistake() throws {
        try folder.write("x,y,side\n1,2,over\n3,under\n", to: "specs/tables/sides.csv")
        let outcome = try train()
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(
            outcome.errors.contains(
                "specs/tables/sides.csv:3:1: this row has 2 fields, but the first one has 3\nAdd the missing fields"))
    }

    @Test("an input that doesn't match the table's rows is reported with the size of a row")
    func width() throws {
        try folder.write(Self.text.replacing("input: 2", with: "input: 3"), to: "specs/sides.strata.yaml")
        let outcome = try train()
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("Sides takes 3 numbers, but a row of sides.csv has 2\nWrite `input: 2`."))
    }

    @Test("a generated package has the table's full path")
    func generated() throws {
        let outcome = try Strata.run("generate", "specs/sides.strata.yaml", "--output", "out", in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let training = try String(
            contentsOf: folder.url.appendingPathComponent("out/Sources/Sides/SidesTraining.swift"), encoding: .utf8)
        let path = folder.url.resolvingSymlinksInPath().appendingPathComponent("specs/tables/sides.csv").path
        #expect(training.contains("\"\(path)\",\n"))
        #expect(training.contains("target: \"side\""))
    }
}
