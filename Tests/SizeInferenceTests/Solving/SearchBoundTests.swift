import SpecCompiler
import TestSupport
import Testing

/// A search ends within its bounds, says which it reached, and takes no partial answer for all.
@Suite struct SearchBoundTests {
    private func solve(_ body: [String], input: String = "?x?x?", bounds: SearchBounds = SearchBounds()) -> SizeSolution
    {
        SizeSolver.solve(spec(body, input: input), bounds: bounds)
    }

    private func spec(_ body: [String], input: String) -> Spec {
        let text = "model: A\ninput: \(input)\nbody:\n" + body.map { "  - \($0)\n" }.joined()
        // Read and not compiled, which would solve it within the bounds of every day.
        return SpecReader.read(YAMLParser.parse(SourceFile(path: "test", text: text)).document).spec
    }

    // MARK: Searches that would explode

    private static let window: String = "\"? conv, 4, /?, pad ?, dilation ?\""

    private static let explosions: [[String]] = {
        let passes = "{layers: [\"3x3 conv, 4\"], repeat: \"?\"}"
        return [
            Array(repeating: window, count: 12),
            Array(repeating: window, count: 3) + ["expect 7x7x4"],
            Array(repeating: "\"? conv, ?\"", count: 40) + ["flatten", "expect 1048576"],
            Array(repeating: "\"? conv, 4\"", count: 400) + ["expect 7x7x4"],
            Array(repeating: passes, count: 4),
            ["{layers: [\"?x? conv, 4, /?, pad ?\", \"?x? conv, 4, pad ?\"], repeat: \"?\"}", "expect 9x9x4"],
        ]
    }()

    @Test(arguments: explosions)
    func aSearchThatWouldExplodeSaysWhichBoundItReached(_ body: [String]) {
        var bounds = SearchBounds()
        bounds.work = 5000
        let solution = solve(body, input: "224x224x3", bounds: bounds)
        #expect(!solution.isComplete)
        #expect(!solution.isImpossible && solution.only == nil)
        #expect(solution.limits.allSatisfy { !$0.isEmpty })
    }

    /// Behind strides of 31 and 29 and 27, a size repeats itself after 24,273 pixels: to compare it with another is not one
    /// size worked out, but thousands.
    @Test func comparingLongSizesCountsAsManySizes() {
        var bounds = SearchBounds()
        (bounds.work, bounds.answers) = (100_000, 100_000)
        let strides = Array(repeating: "\"3x3 conv, 4, /?, pad 1\"", count: 3).joined(separator: ", ")
        let solution = solve(["residual: [\(strides)]"], input: "?x?x4", bounds: bounds)
        #expect(solution.limits == ["the search stopped after 100000 sizes"])
    }

    @Test func aListThatIsTooLongIsCutAndSaysSo() {
        var bounds = SearchBounds()
        bounds.answers = 7
        let solution = solve(["\"? conv, 4, /?, pad ?\""], input: "224x224x3", bounds: bounds)
        #expect(solution.limits == ["stopped after 7 answers"])
        #expect(solution.parts.allSatisfy { $0.answers.count <= 7 })
    }

    /// The count of channels that is left over follows from the others, also beyond those that are tried.
    @Test func countsBeyondThoseThatAreTriedAreNotTakenForNone() {
        func branches(_ total: Int) -> [String] {
            [
                "branches: [[\"1x1 conv, ?\"], [\"1x1 conv, ?\"]]\n    join: concat", "expect 4x4x\(total)",
            ]
        }
        let few = solve(branches(100), input: "4x4x3")
        #expect(few.isComplete && few.count == 99)
        #expect(!solve(branches(10_000), input: "4x4x3").isComplete)
    }

    @Test func manyOpenLinesAreSearchedWithoutEnd() {
        let body = Array(repeating: "1x1 conv, 4, pad ?", count: 2000)
        #expect(!solve(body, input: "9x9x4").isComplete)
    }

    /// A number that stands in a line further up is not chosen again.
    @Test func aBlockUsedThousandsOfTimesIsOneQuestion() {
        let solution = solve(["{layers: [\"3x3 conv, 4, pad ?\"], repeat: 5000}", "expect 9x9x4"], input: "9x9x4")
        #expect(solution.only?.values.sorted() == [1])
    }

    // MARK: Absurd numbers

    private static let numbers = [
        "3", "1048576", "1125899906842624", "4611686018427387904", "9223372036854775807",
    ]

    private static let absurdLines: [String] = [
        "N conv, 4", "3x3 conv, N", "3x3 conv, 4, /N", "3x3 conv, 4, pad N", "3x3 conv, 4, dilation N",
        "\"? conv, 4, pad N\"", "\"? conv, 4, dilation N\"", "\"? conv, N, /N\"", "N conv, ?, pad ?",
        "N conv, 4, /?, same",
        "N conv, 4, dilation ?", "?xN conv, 4, pad Nx?", "N max pool, ceil", "2 max pool, /N, ceil",
        "\"? max pool, /N, ceil\"",
        "N transposed conv, 4, /N", "\"? transposed conv, 4, /N, pad N\"", "N transposed conv, ?, /?", "upsample Nx",
        "zero pad N", "reflect pad N", "reflect pad 0-N", "replicate pad N", "crop N", "pixel shuffle N",
        "pixel unshuffle N", "reshape NxNx4", "reshape N",
        "adaptive avg pool N",
        "3x3 conv, N, groups N", "3x3 conv, ?, groups N", "3x3 depthwise conv, ?", "fc N", "mlp N-N", "expect ?x?xN",
        "expect Nx?x?", "{layers: [relu], repeat: N}", "{layers: [\"3x3 conv, ?, pad ?\"], repeat: N}",
        "{residual: [\"N conv, 4, /N\"], shortcut: project}", "{residual: [\"? conv, 4, /N\"], shortcut: project}",
    ]

    @Test(arguments: absurdLines)
    func absurdNumbersNeitherTrapNorHang(_ line: String) {
        var solved = 0
        for number in Self.numbers {
            let text = line.replacing("N", with: number)
            for input in ["?x?x?", "\(number)x?x?", "?x?x\(number)"] {
                for rest in [["fc 10"], ["3x3 conv, ?, pad ?", "flatten", "expect \(number)"]] {
                    if exercise([text] + rest, input) { solved += 1 }
                }
            }
        }
        #expect(solved > 0)
    }

    private static let longWays: [[String]] = {
        var ways: [[String]] = []
        for line in [
            "upsample 2x", "2x2 max pool", "pixel shuffle 2", "pixel unshuffle 2", "2x2 transposed conv, 4, /2",
            "3x3 conv, 4, /3",
        ] {
            ways.append(Array(repeating: line, count: 64))
        }
        ways.append(Array(repeating: "pixel shuffle 2", count: 20) + ["1x1 depthwise conv, 64"])
        ways.append((2...40).map { "\($0)x\($0) max pool" })
        ways.append((2...40).map { "upsample \($0)x" })
        var joins: [String] = []
        for factor in 2...8 {
            joins += ["1x1 conv, 4, as a\(factor)", "\(factor) max pool", "upsample \(factor)x", "add a\(factor)"]
        }
        ways.append(joins)
        return ways
    }()

    @Test(arguments: longWays)
    func longWaysNeitherTrapNorHang(_ body: [String]) {
        let residual = "{residual:\n      [\(body.map { "\"\($0)\"" }.joined(separator: ", "))], shortcut: project}"
        for input in ["?x?x?", "?x?x4", "224x?x4"] {
            for body in [body, body + ["flatten", "expect 4096"], [residual]] { #expect(exercise(body, input)) }
        }
    }

    /// Everything that is asked of a spec with open numbers.
    ///
    /// - Returns: whether there was anything to ask: some numbers are too large to be read.
    private func exercise(_ body: [String], _ input: String) -> Bool {
        var bounds = SearchBounds()
        bounds.work = 5000
        bounds.answers = 50
        let spec = spec(body, input: input)
        guard !spec.openNumbers.isEmpty, spec.isReadable else { return false }
        let (solution, time) = Timed.run("\(input): \(body)") {
            let solution = SizeSolver.solve(spec, bounds: bounds)
            _ = OpenSizes(SpecGraph(spec), solution)
            return solution
        }
        #expect(time < .seconds(5), "\(input): \(body)")
        for part in solution.parts {
            for answer in part.answers {
                #expect(answer.values.values.allSatisfy { $0 >= 0 })
                #expect(answer.sets.values.allSatisfy { !$0.isEmpty && !$0.description.isEmpty })
            }
        }
        return true
    }
}
