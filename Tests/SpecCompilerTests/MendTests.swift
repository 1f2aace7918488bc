import SpecCompiler
import TestSupport
import Testing

/// What is proposed to mend sizes that clash.
@Suite("A mend") struct MendTests {
    private func mends(_ text: String) -> [String] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics.flatMap(\.fixes).map(\.title)
    }

    private let clash = """
        body:
          - 5x5 conv, 16, relu
          - 2x2 max pool
          - 2x2 max pool
          - 7x7 conv, 32, relu

        """

    @Test("may be another input, where the data has no size of its own")
    func anotherInput() {
        #expect(mends("model: Net\ninput: 28x28x1\n" + clash).contains("input 32x32x1"))
        #expect(
            mends("model: Net\ninput: 28x28x1\n" + clash + "head:\n  - fc 10\ntrain:\n  data: idx digits\n")
                .contains("input 32x32x1"))
    }

    @Test("is no input that the data's samples don't have", arguments: ["", "  - batch nrm\n"])
    func notAnotherInput(_ otherMistake: String) {
        let found = mends(
            "model: Net\ninput: 28x28x1\n" + clash + otherMistake + "head:\n  - fc 10\ntrain:\n  data: fashion-mnist\n")
        #expect(found.contains("conv2: pad 1"))
        #expect(!found.contains { $0.hasPrefix("input ") }, "\(found)")
    }

    @Test("is the input that the data's samples have, where another is written")
    func dataInput() {
        let found = mends(
            "model: Net\ninput: 20x20x1\n" + clash.replacing("7x7", with: "5x5")
                + "head:\n  - fc 10\ntrain:\n  data: fashion-mnist\n")
        #expect(found.first == "input 28x28x1", "\(found)")
    }

    private func compiled(_ text: String) -> [Diagnostic] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
    }

    @Test(
        "may reveal what could not be seen before: it is offered, and nothing but that is left after it",
        arguments: [
            ("input: 28x28x1", "head:\n  - fc 11\ntrain:\n  data: fashion-mnist\n", "class-count"),
            (
                "input: 28x28x1", "head:\n  - fc 10\ntrain:\n  data: fashion-mnist\n  loss: mean squared error\n",
                "loss-fit"
            ),
            ("input: 28x28x1\nbudget: {parameters: 5}", "head:\n  - fc 10\n", "budget"),
            ("input: 29x29x1", "head:\n  - fc 10\ntrain:\n  data: fashion-mnist\n", "data-size"),
        ])
    func revealing(_ beginning: String, _ end: String, _ rule: String) throws {
        let source = SourceFile(path: "test", text: "model: Net\n\(beginning)\n\(clash)\(end)")
        let finding = try #require(SpecCompiler.compile(source).diagnostics.first { $0.rule == "kernel-too-large" })
        #expect(!finding.fixes.isEmpty)
        #expect(try #require(finding.help).hasSuffix("then it shows what else is wrong [\(rule)]"))
        for fix in finding.fixes {
            let left = SpecCompiler.compile(source.applying(fix.edits)).diagnostics.filter { $0.severity == .error }
            #expect(left.map(\.rule) == [rule], "\(fix.title)")
        }
    }

    @Test("does not move what is wrong to another line")
    func moved() {
        let text = """
            model: Net
            input: 6x6x1
            body:
              - 7x7 conv, 8, /2
              - 7x7 conv, 8
              - 7x7 conv, 8
              - 7x7 conv, 8

            """
        let source = SourceFile(path: "test", text: text)
        for fix in SpecCompiler.compile(source).diagnostics.flatMap(\.fixes) {
            #expect(!SpecCompiler.compile(source.applying(fix.edits)).diagnostics.hasErrors, "\(fix.title)")
        }
    }

    @Test("does not move what is wrong to what the network gives")
    func movedToTheEnd() {
        let text = """
            model: Net
            input: 28x28x1
            body:
              - 3x3 conv, 8, as first
              - 3x3 conv, 8
              - add first
              - 3x3 conv, 1
            train:
              data: idx digits
              target: input

            """
        let clash = compiled(text).first { $0.rule == "join-sizes" }
        #expect(clash?.fixes.map(\.title) == [], "26x26 or 24x24 comes of each, and 28x28 is asked for")
        let others = compiled(
            text.replacing("target: input", with: "batch: 8").replacing("3x3 conv, 1\n", with: "fc 11\n")
        )
        .first { $0.rule == "join-sizes" }
        #expect(others?.fixes.isEmpty == false)
    }

    @Test(
        "may be a projection beside a residual, in the text's own layout",
        arguments: [
            (
                "  - residual:\n    - 3x3 conv, 32, pad 1, relu\n    - 3x3 conv, 32, pad 1  # last\n",
                "  - residual:\n    - 3x3 conv, 32, pad 1, relu\n    - 3x3 conv, 32, pad 1  # last\n    shortcut: project\n"
            ),
            (
                "  - residual: [\"3x3 conv, 32, pad 1\"]\r\n",
                "  - residual: [\"3x3 conv, 32, pad 1\"]\r\n    shortcut: project\r\n"
            ),
            (
                "  - {residual: [\"3x3 conv, 32, pad 1\"]}\n",
                "  - {shortcut: project, residual: [\"3x3 conv, 32, pad 1\"]}\n"
            ),
        ])
    func projection(_ written: String, _ mended: String) throws {
        let beginning = "model: Net\ninput: 32x32x3\nbody:\n  - 3x3 conv, 16, pad 1\n"
        let source = SourceFile(path: "test", text: beginning + written + "head:\n  - global avg pool\n  - fc 10\n")
        let finding = try #require(SpecCompiler.compile(source).diagnostics.first { $0.rule == "join-sizes" })
        let fix = try #require(finding.fixes.first)
        #expect(fix.title == "shortcut: project")
        let text = String(decoding: source.applying(fix.edits).bytes, as: UTF8.self)
        #expect(text.hasPrefix(beginning + mended))
        #expect(try #require(finding.help).contains("`shortcut: project`"))
    }
}
