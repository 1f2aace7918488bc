import SpecCompiler
import TestSupport
import Testing

/// The ends of networks, their losses, and their targets, as practitioners write them.
@Suite struct NetworkEndTests {
    private func findings(_ text: String) -> [Diagnostic] {
        SpecCompiler.compile(SourceFile(path: "test", text: "model: M\n" + text)).diagnostics
    }

    private func finding(_ rule: String, _ text: String) throws -> Diagnostic {
        try #require(findings(text).first { $0.rule.name == rule })
    }

    private func rules(_ text: String) -> [String] { findings(text).map(\.rule.name) }

    private func table(_ head: String, loss: String, data: String = "csv a.csv, target y") -> String {
        "input: 4\nhead:\n  - fc 16, relu\n\(head)train:\n  data: \(data)\n  loss: \(loss)\n"
    }

    private func masks(
        _ end: String, loss: String? = "binary cross entropy", data: String = "idx masks", input: String = "28x28x3"
    ) -> String {
        "input: \(input)\nbody:\n  - 3x3 conv, 8, pad 1, relu\n\(end)train:\n  data: \(data)\n"
            + (loss.map { "  loss: \($0)\n" } ?? "")
    }

    private func flatAutoencoder(_ end: String, _ loss: String = "") -> String {
        "input: 28x28x1\nhead:\n  - fc 32, relu\n  - \(end)\ntrain:\n  data: fashion-mnist\n  target: input\n\(loss)"
    }

    @Test(arguments: ["", "  loss: binary cross entropy\n"])
    func theOutputsOfAnAutoencoderDoNotAddUpToOne(_ loss: String) {
        #expect(rules(flatAutoencoder("fc 784\n  - softmax", loss)) == ["activation-at-end"])
    }

    @Test(arguments: ["fc 784, sigmoid", "fc 784, tanh", "fc 784\n  - softmax"])
    func aLossOfClassesForAnAutoencoderIsOneFinding(_ end: String) {
        #expect(rules(flatAutoencoder(end, "  loss: cross entropy\n")) == ["loss-fit"])
    }

    @Test func brightPixelsAreAboveATanh() { #expect(rules(flatAutoencoder("fc 784, tanh")) == ["activation-at-end"]) }

    @Test func asManyOutputsAsInputsAreAnAutoencoder() throws {
        let text = "input: 28x28x1\nhead:\n  - fc 32, relu\n  - fc 784\ntrain: {data: fashion-mnist}\n"
        let found = try finding("class-count", text)
        #expect(found.help == "for an autoencoder, write `target: input`; otherwise end the head with `fc 10`")
        #expect(found.fixes.isEmpty)
    }

    // MARK: Softmax

    @Test func aSoftmaxOverOneValueIsAnError() throws {
        let finding = try finding("softmax-of-one", table("  - fc 1\n  - softmax\n", loss: "binary cross entropy"))
        #expect(finding.severity == .error)
        #expect(finding.help == "remove it: binary cross entropy already applies a sigmoid")
    }

    @Test func aSoftmaxOverTheSingleChannelOfAMapIsAnError() {
        #expect(rules("input: 8x8x3\nbody:\n  - 1x1 conv, 1\n  - softmax\n") == ["softmax-of-one"])
    }

    @Test func withoutALossASigmoidReplacesASoftmaxOverOneValue() throws {
        let finding = try finding("softmax-of-one", "input: 4\nhead:\n  - fc 8, relu\n  - fc 1\n  - softmax\n")
        #expect(finding.fixes.map(\.title) == ["change to `sigmoid`"])
    }

    @Test func twoUnitsForBinaryCrossEntropyAlsoLoseTheirSoftmax() throws {
        let finding = try finding("loss-fit", table("  - fc 2\n  - softmax\n", loss: "binary cross entropy"))
        #expect(finding.help?.hasPrefix("remove softmax1") == true)
    }

    @Test func aSoftmaxBeforeAFlattenIsFoundToo() {
        let text = "input: 28x28x1\nhead:\n  - fc 10\n  - softmax\n  - reshape 10\ntrain:\n  data: fashion-mnist\n"
        #expect(rules(text).contains("softmax-before-loss"))
    }

    // MARK: Masks

    @Test func binaryCrossEntropyPerPixelIsAccepted() {
        #expect(findings(masks("  - 1x1 conv, 1\n")).map(\.message) == [])
    }

    @Test func aMaskOfAnotherSizeThanTheImageIsAnError() throws {
        let finding = try finding("loss-fit", masks("  - 3x3 conv, 1, /2, pad 1\n"))
        #expect(finding.message.hasSuffix("masks have the size of the images, 28x28"))
    }

    @Test func aMapOfClassesOfAnotherSizeThanTheImageIsAnError() {
        #expect(rules(masks("  - 3x3 conv, 4, /2, pad 1\n", loss: nil)) == ["loss-fit"])
        #expect(rules(masks("  - 3x3 conv, 4, pad 1\n", loss: nil)) == [])
    }

    @Test func twoFiltersForBinaryCrossEntropyBecomeOneFilter() throws {
        let finding = try finding("loss-fit", masks("  - 1x1 conv, 2\n"))
        #expect(finding.help == "give conv2 1 filter, or write `loss: cross entropy`")
    }

    @Test func oneFilterForTheDefaultLossSuggestsBinaryCrossEntropy() throws {
        let finding = try finding("loss-fit", masks("  - 1x1 conv, 1\n", loss: nil))
        #expect(finding.message.hasSuffix("a single output per pixel"))
        #expect(finding.help?.hasPrefix("for two classes, write `loss: binary cross entropy`") == true)
    }

    @Test func oneFilterForTwoStatedClassesSuggestsBinaryCrossEntropy() throws {
        let finding = try finding("class-count", masks("  - 1x1 conv, 1\n", loss: nil, data: "idx masks, classes 2"))
        #expect(finding.help == "give conv2 2 filters, or write `loss: binary cross entropy`")
    }

    @Test func aMaskForDataWithOneClassPerImageIsAnError() {
        #expect(rules(masks("  - 1x1 conv, 1\n", data: "fashion-mnist", input: "28x28x1")) == ["loss-fit"])
    }

    @Test func meanSquaredErrorForMasksSuggestsBinaryCrossEntropy() throws {
        let finding = try finding("loss-fit", masks("  - 1x1 conv, 1\n", loss: "mean squared error"))
        #expect(finding.help == "write `loss: binary cross entropy` for masks of two classes")
    }

    // MARK: The activation at the end

    @Test func aSigmoidThatTheLossAppliesIsFoundOnce() throws {
        let finding = try finding("activation-at-end", table("  - fc 1, sigmoid\n", loss: "binary cross entropy"))
        #expect(finding.message == "the loss already applies a sigmoid, so fc2 applies it a second time")
    }

    @Test func aReluBeforeTheSigmoidOfTheLossNeverGoesBelowOneHalf() throws {
        let finding = try finding("activation-at-end", table("  - fc 1, relu\n", loss: "binary cross entropy"))
        #expect(finding.message.hasSuffix("never gives less than 0.5"))
    }

    @Test func aTanhBeforeTheSigmoidOfTheLossRestrictsIt() {
        #expect(rules(table("  - fc 1, tanh\n", loss: "binary cross entropy")) == ["activation-at-end"])
    }

    @Test(arguments: ["relu", "sigmoid"]) func standardizedNumbersNeedNegativeOutputs(_ activation: String) {
        #expect(rules(table("  - fc 1, \(activation)\n", loss: "mean squared error")) == ["activation-at-end"])
    }

    @Test func aTanhCanReachStandardizedNumbers() {
        #expect(rules(table("  - fc 1, tanh\n", loss: "mean squared error")) == [])
    }

    @Test func anActivationBeforeAReshapeIsAtTheEnd() {
        let text = """
            input: 28x28x1
            head:
              - fc 64, relu
              - fc 784, sigmoid
              - reshape 28x28x1
            train:
              data: fashion-mnist
              target: input

            """
        #expect(rules(text) == ["activation-at-end"])
    }

    // MARK: Global pooling

    @Test(arguments: ["global avg pool", "28x28 avg pool"]) func aClassifierCanEndInPooling(_ pooling: String) {
        let text = "input: 28x28x1\nbody:\n  - 3x3 conv, 10, pad 1\n  - \(pooling)\ntrain:\n  data: fashion-mnist\n"
        #expect(findings(text).filter { $0.severity > .advice }.map(\.message) == [])
    }

    @Test func theLayerBeforeThePoolingGetsTheRightNumberOfFilters() throws {
        let text = "input: 28x28x1\nbody:\n  - 3x3 conv, 12\n  - global avg pool\ntrain:\n  data: fashion-mnist\n"
        let finding = try finding("class-count", text)
        #expect(finding.help == "give conv1 10 filters")
        #expect(finding.fixes.map(\.title) == ["write 10"])
    }

    // MARK: Classes and numbers

    @Test(arguments: [("  - fc 2\n", "cross entropy"), ("  - fc 1\n", "binary cross entropy")])
    func aClassIsNoNumber(_ end: String, _ loss: String) throws {
        let text = table(end, loss: "mean squared error", data: "csv a.csv, target y, classes 2")
        let finding = try finding("loss-fit", text)
        #expect(finding.message == "mean squared error compares numbers, but the target is one of 2 classes")
        #expect(finding.fixes.map(\.title) == ["write `\(loss)`"])
    }

    @Test func labelsOfImagesAreClasses() throws {
        let text = "input: 8x8x1\nhead:\n  - fc 3\ntrain:\n  data: idx digits\n  loss: mean squared error\n"
        #expect(try finding("loss-fit", text).message.hasSuffix("the labels of `idx` are classes"))
    }

    @Test func anOutputOfTheInputsSizeIsProbablyAnAutoencoder() throws {
        let text =
            "input: 64\nhead:\n  - fc 9, relu\n  - fc 64\ntrain:\n  data: idx digits\n  loss: mean squared error\n"
        #expect(try finding("loss-fit", text).help?.hasPrefix("write `target: input`") == true)
    }

    // MARK: Autoencoders

    private func autoencoder(_ decoder: String) -> String {
        """
        input: 28x28x1
        body:
          - 3x3 conv, 16, /2, pad 1, relu
          - 3x3 conv, 8, /2, pad 1, relu
          - 3x3 conv, 4, /2, pad 1, relu
        \(decoder)train:
          data: fashion-mnist
          target: input

        """
    }

    private let decoder = """
          - 3x3 transposed conv, 8, /2, pad 1, relu
          - 3x3 transposed conv, 16, /2, pad 1, output pad 1, relu
          - 3x3 transposed conv, 1, /2, pad 1

        """

    @Test func anAutoencoderOfAnotherSizeShowsWhereTheSizeChanges() throws {
        let finding = try finding("loss-fit", autoencoder(decoder))
        #expect(finding.notes.count == 6)
        #expect(finding.notes.first?.message == "conv1 makes 14x14x16 of 28x28x1")
    }

    @Test func anAutoencoderOfAnotherSizeGetsOutputPadding() throws {
        #expect(try finding("loss-fit", autoencoder(decoder)).fixes.map(\.title) == ["conv6: output pad 1"])
    }

    @Test func anAutoencoderCanLoseOutputPadding() throws {
        let fixes = try finding(
            "loss-fit", autoencoder(decoder.replacing("/2, pad 1, relu", with: "/2, pad 1, output pad 1, relu"))
        ).fixes
        #expect(fixes.map(\.title) == ["conv4: output pad 0, conv6: output pad 1"])
    }

    @Test func anAutoencoderGetsTheChannelsOfItsInput() throws {
        let changed = decoder.replacing("conv, 1, /2, pad 1", with: "conv, 3, /2, pad 1, output pad 1")
        #expect(try finding("loss-fit", autoencoder(changed)).fixes.map(\.title) == ["conv6: 1 filter"])
    }

    @Test func aVectorGetsTheUnitsOfTheInput() throws {
        let text = "input: 784\nhead:\n  - fc 32, relu\n  - fc 700\ntrain:\n  data: fashion-mnist\n  target: input\n"
        #expect(try finding("loss-fit", text).fixes.map(\.title) == ["fc2: 784 units"])
    }

    @Test func anAutoencoderNarrowsItsMaps() {
        let encoder = """
            input: 64x64x3
            body:
              - 3x3 conv, 64, /2, pad 1, relu
              - 3x3 conv, 32, /2, pad 1, relu
              - 3x3 conv, 16, /2, pad 1, relu

            """
        let decoder = "  - 2x2 transposed conv, 32, /2, relu\n  - 4x4 transposed conv, 3, /4\n"
        #expect(rules(encoder).contains("halved-not-widened"))
        #expect(!rules(encoder + decoder).contains("halved-not-widened"))
    }

    @Test func anAutoencoderIsNoClassifier() {
        let text =
            "input: 64\nhead:\n  - mlp 32-16-8-16-32, relu\n  - fc 64\ntrain:\n  data: idx digits\n  target: input\n"
        #expect(rules(text) == [])
    }

    // MARK: Perceptrons

    @Test(arguments: [4, 16, 64, 256]) func noWidthIsAdvisedAgainst(_ units: Int) {
        #expect(rules("input: 4\nhead:\n  - fc \(units), relu\n  - fc 3\n") == [])
    }

    @Test func aLayerNarrowerThanTheClassesIsAdvisedAgainst() {
        #expect(rules("input: 64\nhead:\n  - fc 4, relu\n  - fc 10\n") == ["hidden-width"])
        let numbers = "train:\n  data: csv a.csv, target y\n  loss: mean squared error\n"
        #expect(rules("input: 64\nhead:\n  - fc 4, relu\n  - fc 1\n" + numbers) == [])
    }

    @Test func aLinearBaselineIsFine() { #expect(rules("input: 30\nhead:\n  - fc 10\n") == []) }

    // MARK: Normalization and windows

    @Test func theNormWithTheFewestValuesIsToBlame() throws {
        let text = """
            input: 28x28x1
            body:
              - 3x3 conv, 8, no bias
              - batch norm
              - relu
            head:
              - fc 16, no bias
              - batch norm
              - relu
              - fc 10
            train:
              data: fashion-mnist
              batch: 2

            """
        let finding = try finding("small-batch-norm", text)
        #expect(finding.notes.map(\.message) == ["norm2 has the fewest values: one per channel and sample"])
    }

    @Test func aPoolingPadsAtMostHalfItsKernel() {
        #expect(rules("input: 29x29x1\nbody:\n  - 3x3 max pool, /2, pad 2\n") == ["padding-over-kernel"])
        #expect(rules("input: 29x29x1\nbody:\n  - 3x3 max pool, /2, pad 1\n") == [])
        #expect(rules("input: 28x28x1\nbody:\n  - 2x2 max pool, /2, pad 1\n") == [])
    }

    @Test func droppedPixelsAreAdviceAboutALayersInput() throws {
        let finding = try finding("dropped-pixels", "input: 13x13x3\nbody:\n  - relu, as first\n  - 2x2 max pool\n")
        #expect(finding.severity == .advice)
        #expect(finding.help == "nothing is lost with `ceil` or `pad 0-1`, or if the input of pool1 is 12x12 or 14x14")
    }
}
