import SpecCompiler
import Testing

/// The fixes for conflicting sizes are those that an expert would make, the likeliest first.
@Suite struct SensibleFixTests {
    private struct Case: CustomTestStringConvertible {
        var testDescription: String
        var input: String
        var body: [String]
        /// The titles of the first fixes.
        var first: [String]
        /// Fixes that nobody would make.
        var never: [String] = []

        init(_ description: String, _ input: String, _ body: [String], first: String..., never: String...) {
            (testDescription, self.input, self.body, self.first, self.never) = (description, input, body, first, never)
        }

        var source: SourceFile {
            SourceFile(
                path: "test.strata.yaml",
                text: "model: Test\ninput: \(input)\nbody:\n" + body.map { "  - \($0)\n" }.joined())
        }
    }

    private static let cases = [
        Case(
            "the same padding for two convolutions", "28x28x1",
            ["3x3 conv, 8, relu", "3x3 conv, 8, relu", "expect 28x28x8"],
            first: "conv1 and conv2: pad 1", never: "conv2: pad 2"),
        Case(
            "the same padding with poolings between", "28x28x1",
            ["5x5 conv, 8, relu", "2x2 max pool", "5x5 conv, 16, relu", "2x2 max pool", "expect 7x7x16"],
            first: "conv1 and conv2: pad 2", never: "conv2: pad 3"),
        Case(
            "padding for kernels of two sizes", "20x20x3",
            ["3x3 conv, 8, relu", "5x5 conv, 8, relu", "expect 20x20x8"],
            first: "conv1: pad 1; conv2: pad 2"),
        Case(
            "padding of 1x1 kernels is removed", "13x13x64",
            ["1x1 conv, 32, pad 1, relu", "1x1 conv, 8, pad 1", "expect 13x13x8"],
            first: "conv1 and conv2: no pad", never: "input 9x9x64"),
        Case(
            "output padding restores a dropped row", "28x28x16",
            ["3x3 conv, 16, /2, pad 1, relu", "3x3 transposed conv, 16, /2, pad 1", "expect 28x28x16"],
            first: "conv2: output pad 1"),
        Case(
            "padding and output padding together", "14x14x16",
            ["3x3 transposed conv, 8, /2", "expect 28x28x8"],
            first: "conv1: pad 1, output pad 1"),
        Case(
            "rounding up is removed", "112x112x8", ["3x3 max pool, /2, pad 1, ceil", "expect 56x56x8"],
            first: "pool1: no ceil"),
        Case(
            "no row is lost", "112x112x8", ["3x3 max pool, /2", "expect 56x56x8"],
            first: "pool1: pad 1", "pool1: ceil", never: "pool1: pad 2"),
        Case(
            "the one name whose size fits", "64x64x3",
            [
                "3x3 conv, 8, pad 1, relu, as level1", "2x2 max pool", "3x3 conv, 16, pad 1, relu, as level2",
                "2x2 max pool", "3x3 conv, 32, pad 1, relu, as level3", "2x2 max pool", "3x3 conv, 64, pad 1, relu",
                "upsample 2x", "concat level2",
            ], first: "concat level3"),
        Case(
            "a skip that is a little larger is cropped", "92x92x1",
            [
                "3x3 conv, 8, relu", "3x3 conv, 8, relu, as skip", "2x2 max pool", "3x3 conv, 16, relu",
                "3x3 conv, 16, relu", "2x2 transposed conv, 8, /2, relu", "concat skip",
            ], first: "skip, conv2, and conv3: pad 1", "concat skip, crop"),
        Case(
            "a large window pools the whole map", "32x32x3",
            (0..<5).map { _ in "3x3 conv, 8, /2, pad 1, relu" } + ["7x7 avg pool"],
            first: "global avg pool", never: "pool1: pad 3"),
        Case(
            "one pooling too many", "7x7x1", ["2x2 max pool", "2x2 max pool", "2x2 max pool"],
            first: "pool2: ceil", "pool1: ceil", "without pool3", "input 8x8x1"),
        // https://github.com/keras-team/keras/issues/12951
        Case(
            "each convolution and pooling makes the map smaller", "28x28x1",
            (0..<4).flatMap { ["3x3 conv, \(16 << $0), relu", "2x2 max pool"] }, first: "conv1 to conv4: pad 1"),
        Case(
            "equal layers are changed alike", "112x112x8",
            ["3x3 conv, 8, /2", "3x3 conv, 8, /2", "expect 28x28x8"], first: "conv1 and conv2: pad 1"),
        Case(
            "a padding that keeps the size is removed", "32x32x1",
            ["5x5 conv, 6, pad 2", "2x2 max pool", "5x5 conv, 16", "2x2 max pool", "expect 5x5x16"],
            first: "conv1: no pad"),
        Case(
            "a window on a signal", "1x476x5", ["2 max pool"], first: "pool1: kernel 1x2"),
        Case(
            "the mean of a signal", "1x32x8", ["1x33 avg pool"], first: "global avg pool"),
        Case(
            "only the padded 1x1 kernels are named", "56x56x64",
            (0..<4).flatMap { _ in ["3x3 conv, 64, pad 1", "1x1 conv, 64, pad 1"] } + ["expect 56x56x64"],
            first: "conv2, conv4, conv6, and conv8: no pad"),
        Case(
            "the padding of AlexNet", "224x224x3", ["11x11 conv, 96, /4, relu", "3x3 max pool, /2", "expect 27x27x96"],
            first: "pool1: pad 1", "pool1: ceil", "conv1: pad 2", "input 227x227x3"),
        // https://github.com/ultralytics/yolov3/issues/890
        Case(
            "an input that the strides divide", "600x600x3",
            [
                "3x3 conv, 8, /2, pad 1, relu", "3x3 conv, 8, /2, pad 1, relu",
                "3x3 conv, 8, /2, pad 1, relu, as level3", "3x3 conv, 8, /2, pad 1, relu", "upsample 2x",
                "concat level3",
            ], first: "input 608x608x3"),
        Case(
            "height and width exchanged", "60x80x3",
            ["3x3 conv, 8, /2, pad 1", "3x3 conv, 8, /2, pad 1", "expect 20x15x8"], first: "input 80x60x3"),
        Case(
            "transposed convolutions that are written alike", "7x7x64",
            ["3x3 transposed conv, 32, /2, relu", "3x3 transposed conv, 1, /2", "expect 28x28x1"],
            first: "conv1 and conv2: pad 1, output pad 1"),
        // https://github.com/keras-team/keras/issues/14158
        Case(
            "a decoder of odd sizes", "25x25x1",
            (0..<4).map { _ in "3x3 conv, 8, /2, same, relu" } + (0..<4).map { _ in "3x3 transposed conv, 8, /2, same" }
                + ["expect 25x25x8"], first: "conv6, conv7, and conv8: pad 1"),
        // https://github.com/descriptinc/descript-audio-codec/pull/78
        Case(
            "output padding of a signal", "100x1x64",
            ["10x1 transposed conv, 32, /5x1, pad 3x0", "expect 500x1x32"], first: "conv1: output pad 1x0"),
        // https://github.com/keras-team/keras/issues/12674
        Case(
            "padding and cropping together", "23x23x1",
            [
                "2x2 max pool, same", "2x2 max pool, same", "2x2 max pool, same", "3x3 conv, 8, same, relu",
                "upsample 2x", "3x3 conv, 8, same, relu", "upsample 2x", "3x3 conv, 16, relu", "upsample 2x",
                "3x3 conv, 1, same", "expect 23x23x1",
            ], first: "conv3: pad 1; add crop 0-1"),
        // https://github.com/wkentaro/pytorch-fcn/issues/97
        Case(
            "an output that is cropped", "224x224x3",
            [
                "3x3 conv, 8, pad 100, relu", "32x32 max pool", "7x7 conv, 16", "64x64 transposed conv, 3, /32",
                "expect 224x224x3",
            ], first: "add crop 16"),
        Case(
            "a map with as many values as the vector", "100", ["fc 6272, relu", "reshape 8x8x128"],
            first: "reshape1: size 7x7x128"),
    ]

    private func fixes(_ source: SourceFile) -> [Diagnostic.Fix] {
        SpecCompiler.compile(source).diagnostics.first { $0.severity == .error }?.fixes ?? []
    }

    @Test(arguments: cases)
    private func theLikeliestFixComesFirst(_ example: Case) {
        let titles = fixes(example.source).map(\.title)
        #expect(Array(titles.prefix(example.first.count)) == example.first)
        #expect(Set(titles).isDisjoint(with: example.never))
    }

    @Test(arguments: cases)
    private func everyFixLeavesNeitherAnErrorNorAWarning(_ example: Case) {
        for fix in fixes(example.source) where fix.trial?.revealed.isEmpty == true {
            let fixed = SpecCompiler.compile(example.source.applying(fix.edits))
            #expect(!fixed.diagnostics.hasErrors, "\(fix.title)")
        }
    }

    /// The channels of a block's layer are a parameter, so the use of the block is changed.
    @Test func aBlocksParameterIsChangedWhereItIsUsed() {
        let source = SourceFile(
            path: "test.strata.yaml",
            text: """
                model: Test
                input: 32x32x3
                define:
                  unit:
                    given: {width: }
                    layers:
                      - 3x3 conv, $width*2, pad 1, no bias
                      - batch norm
                      - relu
                body:
                  - unit, width 16
                  - unit, width 16
                  - expect 32x32x64

                """)
        #expect(fixes(source).map(\.title) == ["unit: width 32", "expect 32x32x32"])
        #expect(!SpecCompiler.compile(source.applying(fixes(source)[0].edits)).diagnostics.hasErrors)
    }

    @Test(arguments: [
        #"["5x5 conv, 8, relu", expect 28x28x8]"#, "\n  - conv: {kernel: 5, filters: 8}\n  - expect 28x28x8",
    ])
    func layersInQuotesAndBracesAreFixedToo(_ body: String) {
        let source = SourceFile(path: "test.strata.yaml", text: "model: Test\ninput: 28x28x1\nbody: \(body)\n")
        #expect(fixes(source).first?.title == "conv1: pad 2")
        #expect(!SpecCompiler.compile(source.applying(fixes(source)[0].edits)).diagnostics.hasErrors)
    }

    /// The layer of a block is named with the block, and an option is removed in quotes, too.
    @Test func aBlocksLayerIsChangedInTheBlock() {
        let source = SourceFile(
            path: "test.strata.yaml",
            text: """
                model: Test
                input: 56x56x24
                define:
                  down:
                    given: {c: }
                    layers: ["3x3 max pool, /2, pad 1, ceil", "1x1 conv, $c"]
                body:
                  - down, c 32
                  - expect 28x28x32

                """)
        #expect(fixes(source).first?.title == "down.pool1: no ceil")
        #expect(!SpecCompiler.compile(source.applying(fixes(source)[0].edits)).diagnostics.hasErrors)
    }

    /// The output of an autoencoder must have the size of the input.
    @Test func anAutoencodersOutputIsCropped() {
        let source = SourceFile(
            path: "test.strata.yaml",
            text: """
                model: Test
                input: 73x144x1
                body:
                  - 3x3 conv, 16, same, relu
                  - 2x2 max pool, same
                  - 3x3 conv, 12, same, relu
                  - 2x2 max pool, same
                  - 3x3 conv, 6, same, relu
                  - upsample 2x
                  - 3x3 conv, 12, same, relu
                  - upsample 2x
                  - 3x3 conv, 1, same   # as many channels as the input
                train: {data: idx maps, target: input}

                """)
        #expect(fixes(source).map(\.title) == ["add crop 1-2-0-0"])
        let fixed = source.applying(fixes(source)[0].edits)
        #expect(
            String(decoding: fixed.bytes, as: UTF8.self).contains(
                "  - 3x3 conv, 1, same   # as many channels as the input\n  - crop 1-2-0-0\ntrain"))
        #expect(!SpecCompiler.compile(fixed).diagnostics.hasErrors)
    }

    /// Padding of a mean changes its values, and a 3x3 kernel on one pixel sees mostly padding.
    @Test(arguments: [
        ("8x8x4", ["3x3 avg pool, /1", "expect 8x8x4"], "pool1: pad 1"),
        ("8x8x4", ["global avg pool", "3x3 conv, 4"], "conv1: pad 1"),
    ])
    func noFixChangesValuesSilently(_ input: String, _ body: [String], _ never: String) {
        let example = Case("", input, body)
        #expect(!fixes(example.source).map(\.title).contains(never))
    }
}
