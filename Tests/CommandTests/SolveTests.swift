import Foundation
import TestSupport
import Testing

@Suite struct SolveTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let question =
        "model: A\ninput: 224x224x3\nbody:\n  - \"? conv, 64, /?, pad ?\"\n  - expect 7x7x64\n"

    /// Solves a spec with `--write`, and returns the new text.
    private func written(_ text: String, _ options: String...) throws -> String {
        let path = try folder.write(text, to: "a.strata.yaml")
        let outcome = try Shell.run(Strata.path, ["solve", path, "--write"] + options)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    // MARK: Tables

    @Test func theTableShowsConventionalAnswersFirst() throws {
        let text = Self.question.replacing("expect 7x7", with: "expect 112x112")
        let outcome = try Strata.run("solve", try folder.write(text, to: "a.strata.yaml"))
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "A  3 open numbers")
        #expect(lines.contains { $0.split(separator: " ") == ["#", "kernel", "stride", "padding"] })
        #expect(lines.contains { $0.split(separator: " ") == ["1", "3", "2", "1", "conventional"] })
        #expect(outcome.output.contains("Complete within the bounds: kernels up to 32"))
        #expect(!lines.contains { $0.hasSuffix(" ") })
    }

    @Test func allShowsEveryRow() throws {
        let path = try folder.write(Self.question, to: "a.strata.yaml")
        let short = try Strata.run("solve", path).output
        let long = try Strata.run("solve", path, "--all").output
        #expect(short.contains("more: --all shows them"))
        #expect(!long.contains("--all"))
        #expect(long.split(separator: "\n").count > short.split(separator: "\n").count)
    }

    @Test func independentNumbersHaveSeparateTables() throws {
        let text = "model: A\ninput: ?x20x3\nbody:\n  - 3x3 conv, ?\n  - expect 8x18x16\n"
        let outcome = try Strata.run("solve", try folder.write(text, to: "a.strata.yaml"))
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("The tables are independent"))
        #expect(outcome.output.contains("input height") && outcome.output.contains("filters"))
    }

    @Test func aSpecWithoutOpenNumbersIsReported() throws {
        let outcome = try Strata.run("solve", Strata.leNet)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("no numbers are open"))
    }

    @Test func aSpecWithoutSolutionExitsWithOne() throws {
        let text = "model: A\ninput: 8x8x3\nbody:\n  - \"? conv, 4\"\n  - expect 9x9x4\n"
        let outcome = try Strata.run("solve", try folder.write(text, to: "a.strata.yaml"))
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("Nothing fits."))
        #expect(outcome.errors.contains("[no-size-fits]") || outcome.output.contains("[no-size-fits]"))
    }

    @Test func otherMistakesExitWithOneAndAreShown() throws {
        let text = "model: A\ninput: ?x?x3\nbody:\n  - 3x3 cnv, 4\n"
        let outcome = try Strata.run("solve", try folder.write(text, to: "a.strata.yaml"))
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("[unknown-word]"))
    }

    @Test func aBoundThatWasReachedIsReported() throws {
        let path = try folder.write(Self.question, to: "a.strata.yaml")
        let outcome = try Strata.run("solve", path, "--most-answers", "5")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("Incomplete: stopped after 5 answers."))
        #expect(!outcome.output.contains("Complete within"))
    }

    @Test(arguments: ["--largest-kernel=0", "--largest-stride=70000", "--largest-padding=-1", "--most-repeats=0"])
    func boundsOutOfRangeAreRejected(_ option: String) throws {
        let path = try folder.write(Self.question, to: "a.strata.yaml")
        let outcome = try Strata.run("solve", path, option)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("must be an integer from"))
    }

    // MARK: JSON

    private struct Solution: Decodable {
        struct Part: Decodable {
            struct Unknown: Decodable {
                let name: String
                let axis: String?
                let line: Int
                let column: Int
            }
            struct Answer: Decodable {
                let values: [Value]
                let conventional: Bool
            }
            let unknowns: [Unknown]
            let answers: [Answer]
        }
        enum Value: Decodable {
            case number(Int)
            case set([Stretch])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .set(try container.decode([Stretch].self))
                }
            }
        }
        struct Stretch: Decodable {
            let from: Int
            let to: Int?
            let period: Int?
            let remainders: [[Int]]?
        }
        let model: String
        let complete: Bool
        let limits: [String]
        let parts: [Part]
    }

    private func solution(_ text: String, _ options: String...) throws -> Solution {
        let path = try folder.write(text, to: "a.strata.yaml")
        let outcome = try Shell.run(Strata.path, ["solve", path, "--json"] + options)
        return try JSONDecoder().decode(Solution.self, from: Data(outcome.output.utf8))
    }

    @Test func theJSONHasTheDocumentedForm() throws {
        let solution = try solution(Self.question)
        #expect(solution.model == "A" && solution.complete && solution.limits == [])
        let part = try #require(solution.parts.first)
        #expect(part.unknowns.map(\.name) == ["kernel", "stride", "padding"])
        #expect(part.unknowns.map(\.axis) == [nil, nil, nil])
        #expect(part.unknowns.map(\.line) == [4, 4, 4])
        #expect(part.unknowns.map(\.column) == [6, 18, 26])
        #expect(part.answers.allSatisfy { $0.values.count == 3 })
        #expect(solution.parts.count == 1)
    }

    @Test func setsAreRangesWithPeriods() throws {
        let valid =
            "model: A\ninput: ?x20x3\nbody:\n  - 1x1 conv, 4, as a\n  - 2x2 max pool\n  - upsample 2x\n  - add a\n"
        let solution = try solution(valid)
        let answer = try #require(solution.parts.first?.answers.first)
        guard case .set(let stretches) = answer.values[0] else {
            Issue.record("\(answer)")
            return
        }
        #expect(stretches.count == 1)
        #expect(stretches[0].from == 2 && stretches[0].to == nil && stretches[0].period == 2)
        #expect(stretches[0].remainders == [[0, 1]])
    }

    @Test func boundsThatWereReachedAreInTheJSON() throws {
        let solution = try solution(Self.question, "--most-answers", "5")
        #expect(!solution.complete)
        #expect(solution.limits == ["stopped after 5 answers"])
    }

    @Test func aSpecWithoutOpenNumbersHasACompleteSolutionWithoutParts() throws {
        let solution = try solution("model: A\ninput: 8\nbody:\n  - fc 3\n")
        #expect(solution.complete && solution.parts.isEmpty)
    }

    // MARK: Writing

    @Test func writingChangesOnlyTheUnknowns() throws {
        let before = """
            # A question.  \u{20}
            model:   'A'   # its name
            input: 224x224x3

            body:
              - ?x? conv,  64, /?,   pad ? , relu  # which?
              - expect 112x112x64

            """
        #expect(
            try written(before)
                == before.replacingOccurrences(
                    of: "?x? conv,  64, /?,   pad ? , relu", with: "3x3 conv,  64, /2,   pad 1 , relu"))
    }

    private static let severalAnswers =
        "model: A\ninput: 10x10x3\nbody:\n  - \"? conv, 4, pad ?\"\n  - expect 10x10x4\n"

    @Test func anAnswerIsChosenByItsNumber() throws {
        #expect(try written(Self.severalAnswers).contains("- \"1 conv, 4, pad 0\"\n"))
        #expect(try written(Self.severalAnswers, "--answer", "2").contains("- \"3 conv, 4, pad 1\"\n"))
    }

    @Test(arguments: ["0", "x", "-1", "9999", "1,1"])
    func anInvalidAnswerIsRejected(_ answer: String) throws {
        let path = try folder.write(Self.severalAnswers, to: "a.strata.yaml")
        let outcome = try Strata.run("solve", path, "--write", "--answer=\(answer)")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("answer"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.severalAnswers)
    }

    @Test func everyFormOfAnUnknownIsWritten() throws {
        let text = """
            model: A
            input: ?x13x3
            body:
              - conv: {kernel: "?x3", filters: '?', stride: 1}
              - expect 9x11x5
              - conv:
                  kernel: 3
                  filters: 4
                  padding: ?x1
              - expect 9x11x4
              - {layers: [3x3 conv, 4], repeat: 1}
              - layers:
                  - "3x3 conv, 4"
                repeat: "?"
              - expect 1x3x4

            """
        let solved = try written(text.replacingOccurrences(of: "[3x3 conv, 4]", with: "[\"1x1 conv, 4\"]"))
        #expect(solved.contains("filters: '5'"), "\(solved)")
        #expect(solved.contains("padding: 1x1"), "\(solved)")
        #expect(solved.contains("repeat: \"4\""), "\(solved)")
        #expect(try Strata.run("check", try folder.write(solved, to: "b.strata.yaml")).code == 0, "\(solved)")
    }

    @Test func aMissingInputIsWrittenOnANewLine() throws {
        let known = "model: A\nbody:\n  - expect 10x?x3\n  - 3x3 conv, 4\n  - expect 8x8x4\n"
        #expect(
            try written(known)
                == "model: A\ninput: 10x10x3\nbody:\n  - expect 10x?x3\n  - 3x3 conv, 4\n  - expect 8x8x4\n")
    }

    @Test func numbersInAnIncludeAreNotWritten() throws {
        let blocks = "define:\n  b:\n    layers:\n      - \"? conv, 4\"\n"
        let include = try folder.write(blocks, to: "blocks.strata.yaml")
        let text =
            "model: A\ninclude: blocks.strata.yaml\ninput: 9x9x1\nbody:\n  - b\n  - expect 7x7x4\n  - \"? conv, 4\"\n  - expect 3x3x4\n"
        let path = try folder.write(text, to: "a.strata.yaml")
        let outcome = try Strata.run("solve", path, "--write")
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("not written, because they are in another file: kernel"))
        #expect(try String(contentsOfFile: include, encoding: .utf8) == blocks)
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == text.replacingOccurrences(of: "? conv", with: "5 conv"))
    }

    @Test func aBlockUsedTwiceHasOneNumber() throws {
        let text = """
            model: A
            input: 21x21x3
            define:
              b:
                layers:
                  - '? conv, 4'
            body:
              - b
              - b
              - expect 13x13x4

            """
        #expect(try written(text) == text.replacingOccurrences(of: "- '? conv", with: "- '5 conv"))
    }

    @Test func sizesCanBeTriedWithoutEditing() throws {
        let text = "model: A\ninput: 20x20x3\nbody:\n  - \"? conv, 4\"\n"
        let path = try folder.write(text, to: "a.strata.yaml")
        let outcome = try Strata.run("solve", path, "--input", "20x20x3", "--output", "16x16x4")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("1  5"))
    }
}
