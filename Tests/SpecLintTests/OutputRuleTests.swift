import SpecCompiler
import Testing

/// Rules about the training of a network with several outputs look at each of them.
@Suite("Rules for several outputs") struct OutputRuleTests {
    private func findings(_ heads: String, _ train: String, input: String = "28x28x1", table: String? = nil) -> [String]
    {
        let text = """
            model: A
            input: \(input)
            body:
              - fc 32, relu, as trunk
            heads:
            \(heads)
            train:
            \(train)

            """
        let compilation = SpecCompiler.compile(
            SourceFile(path: "test", text: text),
            tables: { path in
                table.map { .file(SourceFile(path: path, text: $0)) } ?? .problem("can't be found")
            })
        return compilation.diagnostics.filter { $0.severity == .error }.map(\.message)
    }

    @Test func eachOutputIsComparedWithItsOwnTarget() {
        #expect(findings("  class: [fc 10]\n  copy: {target: input, layers: [fc 784]}", "  data: fashion-mnist") == [])
        #expect(
            findings("  class: [fc 9]\n  copy: {target: input, layers: [fc 783]}", "  data: fashion-mnist") == [
                "the head `class` outputs 9, but fashion-mnist has 10 classes",
                "the head `copy` outputs 783, but its target, the input, is 28x28x1",
            ])
    }

    @Test func aColumnIsInATable() {
        #expect(
            findings("  class: [fc 10]\n  kind: {target: species, layers: [fc 3]}", "  data: fashion-mnist") == [
                "the target `species` would be a column, but `fashion-mnist` has none"
            ])
    }

    @Test func theLossOfAHeadIsThatOfItsOutput() {
        let heads = "  kind: [fc 3]\n  mass: {target: mass, layers: [fc 1]}"
        let data = "  data: csv a.csv, target kind"
        #expect(
            findings(heads, data, input: "2") == [
                "cross entropy needs one output per class, but the head `mass` has a single output"
            ])
        #expect(
            findings(
                heads.replacing("target: mass", with: "target: mass, loss: mean squared error"), data, input: "2") == []
        )
    }

    @Test func theColumnsOfAllOutputsAreComparedWithTheTable() {
        let heads =
            "  kind: {target: kind, layers: [fc 3]}\n  mass: {target: mas, loss: mean squared error, layers: [fc 1]}"
        let table = "kind,mass,height,width\na,1,2,3\nb,2,3,4\nc,4,4,5\n"
        let data = "  data: csv a.csv"
        #expect(findings(heads, data, input: "2", table: table).count == 1)
        let right = heads.replacing("mas,", with: "mass,")
        #expect(findings(right, data, input: "2", table: table) == [])
        #expect(findings(right, data, input: "3", table: table).count == 1)
        #expect(
            findings(right.replacing("fc 3", with: "fc 2"), data, input: "2", table: table).count == 1)
        #expect(
            findings(right.replacing("target: mass", with: "target: kind"), data, input: "3", table: table).count == 1)
    }

    @Test func anAuxiliaryHeadLearnsWhatTheFirstOutputDoes() {
        let heads =
            "  class: [fc 10]\n  copy: {target: input, layers: [fc 784]}\n  side: {from: trunk, layers: [fc 784]}"
        #expect(
            findings(heads, "  data: fashion-mnist") == [
                "the auxiliary head `side` outputs 784, but `class` outputs 10"
            ])
    }
}
