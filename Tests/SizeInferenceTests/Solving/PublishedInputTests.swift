import SpecCompiler
import TestSupport
import Testing

/// The inputs that known networks take.
@Suite struct PublishedInputTests {
    /// As torchvision states them (`min_size` of its models), and as running its models confirms.
    @Test(arguments: [
        ("alexnet", 63), ("inception-v3", 75), ("googlenet", 15), ("squeezenet", 21),
    ])
    func theSmallestInputIsThePublishedOne(_ spec: String, _ smallest: Int) throws {
        let legal = try inputs(of: Repository.text(of: "Specs/\(spec).strata.yaml"))
        #expect(legal.smallest.axes == [smallest, smallest, 3])
        #expect(legal.axes.allSatisfy { $0.contains(smallest) && !$0.contains(smallest - 1) })
    }

    /// Its auxiliary head stands on a map of 17x17, of which a 5x5 pooling and a 5x5 convolution leave one pixel.
    @Test func inceptionsAuxiliaryHeadNeedsALargerInput() throws {
        let legal = try inputs(of: Repository.text(of: "Specs/inception-v3.strata.yaml"))
        #expect(legal.training?.map(\.min) == [299, 299])
    }

    /// Iandola and others, 2016, version 1.1: smaller kernels at the front, and pooling that comes earlier.
    @Test func squeezeNetOnePointOneTakesSeventeen() throws {
        let legal = try inputs(
            of: """
                model: SqueezeNet1_1
                input: 224x224x3
                define:
                  fire:
                    given: {squeeze: , expand: }
                    layers:
                      - 1x1 conv, $squeeze, relu
                      - branches:
                          - - 1x1 conv, $expand, relu
                          - - 3x3 conv, $expand, pad 1, relu
                        join: concat
                body:
                  - 3x3 conv, 64, /2, relu
                  - 3x3 max pool, /2, ceil
                  - fire: {squeeze: 16, expand: 64}
                    repeat: 2
                  - 3x3 max pool, /2, ceil
                  - fire: {squeeze: 32, expand: 128}
                    repeat: 2
                  - 3x3 max pool, /2, ceil
                  - fire: {squeeze: 48, expand: 192}
                    repeat: 2
                  - fire: {squeeze: 64, expand: 256}
                    repeat: 2
                head:
                  - 1x1 conv, 1000, relu
                  - global avg pool
                """)
        #expect(legal.smallest.axes == [17, 17, 3])
    }

    /// Ronneberger and others, 2015, section 2: "it is important to select the input tile size such that all 2x2
    /// max-pooling operations are applied to a layer with an even x- and y-size".
    @Test func aUNetWithoutPaddingLosesNothingAtTheSizesOfItsPaper() throws {
        let legal = try inputs(of: Repository.text(of: "Specs/unet.strata.yaml"))
        for size in 1...1000 {
            var side = size
            var pooledMapsAreEven = true
            for _ in 0..<4 {
                side -= 4
                if side % 2 != 0 || side <= 0 { pooledMapsAreEven = false }
                side /= 2
            }
            side -= 4
            var isLegal = side > 0
            for _ in 0..<4 { side = side * 2 - 4; if side <= 0 { isLegal = false } }
            let isOfThePaper = pooledMapsAreEven && isLegal
            #expect(legal.withoutLoss?.map { $0.contains(size) } == [isOfThePaper, isOfThePaper], "\(size)")
            #expect(isOfThePaper == (size >= 188 && (size - 188) % 16 == 0))
        }
        #expect(legal.withoutLoss?[0].contains(572) == true)
    }

    /// With padding each map is added to the one that was pooled from it: only even ones fit.
    @Test func aUNetWithPaddingTakesMultiplesOfSixteen() throws {
        let legal = try inputs(of: Repository.text(of: "Specs/unet-same.strata.yaml"))
        #expect(legal.axes.map(\.description) == ["multiples of 16", "multiples of 16"])
    }

    @Test(arguments: Repository.specs)
    func everySpecTakesItsOwnInput(_ spec: TextFile) throws {
        let network = try #require(SpecCompiler.compile(SourceFile(path: spec.path, text: spec.text)).accepted)
        guard network.input.isFeatureMap else { return }
        let legal = try #require(LegalInputs(network))
        #expect(legal.axes[0].contains(network.input.axes[0]) && legal.axes[1].contains(network.input.axes[1]))
    }

    private func inputs(of text: String) throws -> LegalInputs {
        let network = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted)
        return try #require(LegalInputs(network))
    }
}
