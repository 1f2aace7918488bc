import SpecCompiler
import TestSupport
import Testing

/// `channels` in place of a number stands for the channels that come in.
@Suite struct RelativeCountTests {
    private func compile(_ input: String, _ lines: [String], define: String = "") -> SpecCompiler.Compilation {
        let text = "model: A\ninput: \(input)\n\(define)body:\n" + lines.map { "  - \($0)\n" }.joined()
        return SpecCompiler.compile(SourceFile(path: "test", text: text))
    }

    private func accepted(_ input: String, _ lines: [String], define: String = "") throws -> SizedNetwork {
        let compilation = compile(input, lines, define: define)
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }

    @Test(arguments: ["filters", "units"]) func everyCountOfOutputsCanBeRelative(_ name: String) {
        for layer in Catalog.layers {
            guard let parameter = layer.syntax.parameter(named: name) else { continue }
            #expect(parameter.type == .count, "\(layer.syntax.key)")
        }
    }

    @Test(arguments: [
        ("1x1 conv, channels/2", "1x1 conv, 12"), ("3x3 conv, channels*4, relu", "3x3 conv, 96, relu"),
        ("1x1 conv, channels + 16", "1x1 conv, 40"), ("1x1 conv, (channels+8)*3/4", "1x1 conv, 24"),
        ("1x1 conv, 2*channels-channels/3", "1x1 conv, 40"), ("1x1 conv, channels", "1x1 conv, 24"),
        ("conv: {kernel: 1, filters: channels/2}", "1x1 conv, 12"),
        ("conv: {kernel: 1, filters: channels}", "1x1 conv, 24"),
        ("3x3 conv, 12, groups channels/4", "3x3 conv, 12, groups 6"),
        ("3x3 depthwise conv, channels*2", "3x3 depthwise conv, 48"),
        ("3x3 separable conv, channels*2, relu", "3x3 separable conv, 48, relu"),
        ("2x2 transposed conv, channels/2, /2, groups channels/8", "2x2 transposed conv, 12, /2, groups 3"),
        ("fc channels*2", "fc 48"), ("squeeze-excite channels/4, silu", "squeeze-excite 6, silu"),
        ("group norm channels/8", "group norm 3"), ("channel shuffle channels/12", "channel shuffle 2"),
    ])
    func aRelativeCountIsTheNumberThatItResultsIn(_ relative: String, _ plain: String) throws {
        let (left, right) = (try accepted("8x8x24", [relative]), try accepted("8x8x24", [plain]))
        #expect(left.output == right.output)
        #expect(left.total == right.total)
        #expect(left.layers[0].layer.call == right.layers[0].layer.call)
    }

    @Test func ofAVectorTheChannelsAreItsUnits() throws {
        #expect(try accepted("30", ["fc channels*2", "fc channels/3"]).output.axes == [20])
    }

    @Test func aBlockFitsInputsOfEveryWidth() throws {
        let network = try accepted(
            "8x8x16", ["half", "half, by 4"],
            define: "define:\n  half:\n    given: {by: 2}\n    layers: [\"1x1 conv, channels/$by\"]\n")
        #expect(network.layers.map(\.output.channels) == [8, 2])
    }

    @Test func eachPassOfARepeatHasItsOwnNumber() throws {
        let network = try accepted("8x8x1", ["{repeat: 5, layers: [\"1x1 conv, channels*2\"]}"])
        #expect(network.layers.map(\.output.channels) == [2, 4, 8, 16, 32])
    }

    // MARK: Backwards

    @Test(arguments: [
        (["1x1 conv, channels/2", "expect 8x8x32"], [64]), (["1x1 conv, channels*3+1", "expect 8x8x31"], [10]),
        (["1x1 conv, (channels-4)/2", "1x1 conv, channels*2", "expect 8x8x8"], [12]),
        (["1x1 conv, 100-channels", "expect 8x8x40"], [60]), (["1x1 conv, channels*2", "expect 8x8x31"], []),
        (["residual: [\"1x1 conv, channels*2\", \"1x1 conv, channels-8\"]"], [8]),
        (["3x3 conv, 12, groups channels/2", "1x1 conv, channels-2", "expect ?x?x10"], [2, 4, 6, 8, 12, 24]),
    ])
    func theInputFollowsFromTheOutput(_ lines: [String], _ inputs: [Int]) {
        let solution = SizeSolver.solve(compile("8x8x?", lines).spec)
        #expect(solution.isComplete)
        let found = (1...200).filter { count in
            solution.parts.flatMap(\.answers).contains { answer in
                answer.values.values.contains(count) || answer.sets.values.contains { $0.contains(count) }
            }
        }
        #expect(found == inputs)
    }

    /// Two numbers that are related by factors other than one.
    @Test func aJoinOfRelativeCountsIsSolved() {
        let spec = compile("8x8x?", ["1x1 conv, channels*3", "residual: [\"1x1 conv, ?\", \"1x1 conv, channels/2\"]"])
            .spec
        let solution = SizeSolver.solve(spec)
        let numbers = spec.openNumbers
        #expect(!solution.parts.flatMap(\.answers).isEmpty)
        for answer in solution.parts.flatMap(\.answers) {
            guard let input = answer.values[numbers[0]], let filters = answer.values[numbers[1]] else { continue }
            #expect(filters == input * 6)
        }
    }

    /// Whatever arithmetic gives, its input is among those that are found for it.
    @Test func everyResultLeadsBackToItsInput() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let (channels, factor, divisor, added) = (
                generator.pick(1...96), generator.pick(1...6), generator.pick(1...6), generator.pick(0...20)
            )
            let line = "1x1 conv, (channels*\(factor)+\(added))/\(divisor)"
            let isWhole = (channels * factor + added) % divisor == 0
            let compilation = compile("8x8x\(channels)", [line])
            #expect((compilation.accepted != nil) == isWhole && compilation.diagnostics.hasErrors != isWhole, "\(line)")
            guard let network = compilation.accepted else { continue }
            #expect(network.output.channels == (channels * factor + added) / divisor)
            let solution = SizeSolver.solve(compile("8x8x?", [line, "expect \(network.output)"]).spec)
            #expect(solution.parts.flatMap(\.answers).flatMap(\.values.values) == [channels], "\(line)")
        }
    }

    // MARK: Mistakes

    @Test func aRemainderIsReportedWithTheLineThatTheChannelsComeFrom() throws {
        let compilation = compile("8x8x3", ["3x3 conv, 15", "batch norm", "relu", "1x1 conv, channels/4"])
        let finding = try #require(compilation.diagnostics.first { $0.severity == .error })
        #expect(finding.message == "`channels/4` of 15 channels isn't a whole number")
        #expect(finding.notes.map(\.message) == ["15 channels come from conv1"])
        #expect(finding.fixes.map(\.title) == ["conv1: filters 16", "conv1: filters 12"])
    }

    @Test func forTheChannelsOfAnImageANumberIsOffered() throws {
        let finding = try #require(compile("8x8x3", ["1x1 conv, channels/2"]).diagnostics.first)
        #expect(finding.notes.map(\.message) == ["3 channels come from the input"])
        #expect(finding.fixes.map(\.title) == ["conv1: filters 2", "conv1: filters 1"])
    }

    @Test func theParameterOfABlockIsChangedWhereItIsUsed() throws {
        let compilation = compile(
            "8x8x3", ["unit, width 9"],
            define:
                "define:\n  unit:\n    given: [width]\n    layers: [\"1x1 conv, $width\", \"1x1 conv, channels/2\"]\n")
        let finding = try #require(compilation.diagnostics.first { $0.severity == .error })
        #expect(finding.fixes.map(\.title) == ["unit: width 10", "unit: width 8"])
    }

    @Test(arguments: [
        ("nn.Conv2d(c, c // 2, 1)", "1x1 conv, channels/2"), ("nn.Linear(dim, dim * 4)", "fc channels*4"),
        ("nn.GroupNorm(channels // 8, channels)", "group norm channels/8"),
    ])
    func codeOfPyTorchIsTranslated(_ code: String, _ line: String) {
        let found = compile("8x8x8", [code]).diagnostics.filter { $0.severity == .error }
        #expect(found.map(\.help) == ["write `\(line)`; the size of its input follows from the layers above"])
    }

    @Test(arguments: [("channels-8", "0"), ("channels-9", "-1"), ("8-channels*2", "-8")])
    func aResultBelowOneIsReported(_ count: String, _ result: String) {
        let found = compile("8x8x8", ["1x1 conv, \(count)"]).diagnostics.filter { $0.severity == .error }
        #expect(found.map(\.message) == ["`\(count)` of 8 channels is \(result), but filters must be at least 1"])
    }

    @Test func whatFollowsFromAMistakeIsNotReportedAgain() {
        let found = compile("8x8x3", ["1x1 conv, channels/2", "1x1 conv, channels/5", "squeeze-excite channels/7"])
            .diagnostics.filter { $0.severity == .error }
        #expect(found.count == 1)
    }

    @Test(arguments: [
        ("channels//2", "channels/2"), ("channels // 2", "channels/2"), ("in_channels/2", "channels/2"),
        ("in_channels", "channels"), ("channels*0.5", "channels/2"), ("channels*1.5", "channels*3/2"),
    ])
    func whatOthersWriteIsUnderstood(_ written: String, _ meant: String) {
        for line in ["1x1 conv, \(written)", "fc \(written)", "conv: {kernel: 1, filters: \(written)}"] {
            let found = compile("8x8x8", [line]).diagnostics.filter { $0.severity == .error }
            #expect(found.map(\.help) == ["write `\(meant)`"], "\(line)")
        }
    }

    @Test(arguments: [
        "1x1 conv, channels*channels", "1x1 conv, 64/channels", "1x1 conv, channels/0", "3x3 conv, 8, /channels",
        "3x3 conv, 8, pad channels/2", "unit, width channels/2", "unit, width channels", "channel split channels/4",
        "expect 8x8xchannels", "1x1 conv channels", "1x1 conv, channels, 8",
    ])
    func whatCannotBeRelativeIsReportedOnce(_ line: String) {
        let compilation = compile(
            "8x8x8", ["unit, width 8", line],
            define: "define:\n  unit:\n    given: {width: }\n    layers: [\"1x1 conv, $width\"]\n")
        #expect(
            compilation.diagnostics.filter { $0.severity == .error }.count == 1,
            "\(compilation.diagnostics.map(\.message))")
    }

    @Test func aNumberOfChannelsWithItsUnitIsStillExplained() {
        let found = compile("8x8x8", ["3x3 conv, 64 channels"]).diagnostics.filter { $0.severity == .error }
        #expect(found.map(\.message) == ["`conv` has no option `channels`"])
    }
}
