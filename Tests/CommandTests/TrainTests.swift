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
