import SpecText
import TestSupport
import Testing

@testable import SizeInference
@testable import SpecCompiler
@testable import SpecLint

/// Fixes are tried before they are offered.
@Suite("The trial of fixes") struct FixTrialTests {
    private let source = SourceFile(path: "test", text: "0123456789")
    private let ends = NetworkEnds(
        input: TensorShape(units: 4), outputs: [TensorShape(units: 2)], auxiliary: [])
    private let otherEnds = NetworkEnds(
        input: TensorShape(units: 4), outputs: [TensorShape(units: 3)], auxiliary: [])

    /// A number of findings whose proposed fixes don't help.
    private func findings(_ count: Int) -> [Diagnostic] {
        (0..<count).map { index in
            var finding = Diagnostic(.notation, "message \(index)", at: Span(start: index, end: index + 1))
            finding.proposals = (0..<3).map { [Diagnostic.Fix("\($0)", replacing: finding.span, with: "x")] }
            return finding
        }
    }

    private func compilations(layers: Int) -> Int {
        var count = 0
        let view = FixTrial.View(findings: findings(8), ends: nil, isLinted: false)
        _ = FixTrial(source, layers: layers).tried(view) { _ in
            count += 1
            return view
        }
        return count
    }

    @Test("a long spec is compiled only a few times, and a short one for each fix to try")
    func isBounded() {
        #expect(compilations(layers: 10) == 24)
        #expect(compilations(layers: 2_000) == 10)
        #expect(compilations(layers: 100_000) == 4)
        #expect(compilations(layers: .max) == 4)
    }

    /// One of 25,000 layers leaves four tries, and the finding has five proposals, of which the first works.
    @Test("the only fix that was tried isn't applied on its own if others weren't tried")
    func untriedFixesLeaveAChoice() {
        func found(proposals: Int) -> Diagnostic? {
            var finding = Diagnostic(.joinSizes, "they differ", at: Span(start: 3, end: 4))
            finding.proposals = (0..<proposals).map {
                [Diagnostic.Fix("\($0)", replacing: finding.span, with: "\($0)x")]
            }
            let view = FixTrial.View(findings: [finding], ends: nil, isLinted: false)
            return FixTrial(source, layers: 25_000).tried(view) { text in
                text.bytes.contains(UInt8(ascii: "x")) && text.bytes[3] == UInt8(ascii: "0")
                    ? FixTrial.View(findings: [], ends: nil, isLinted: false) : view
            }.first
        }
        #expect(found(proposals: 4)?.fixes.count == 1)
        #expect(found(proposals: 4)?.leavesChoice == false)
        #expect(found(proposals: 5)?.leavesChoice == true)
    }

    // MARK: What a fix reveals

    private static let classes = Diagnostic(.classCount, "of classes", at: Span(start: 0, end: 1))
    private static let budget = Diagnostic(.budget, "of cost", at: Span(start: 0, end: 1))
    private static let size = Diagnostic(.kernelTooLarge, "further down", at: Span(start: 0, end: 1))

    /// The finding after its fixes `a` and `b` were tried, which leave these findings.
    private func tried(
        _ before: FixTrial.View, a: (left: [Diagnostic], ends: NetworkEnds?),
        b: (left: [Diagnostic], ends: NetworkEnds?)
    ) -> Diagnostic? {
        var finding = Diagnostic(.joinSizes, "they differ", at: Span(start: 3, end: 4))
        finding.proposals = ["a", "b"].map { [Diagnostic.Fix($0, replacing: finding.span, with: $0)] }
        var before = before
        before.findings.append(finding)
        return FixTrial(source, layers: 10).tried(before) { text in
            let fix = text.bytes.contains(UInt8(ascii: "a")) ? a : b
            return FixTrial.View(findings: fix.left, ends: fix.ends, isLinted: true)
        }.last
    }

    private func offered(
        ends: NetworkEnds?, isLinted: Bool = false, a: (left: [Diagnostic], ends: NetworkEnds?),
        b: (left: [Diagnostic], ends: NetworkEnds?)
    ) -> [String]? {
        tried(FixTrial.View(findings: [], ends: ends, isLinted: isLinted), a: a, b: b)?.fixes.map(\.title)
    }

    @Test("a fix that reveals what the linter couldn't check before is offered with a note about it")
    func revealed() throws {
        let view = FixTrial.View(findings: [], ends: ends, isLinted: false)
        let finding = try #require(tried(view, a: ([Self.classes], ends), b: ([Self.classes, Self.size], ends)))
        #expect(finding.fixes.map(\.title) == ["a"])
        #expect(finding.guidance == "possible fix: `a`; this reveals another error [class-count]")
    }

    @Test("a fix that causes a finding that the linter would have reported before isn't offered")
    func linted() {
        #expect(offered(ends: ends, isLinted: true, a: ([Self.classes], ends), b: ([Self.budget], ends)) == [])
    }

    @Test("a fix after which other sizes conflict isn't offered")
    func moved() {
        #expect(offered(ends: ends, a: ([Self.size], ends), b: ([Self.size, Self.classes], ends)) == [])
    }

    @Test("a fix that reveals something isn't offered if it changes the network's ends, or if they were uncertain")
    func changedEnds() {
        #expect(offered(ends: ends, a: ([Self.classes], otherEnds), b: ([Self.budget], otherEnds)) == [])
        #expect(offered(ends: nil, a: ([Self.classes], ends), b: ([Self.classes], nil)) == [])
        #expect(
            offered(ends: ends, a: ([], otherEnds), b: ([], nil)) == ["a", "b"], "nothing is revealed")
    }

    @Test("a fix that reveals something isn't offered if another reveals nothing")
    func nothingRevealed() {
        #expect(offered(ends: ends, a: ([Self.budget], ends), b: ([], ends)) == ["b"])
        #expect(offered(ends: ends, a: ([Self.budget], ends), b: ([Self.budget], ends)) == ["a", "b"])
    }

    // MARK: Findings are distinguished by rule, place, and subject

    /// Whether replacing one byte with three is offered for a conflict at 3, with another finding before and after.
    private func isOffered(before: Diagnostic, after: Diagnostic) -> Bool {
        let fix = Diagnostic.Fix("a", replacing: Span(start: 3, end: 4), with: "aaa")
        let finding = Diagnostic(.joinSizes, "they differ", at: Span(start: 3, end: 4), proposals: [[fix]])
        let view = FixTrial.View(findings: [finding, before], ends: nil, isLinted: false)
        let tried = FixTrial(source, layers: 10).tried(view) { _ in
            FixTrial.View(findings: [after], ends: nil, isLinted: false)
        }
        return !tried[0].fixes.isEmpty
    }

    @Test("a finding that moves with the text, or is worded differently, is the same one")
    func findingsKeepTheirIdentity() {
        func clash(_ start: Int, _ message: String) -> Diagnostic {
            Diagnostic(.kernelTooLarge, message, at: Span(start: start, end: start + 1))
        }
        #expect(isOffered(before: clash(6, "2x2"), after: clash(8, "2x2")))
        #expect(isOffered(before: clash(6, "2x2"), after: clash(8, "1x1")))
        #expect(isOffered(before: clash(1, "2x2"), after: clash(1, "2x2")))
        #expect(!isOffered(before: clash(6, "2x2"), after: clash(6, "2x2")))
        #expect(!isOffered(before: clash(1, "2x2"), after: clash(2, "2x2")))
    }

    @Test("findings of a rule at one place are distinguished by their subject")
    func subjectsAreCompared() {
        func missing(_ name: String, at start: Int) -> Diagnostic {
            Diagnostic(.missingKey, "something is missing", at: Span(start: start, end: 9), about: .missing(name))
        }
        #expect(isOffered(before: missing("kernel", at: 5), after: missing("kernel", at: 7)))
        #expect(!isOffered(before: missing("kernel", at: 5), after: missing("filters", at: 7)))
    }

    /// The ends of the network show whether a fix caused an error. An error rule that checks anything else in the
    /// network needs another criterion in `FixTrial`.
    @Test("the linter's errors are those about the ends of the network")
    func errorRules() {
        let errors = RulePage.all.filter { Linter.rules.contains($0.rule) && $0.severity == .error }.map(\.name)
        #expect(
            Set(errors) == [
                "budget", "class-count", "data-size", "head-output", "log-likelihood-fit", "loss-fit", "softmax-of-one",
            ])
    }
}
