import SpecCompiler
import TestSupport
import Testing

/// What people write who know other tools: the help is about what they meant.
@Suite struct OtherToolTests {
    private func findings(_ text: String) -> [Diagnostic] {
        SpecCompiler.compile(SourceFile(path: "test", text: "model: M\n" + text)).diagnostics
    }

    private func helps(ofLayer line: String) -> [String?] {
        findings("input: 16x16x3\nbody:\n  - \(line)\nhead:\n  - fc 10\n").map(\.help)
    }

    private func helps(ofTraining line: String) -> [String?] {
        findings("input: 16x16x3\nhead:\n  - fc 10\ntrain: \(line)\n").map(\.help)
    }

    @Test(arguments: [
        ("adamw, rate 1e-3, momentum 0.9", "write `beta1 0.9`; or use `sgd`, which has `momentum`"),
        ("sgd, rate 1e-3, beta1 0.9", "write `momentum 0.9`; or use `adamw`, which has `beta1`"),
        ("adamw, nesterov", "known: rate, decay, beta1, beta2, and epsilon; `sgd` has `nesterov`"),
    ])
    func anOptionOfAnotherOptimizerIsKnown(_ optimizer: String, _ help: String) {
        #expect(helps(ofTraining: "{optimizer: \"\(optimizer)\"}") == [help])
    }

    @Test func anOptionOfAnotherScheduleIsKnown() {
        #expect(helps(ofTraining: "{schedule: \"cosine, every 9 epochs\"}") == ["known: warmup; `step` has `every`"])
    }

    @Test func aTrainingKeyBelongsToTheOptimizerThatHasIt() {
        #expect(
            helps(ofTraining: "{momentum: 0.9}") == [
                "it belongs to the optimizer: write `optimizer: sgd, rate 0.1, momentum 0.9`"
            ])
    }

    @Test(arguments: [
        (
            "conv: {kernel: 3, filters: 8, dropout: 0.5}",
            "it's a layer of its own: put `- dropout 0.5` on the line after this one"
        ),
        (
            "conv: {kernel: 3, filters: 8, batch_norm: true}",
            "it's a layer of its own: put `- batch norm` on the line after this one"
        ),
        (
            "conv: {kernel: 3, filters: 8, pool_size: 2}",
            "it's a layer of its own: put `- 2x2 max pool` on the line after this one"
        ),
        ("3x3 conv, 8, batch_norm", "it's a layer of its own: put `- batch norm` on the line after this one"),
        ("3x3 conv, 8, pool_size 2", "it's a layer of its own: put `- 2x2 max pool` on the line after this one"),
        ("3x3 conv, 8, max pool 2", "it's a layer of its own: put `- 2 max pool` on the line after this one"),
        ("conv: {kernel: 3, filters: 8, relu: true}", "write `activation: relu`"),
        ("3x3 conv, 16, elu 0.5", "remove `0.5`"), ("3x3 conv, relu 16", "separate options with commas"),
        ("conv: {kernel: 3, units: 8}", "did you mean `filters`?"),
        ("3x3 conv, 8, repeat 4", "write `- repeat: 4`, and this layer in the list below `layers:` next to it"),
        ("3x3 conv, 8, repeat=4", "write `- repeat: 4`, and this layer in the list below `layers:` next to it"),
    ])
    func aLayerOfItsOwnIsRecognized(_ line: String, _ help: String) { #expect(helps(ofLayer: line) == [help]) }

    @Test(arguments: [
        "fc 10, softmax", "fc 10, activation softmax", "fc 10, activation=softmax",
        "dense: {units: 10, activation: softmax}",
    ])
    func aSoftmaxAtTheEndIsRemoved(_ line: String) throws {
        let help = try #require(helps(ofLayer: line).first ?? nil)
        #expect(help.hasPrefix("at the end of a classifier, remove it, because the loss applies it"))
    }

    @Test(arguments: [
        ("mse", "mean squared error"), ("bce", "binary cross entropy"), ("binary_crossentropy", "binary cross entropy"),
        ("sparse_categorical_crossentropy", "cross entropy"),
    ])
    func theLossesOfOtherToolsAreKnown(_ loss: String, _ meant: String) {
        #expect(helps(ofTraining: "{loss: \(loss)}") == ["did you mean `\(meant)`?"])
    }

    @Test(arguments: [
        ("adam", ["adamw, decay 0"]), ("adam, rate 1e-3", ["adamw, decay 0"]), ("Adam, lr 1e-3", ["adamw, decay 0"]),
        ("adam, decay 1e-4", []), ("momentum, rate 0.1", ["sgd, momentum 0.9"]), ("adamax, rate 1e-3", []),
        ("nadam", []), ("radam", []), ("rmsprop", []), ("sgdw", []), ("admw", ["adamw"]),
    ])
    func aFixOfAnOptimizerComputesTheSame(_ optimizer: String, _ replacements: [String]) {
        let text = "input: 16x16x3\nhead:\n  - fc 10\ntrain: {optimizer: \"\(optimizer)\"}\n"
        let finding = findings(text).first { $0.message.hasPrefix("unknown optimizer") }
        #expect(finding?.fixes.flatMap(\.edits).map(\.replacement) == replacements)
    }

    @Test(arguments: ["prelu", "elu 0.5", "selu", "celu", "crelu", "rrelu", "softsign"])
    func noFixReplacesAnActivation(_ activation: String) {
        let found = findings("input: 16x16x3\nbody:\n  - 3x3 conv, 16, \(activation)\nhead:\n  - fc 10\n")
        #expect(found.count == 1)
        #expect(found.flatMap(\.fixes).isEmpty)
    }

    @Test(arguments: ["lstm 32", "gru 32", "embedding 100", "attention 4", "lp pool 2"])
    func aLayerOfOtherToolsIsNotMisspelled(_ line: String) {
        let found = findings("input: 16x16x3\nbody:\n  - \(line)\nhead:\n  - fc 10\n")
        #expect(found.map { $0.help?.hasPrefix("did you mean") } == [false])
        #expect(found.flatMap(\.fixes).isEmpty)
    }

    @Test(arguments: [
        ("{type: sgd, lr: 0.1, momentum: 0.9}", "write `optimizer: sgd, rate 0.1, momentum 0.9`"),
        ("{name: adamw, lr: 0.001, weight_decay: 0.1}", "write `optimizer: adamw, rate 0.001, decay 0.1`"),
        ("{lr: 0.1, momentum: 0.9, nesterov: true}", "write `optimizer: sgd, rate 0.1, momentum 0.9, nesterov`"),
        ("{type: rmsprop, lr: 0.1}", "known: sgd and adamw"),
    ])
    func aPastedMappingIsOneFinding(_ optimizer: String, _ help: String) {
        #expect(helps(ofTraining: "{optimizer: \(optimizer)}") == [help])
    }

    @Test func aPastedScheduleIsOneFinding() {
        #expect(
            helps(ofTraining: "{schedule: {type: poly, learning_rate: 0.01, power: 0.9}}") == [
                "known: constant, step, and cosine"
            ])
    }

    @Test(arguments: [
        ("max pool", "pool: {kind: max, ...}"), ("avg pool", "pool: {kind: avg, ...}"),
        ("maxpool", "pool: {kind: max, ...}"),
    ])
    func theWordsOfTheNotationAreNoKey(_ key: String, _ longhand: String) {
        #expect(helps(ofLayer: "\(key): {kernel: 2}") == ["in longhand, write `\(longhand)`"])
    }

    @Test func aValueInBracesIsCutWithAColonToo() {
        #expect(
            helps(ofTraining: "{data: idx seg, classes: 2, batch: 1}") == ["quote it: `data: \"idx seg, classes 2\"`"])
    }

    @Test func aMergeKeyIsOneFinding() {
        let text =
            "input: 8x8x3\nbody:\n  - conv: &c {kernel: 3, filters: 8}\n  - conv: {<<: *c, padding: 1}\nhead:\n  - fc 10\n"
        #expect(findings(text).map(\.message) == ["merge keys (`<<`) aren't supported"])
        #expect(helps(ofTraining: "{<<: {epochs: 3}}").count == 1)
    }

    @Test func aMergeKeyBesideALayerIsOneFinding() {
        let text =
            "input: 8x8x3\nbody:\n  - &c {conv: {kernel: 3, filters: 8}}\n  - {<<: *c, padding: 1}\nhead:\n  - fc 10\n"
        #expect(findings(text).map(\.message) == ["merge keys (`<<`) aren't supported"])
    }

    @Test(arguments: [
        ("(28, 28, 1)", "28x28x1"), ("28 x 28 x 1", "28x28x1"), ("28*28*1", "28x28x1"), ("28 by 28 by 3", "28x28x3"),
        ("(1, 28, 28)", "28x28x1"), ("(3, 224, 224)", "224x224x3"), ("(None, 28, 28, 3)", "28x28x3"), ("(784,)", "784"),
        ("28, 28, 1", "28x28x1"),
    ])
    func theSizesOfOtherToolsAreRewritten(_ input: String, _ size: String) {
        let fixes = findings("input: \(input)\nhead:\n  - fc 10\n").flatMap(\.fixes)
        #expect(fixes.flatMap(\.edits).map(\.replacement) == [size])
    }

    @Test(arguments: ["28x28", "(28, 28)", "[28, 28]", "28 x 28", "28, 28", "(None, 28, 28)"])
    func anImageWithoutChannelsGetsOne(_ input: String) {
        let found = findings("input: \(input)\nhead:\n  - fc 10\n")
        #expect(found.count == 1)
        #expect(found.first?.message.hasSuffix(" has no channels") == true)
        #expect(found.flatMap(\.fixes).flatMap(\.edits).map(\.replacement) == ["28x28x1"])
    }

    @Test func theFileOfATableNeedsItsKind() {
        let found = findings("input: 4\nhead:\n  - fc 10\ntrain:\n  data: digits.csv, target digit\n")
        #expect(found.map(\.message) == ["unknown data set `digits.csv`"])
        #expect(found.flatMap(\.fixes).flatMap(\.edits).map(\.replacement) == ["csv digits.csv"])
    }

    @Test(arguments: ["(16, 16, 3)", "16 x 16 x 3"]) func anExpectedSizeIsRewrittenToo(_ size: String) {
        let fixes = findings("input: 16x16x3\nbody:\n  - expect \(size)\nhead:\n  - fc 10\n").flatMap(\.fixes)
        #expect(fixes.flatMap(\.edits).map(\.replacement) == ["expect 16x16x3"])
    }

    @Test func aConvolutionOfASignalNeedsAMap() {
        #expect(
            findings("input: 90\nbody:\n  - 5 conv, 8\nhead:\n  - fc 10\n").map(\.help) == [
                "a signal is a map of one row: write `input: 1x90x1` and a kernel of 1x5"
            ])
        #expect(
            findings("input: 784\nbody:\n  - 3x3 conv, 8\nhead:\n  - fc 10\n").first?.help?.hasSuffix(
                "an image of 28x28 is `input: 28x28x1`") == true)
        #expect(
            findings("input: 8x8x3\nbody:\n  - fc 9\n  - 3x3 conv, 8\nhead:\n  - fc 10\n").first?.help
                == "move it before the layer that makes the vector, or remove it")
    }

    @Test func aValueInBracesIsQuoted() {
        #expect(
            helps(ofTraining: "{data: idx cifar, classes 10, epochs: 3}") == [
                "quote it: `data: \"idx cifar, classes 10\"`"
            ])
        #expect(
            helps(ofTraining: "{optimizer: sgd, rate 0.1, momentum 0.9}") == [
                "quote it: `optimizer: \"sgd, rate 0.1, momentum 0.9\"`"
            ])
    }

    @Test(arguments: ["quickly", "LSTM 64"]) func aWordLikeNoOtherIsNotCompared(_ line: String) {
        #expect(helps(ofLayer: line) == ["docs/layers lists all layers"])
        #expect(helps(ofLayer: "3x3 conv, 8, quickly") == ["docs/layers lists all of them"])
    }

    @Test func onlySimilarWordsAreListed() {
        #expect(
            helps(ofLayer: "pooling 2") == [
                "closest: max pool, avg pool, or global avg pool; docs/layers lists all layers"
            ])
    }
}
