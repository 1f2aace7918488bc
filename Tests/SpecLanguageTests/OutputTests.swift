import NetworkTerms
import SpecText
import Testing

@testable import SpecLanguage

/// Heads are outputs of the network, unless they are auxiliary.
@Suite("Outputs") struct OutputTests {
    private func read(_ text: String) -> (spec: Spec, findings: [Diagnostic]) {
        let text = "model: A\ninput: 4\nbody:\n  - fc 3, as a\n  - fc 3\n\(text)\n"
        let (document, problems) = YAMLParser.parse(SourceFile(path: "test", text: text))
        let (spec, findings) = SpecReader.read(document)
        return (spec, problems + findings)
    }

    private func messages(_ text: String) -> [String] { read(text).findings.map(\.message) }

    @Test("a single head is the only output, and has no name of its own")
    func aSingleHeadIsTheOutput() {
        let spec = read("head: [fc 2]").spec
        #expect(spec.outputs.count == 1 && spec.outputs[0].name == nil && !spec.hasSeveralOutputs)
        #expect(TrainingSettings(spec).outputs == [])
        let objectives = TrainingSettings(spec).objectives
        #expect(objectives.map(\.name) == [nil] && objectives.map(\.target) == [.label])
    }

    @Test("every head is an output, except one with `from` alone")
    func everyHeadIsAnOutput() {
        let (spec, findings) = read(
            """
            heads:
              kind: [fc 2]
              size: {layers: [fc 1]}
              early: {from: a, layers: [fc 2]}
              side: {from: a, output: true, layers: []}
              aside: {from: a, output: false, layers: [fc 2]}
            """)
        #expect(findings.map(\.message) == [])
        #expect(spec.outputs.map { $0.name?.value } == ["kind", "size", "side"])
        #expect(spec.outputs.map { $0.from?.value } == [nil, nil, "a"])
        #expect(spec.auxiliaryHeads.map(\.name.value) == ["early", "aside"])
    }

    @Test("layers are numbered through the body and all heads")
    func layersAreNumberedThroughAllHeads() {
        let spec = read("heads: {kind: [fc 2], early: {from: a, layers: [fc 2]}, size: [fc 1]}").spec
        let names = spec.everyItem.map { item in if case .layer(let layer) = item { layer.name } else { "" } }
        #expect(names == ["a", "fc1", "fc2", "fc3", "fc4"])
    }

    @Test("an output learns what its head says, or else what `train` says")
    func anOutputLearnsWhatItsHeadSays() {
        let (spec, findings) = read(
            """
            heads:
              kind: {target: species, weight: 2, layers: [fc 3]}
              size: {target: body mass, loss: mean squared error, layers: [fc 1]}
              copy: {target: input, loss: "cross entropy, smoothing 0.1", layers: [fc 4]}
              rest: [fc 3]
            train:
              loss: binary cross entropy
            """)
        #expect(findings.map(\.message) == [])
        #expect(
            TrainingSettings(spec).outputs == [
                OutputTraining("kind", target: .column("species"), loss: .binaryCrossEntropy, weight: 2),
                OutputTraining("size", target: .column("body mass"), loss: .meanSquaredError),
                OutputTraining("copy", target: .input, loss: .crossEntropy(smoothing: 0.1)),
                OutputTraining("rest", target: .label, loss: .binaryCrossEntropy),
            ])
        #expect(TrainingSettings(spec).target == .label && TrainingSettings(spec).loss == .binaryCrossEntropy)
    }

    @Test("without a loss, the usual one for the target is used")
    func theUsualLossIsUsed() {
        let spec = read("heads: {kind: [fc 3], copy: {target: input, layers: [fc 4]}}\ntrain: {epochs: 2}").spec
        #expect(TrainingSettings(spec).outputs.map(\.loss) == [.crossEntropy, .meanSquaredError])
    }

    @Test("a single output learns what `train` says, and an auxiliary head what the output does")
    func keysOfSeveralOutputsAreRejectedElsewhere() {
        #expect(
            messages("heads: {main: {target: input, layers: [fc 4]}}") == [
                "`target` in a head is for networks with several outputs"
            ])
        #expect(
            messages("heads: {main: [fc 4], early: {from: a, loss: cross entropy, layers: [fc 4]}}") == [
                "the auxiliary head `early` can't have its own `loss`"
            ])
    }

    @Test("the body's output is used, and an auxiliary head has a layer to start from")
    func headsNeedAStart() {
        #expect(
            messages("heads: {main: {from: a, output: true, layers: [fc 4]}}") == ["no head takes the body's output"])
        #expect(
            messages("heads: {main: [fc 4], side: {output: false, layers: [fc 4]}}") == [
                "missing `from` in head `side`"
            ])
    }
}
