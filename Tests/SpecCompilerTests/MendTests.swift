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
