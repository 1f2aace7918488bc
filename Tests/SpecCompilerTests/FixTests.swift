import SpecCompiler
import TestSupport
import Testing

/// Fixes that are proposed for conflicting sizes, and for what other tools write.
@Suite("Fixes") struct FixTests {
    private func fixes(_ text: String) -> [String] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics.flatMap(\.fixes).map(\.title)
    }

    private let clash = """
        body:
          - 5x5 conv, 16, relu
          - 2x2 max pool
          - 2x2 max pool
          - 7x7 conv, 32, relu

        """

    @Test("a fix can change the input if the data has no fixed size")
    func anotherInput() {
        #expect(fixes("model: Net\ninput: 28x28x1\n" + clash).contains("input 32x32x1"))
        #expect(
            fixes("model: Net\ninput: 28x28x1\n" + clash + "head:\n  - fc 10\ntrain:\n  data: idx digits\n")
                .contains("input 32x32x1"))
    }

    @Test("no fix proposes an input size other than the data's", arguments: ["", "  - batch nrm\n"])
    func notAnotherInput(_ otherMistake: String) {
        let found = fixes(
            "model: Net\ninput: 28x28x1\n" + clash + otherMistake + "head:\n  - fc 10\ntrain:\n  data: fashion-mnist\n")
        #expect(found.contains("conv2: pad 1"))
        #expect(!found.contains { $0.hasPrefix("input ") }, "\(found)")
    }

    @Test("a fix proposes the input size of the data")
    func dataInput() {
        let found = fixes(
            "model: Net\ninput: 20x20x1\n" + clash.replacing("7x7", with: "5x5")
                + "head:\n  - fc 10\ntrain:\n  data: fashion-mnist\n")
        #expect(found.first == "input 28x28x1", "\(found)")
    }

    @Test("the only fix for channels first is to write them last")
    func channelsFirst() {
        #expect(fixes("model: Net\ninput: 1x28x28\nbody:\n  - 3x3 conv, 16, relu\n") == ["input 28x28x1"])
        #expect(fixes("model: Net\ninput: 3x64x64\nbody:\n  - 3x3 conv, 16, relu, pad 1\n") == ["write `64x64x3`"])
    }

    private let contract = "model: Net\ninput: 32x32x3\nbody:\n  - 3x3 conv, 8, relu\n  - expect 32x32x8\n"

    @Test("no fix changes a contract that later layers rely on")
    func contractThatIsCountedOn() {
        #expect(fixes(contract).contains("expect 30x30x8"))
        let found = fixes(contract + "  - 2x2 max pool\n  - expect 16x16x8\n")
        #expect(found.contains("conv1: pad 1"))
        #expect(!found.contains { $0.hasPrefix("expect ") }, "\(found)")
    }

    @Test(
        "a fix that a person must choose isn't applied automatically",
        arguments: [
            "model: Net\ninput: 8x8x8\nbody:\n  - 3x3 conv, 8, pad 1, as start\n  - relu\n  - add strt\n",
            "model: Net\ninput: 8\nbody:\n  - fc 9\n  - relu\n  - expect 8\n  - fc 9\ntrain: {epochs: 3}\n",
        ])
    func chosen(_ text: String) {
        let source = SourceFile(path: "test", text: text)
        #expect(compiled(text).contains { !$0.fixes.isEmpty })
        #expect(FixAll.fixing(source) { SpecCompiler.compile($0).diagnostics }.source.bytes == source.bytes)
    }

    @Test("a line that can't be read is fixed, even if that reveals conflicting sizes")
    func clashesShowLater() {
        let source = SourceFile(
            path: "test", text: "model: Net\ninput: 8x8x1\nbody:\n  - 9x9 cnv, 8\nhead:\n  - fc 10\n")
        let outcome = FixAll.fixing(source) { SpecCompiler.compile($0).diagnostics }
        #expect(outcome.applied.first?.title == "change to `conv`")
    }

    /// The help of the first finding.
    @Test(
        "the help for what other tools write is the notation",
        arguments: [
            ("3x3 conv, 8, stride 2", "write `/2`"), ("3x3 conv, 8, groups=2", "write `groups 2`"),
            ("3x3 conv, 8, padding=same", "write `same`"), ("3x3 conv, 8, bias=False", "write `no bias`"),
            ("3x3 conv, 8, bias=True", "that's the default: remove it"),
            ("3x3 conv, 8, groups = 2", "write `groups 2`"),
            ("3x3 conv, 8, name first", "names follow `as`: write `as first`"),
            ("2x2 maxpooling", "did you mean `max pool`?"),
            (
                "3x3 conv, 8, bn",
                "`batch norm` is a layer of its own: put `- batch norm` on the line after this one"
            ),
            ("repeat 3: [relu]", "write `repeat: 3`, and list the layers below `layers:` next to it"),
        ])
    func otherTools(_ line: String, _ help: String) {
        #expect(compiled("model: Net\ninput: 8x8x4\nbody:\n  - \(line)\n").first?.guidance == help)
    }

    private func compiled(_ text: String) -> [Diagnostic] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
    }

    @Test(
        "a fix that reveals a finding is offered, and leaves nothing else",
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
        let finding = try #require(
            SpecCompiler.compile(source).diagnostics.first { $0.rule.name == "kernel-too-large" })
        #expect(!finding.fixes.isEmpty)
        #expect(try #require(finding.guidance).hasSuffix("; this reveals another error [\(rule)]"))
        for fix in finding.fixes {
            let left = SpecCompiler.compile(source.applying(fix.edits)).diagnostics.filter { $0.severity == .error }
            #expect(left.map(\.rule.name) == [rule], "\(fix.title)")
        }
    }

    @Test("no fix moves the mistake to another line")
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

    @Test("no fix moves the mistake to the network's output")
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
        let clash = compiled(text).first { $0.rule.name == "join-sizes" }
        #expect(clash?.fixes.map(\.title) == [], "26x26 or 24x24 comes of each, and 28x28 is asked for")
        let others = compiled(
            text.replacing("target: input", with: "batch: 8").replacing("3x3 conv, 1\n", with: "fc 11\n")
        )
        .first { $0.rule.name == "join-sizes" }
        #expect(others?.fixes.isEmpty == false)
    }

    @Test(
        "a fix can add a projection next to a residual, in the layout of the text",
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
    func projection(_ written: String, _ fixed: String) throws {
        let beginning = "model: Net\ninput: 32x32x3\nbody:\n  - 3x3 conv, 16, pad 1\n"
        let source = SourceFile(path: "test", text: beginning + written + "head:\n  - global avg pool\n  - fc 10\n")
        let finding = try #require(SpecCompiler.compile(source).diagnostics.first { $0.rule.name == "join-sizes" })
        let fix = try #require(finding.fixes.first)
        #expect(fix.title == "shortcut: project")
        let text = String(decoding: source.applying(fix.edits).bytes, as: UTF8.self)
        #expect(text.hasPrefix(beginning + fixed))
        #expect(try #require(finding.guidance).contains("`shortcut: project`"))
    }
}
