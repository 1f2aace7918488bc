import SpecCompiler
import TestSupport
import Testing

/// Every spec in `Specs` compiles without a finding that its comment does not explain, and has the published parameters and multiply-accumulates.
@Suite("The specs that ship with Strata")
struct ZooTests {
    /// Counted with PyTorch 2.15 and torchvision 0.29, for one image; LeNet-5 by its paper. A transposed convolution counts
    /// input positions x kernel x channels.
    static let published = [
        "AlexNet": (parameters: 61_100_840, multiplyAccumulates: 714_188_480),
        "Autoencoder": (parameters: 215_601, multiplyAccumulates: 906_304),
        "ConvNeXt_Tiny": (parameters: 28_589_128, multiplyAccumulates: 4_455_531_264),
        "DCGAN generator": (parameters: 3_576_704, multiplyAccumulates: 104_628_224),
        "Darknet53": (parameters: 41_609_928, multiplyAccumulates: 9_285_115_904),
        "DenseNet121": (parameters: 7_978_856, multiplyAccumulates: 2_834_161_664),
        "EfficientNet_B0": (parameters: 5_288_548, multiplyAccumulates: 385_814_752),
        "Embedding": (parameters: 1_025_242, multiplyAccumulates: 368_091_776),
        "GoogLeNet": (parameters: 6_624_904, multiplyAccumulates: 1_498_376_192),
        "Inception_v3": (parameters: 23_834_568, multiplyAccumulates: 5_713_216_096),
        "LeNet5": (parameters: 61_706, multiplyAccumulates: 416_520),
        "MobileNet small": (parameters: 32_586, multiplyAccumulates: 2_751_160),
        "MobileNetV1": (parameters: 4_231_976, multiplyAccumulates: 568_740_352),
        "MobileNetV2": (parameters: 3_504_872, multiplyAccumulates: 300_774_272),
        "MobileNetV3_Large": (parameters: 5_483_032, multiplyAccumulates: 216_589_760),
        "Penguin mass": (parameters: 481, multiplyAccumulates: 448),
        "Penguins": (parameters: 483, multiplyAccumulates: 448),
        "Penguin species and mass": (parameters: 916, multiplyAccumulates: 864),
        "Perceptron": (parameters: 235_146, multiplyAccumulates: 234_752),
        "ResNeXt50_32x4d": (parameters: 25_028_904, multiplyAccumulates: 4_230_479_872),
        "ResNet101": (parameters: 44_549_160, multiplyAccumulates: 7_801_405_440),
        "ResNet152": (parameters: 60_192_808, multiplyAccumulates: 11_513_626_624),
        "ResNet18": (parameters: 11_689_512, multiplyAccumulates: 1_814_073_344),
        "ResNet20": (parameters: 272_186, multiplyAccumulates: 31_021_952),
        "ResNet34": (parameters: 21_797_672, multiplyAccumulates: 3_663_761_408),
        "ResNet50": (parameters: 25_557_032, multiplyAccumulates: 4_089_184_256),
        "ShuffleNetV2_x1_0": (parameters: 2_278_604, multiplyAccumulates: 144_907_992),
        "SqueezeNet1_0": (parameters: 1_248_424, multiplyAccumulates: 818_924_576),
        "SqueezeNet1_1": (parameters: 1_235_496, multiplyAccumulates: 349_151_936),
        "UNet small": (parameters: 205_517, multiplyAccumulates: 19_193_856),
        "UNet_same": (parameters: 31_037_698, multiplyAccumulates: 48_171_581_440),
        "UNet_valid": (parameters: 31_030_658, multiplyAccumulates: 150_428_424_448),
        "VGG11": (parameters: 132_863_336, multiplyAccumulates: 7_609_090_048),
        "VGG16": (parameters: 138_357_544, multiplyAccumulates: 15_470_264_320),
        "WideResNet28_10": (parameters: 36_479_194, multiplyAccumulates: 5_243_328_768),
        "Xception": (parameters: 22_855_952, multiplyAccumulates: 8_357_403_496),
    ]

    /// What a published network drops is dropped here too, and a comment beside the layer says so. Advice may be given.
    @Test("the specs of the zoo compile without an unexplained finding", arguments: Repository.specs)
    func compile(_ spec: TextFile) {
        let source = SourceFile(path: spec.path, text: spec.text)
        let compilation = SpecCompiler.compile(source)
        let unexplained = compilation.diagnostics.filter { $0.severity > .advice }.filter { finding in
            let line = source.text(ofLine: source.line(at: finding.span.start))
            return finding.rule.name != "dropped-pixels" || line.firstRange(of: /#.* never see/) == nil
        }
        #expect(unexplained.map(\.message) == [])
        #expect(compilation.accepted != nil)
    }

    @Test("the specs of the zoo have the published figures", arguments: Repository.specs)
    func havePublishedFigures(_ spec: TextFile) throws {
        let network = try #require(SpecCompiler.compile(SourceFile(path: spec.path, text: spec.text)).accepted)
        let figures = try #require(Self.published[network.spec.name])
        #expect(network.total.parameters == figures.parameters)
        #expect(network.total.multiplyAccumulates == figures.multiplyAccumulates)
    }

    @Test(
        "networks with auxiliary heads have the published parameters",
        arguments: [
            ("googlenet", 2, 13_004_888), ("inception-v3", 1, 27_161_264),
        ])
    func auxiliaryHeads(_ spec: String, heads: Int, parameters: Int) throws {
        let text = Repository.text(of: "Specs/\(spec).strata.yaml")
        let network = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).accepted)
        let auxiliary = network.auxiliaryHeads.map(\.cost.parameters)
        #expect(auxiliary.count == heads)
        #expect(network.total.parameters + auxiliary.reduce(0, +) == parameters)
    }
}
