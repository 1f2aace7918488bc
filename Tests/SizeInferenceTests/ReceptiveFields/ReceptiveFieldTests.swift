import SpecCompiler
import TestSupport
import Testing

@Suite("Receptive fields") struct ReceptiveFieldTests {
    typealias Axis = ReceptiveField.Axis

    /// Receptive fields by the names of nodes.
    struct NamedFields {
        private let sized: SizedGraph
        private let fields: ReceptiveFields

        init(_ compilation: SpecCompiler.Compilation) {
            sized = compilation.sized
            fields = ReceptiveFields(sized)
        }

        /// Height and width.
        subscript(step name: String) -> (height: Axis, width: Axis)? {
            let node = sized.graph.nodes.indices.first { sized.graph.name(of: $0) == name }
            return node.flatMap { fields[$0] }.map { ($0.axes[0], $0.axes[1]) }
        }
    }

    static func fields(_ text: String) throws -> NamedFields {
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        _ = try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))\n\(text)")
        return NamedFields(compilation)
    }

    /// Of `end`, the last of some layers on a square image.
    private static func end(of layers: String..., input: Int = 64) throws -> Axis {
        let body = layers.map { "  - \($0)\n" }.joined()
        let text = "model: A\ninput: \(input)x\(input)x4\nbody:\n\(body)  - relu, as end\n"
        let field = try #require(try fields(text)[step: "end"])
        #expect(field.height == field.width)
        return field.height
    }

    private static func counted(_ size: Int, stride: String, padding: Int) -> String {
        "\(size) pixels, stride \(stride), padding \(padding)"
    }

    private static func text(_ axis: Axis) -> String {
        guard case .counted(let size, let stride, let padding) = axis else { return "\(axis)" }
        return counted(size, stride: stride.description, padding: padding)
    }

    // MARK: The law

    /// What the sets of pixels say, of every layer of random networks with residuals, projections, branches and crops.
    @Test(arguments: 0..<10)
    func areThePixelsThatTapsReach(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<30 {
            let network = SeeingNetwork(using: &generator)
            if network.maps.isEmpty { continue }
            let fields = try Self.fields(network.text)
            for (name, map) in network.maps {
                let field = try #require(fields[step: name])
                let axis = network.isHeight ? field.height : field.width
                guard let scale = map.scale else {
                    #expect(axis == .varying, "\(name) of\n\(network.text)")
                    continue
                }
                let seen = (0..<map.size).map { map.pixels(at: $0) }
                let firsts = seen.compactMap { $0.min() }
                let spans = seen.map { pixels in pixels.min().map { (pixels.max() ?? $0) - $0 + 1 } ?? 0 }
                let stride = scale.denominator == 1 ? "\(scale.numerator)" : "\(scale.numerator)/\(scale.denominator)"
                #expect(
                    Self.text(axis)
                        == Self.counted(spans.max() ?? 0, stride: stride, padding: -(firsts.min() ?? 0)),
                    "\(name) of\n\(network.text)")
            }
        }
    }

    /// The law above says nothing of what no network has.
    @Test func ofRandomNetworksAreOfEveryKind() {
        var generator = SeededGenerator(seed: 0)
        let scales = (0..<100).flatMap { _ in SeeingNetwork(using: &generator).maps.map(\.map.scale) }
        #expect(scales.count { $0 == nil } > 30)
        #expect(scales.count { $0.map { $0.denominator > 1 } ?? false } > 50)
        #expect(scales.count { $0.map { $0.numerator > 1 } ?? false } > 50)
    }

    // MARK: Published values

    private static let vgg16 = """
        model: VGG16
        input: 224x224x3
        body:
        \([2, 2, 3, 3, 3].enumerated().map { stage, count in
            "  - 3x3 conv, \(64 << min(stage, 3)), pad 1, relu\n".repeated(count) + "  - 2x2 max pool\n"
        }.joined())
        """

    /// A ResNet whose stages end, or begin, with the unit that strides in its 3x3 convolution.
    private static func resNet(_ units: [Int], stridesInLastUnit: Bool) -> String {
        var text = """
            model: ResNet
            input: 224x224x3
            define:
              unit:
                given: {width: , stride: 1}
                layers:
                  - residual:
                      - 1x1 conv, $width, relu
                      - 3x3 conv, $width, /$stride, pad 1, relu
                      - 1x1 conv, $width*4
                    shortcut: project
                  - relu
            body:
              - 7x7 conv, 64, /2, pad 3, relu
              - 3x3 max pool, /2, same

            """
        for (stage, count) in units.enumerated() {
            let width = 64 << stage
            let rest = "  - unit: {width: \(width)}\n    repeat: \(count - 1)\n"
            if stridesInLastUnit {
                text += rest + "  - unit, width \(width), stride \(stage == units.count - 1 ? 1 : 2)\n"
            } else {
                text += "  - unit, width \(width), stride \(stage == 0 ? 1 : 2)\n" + rest
            }
        }
        return text + "  - relu, as end\n"
    }

    private static let published = [
        "VGG-16": (text: vgg16, end: "pool5", figures: counted(212, stride: "32", padding: 90)),
        "ResNet-50": (
            text: resNet([3, 4, 6, 3], stridesInLastUnit: true), end: "end",
            figures: counted(483, stride: "32", padding: 239)
        ),
        "ResNet-101": (
            text: resNet([3, 4, 23, 3], stridesInLastUnit: true), end: "end",
            figures: counted(1027, stride: "32", padding: 511)
        ),
        "ResNet-152": (
            text: resNet([3, 8, 36, 3], stridesInLastUnit: true), end: "end",
            figures: counted(1507, stride: "32", padding: 751)
        ),
    ]

    /// By google-research's `receptive_field` (its RECEPTIVE_FIELD_TABLE.md), of TF-Slim's networks on 224x224.
    @Test(arguments: published.keys.sorted())
    func areAsPublished(_ name: String) throws {
        let network = try #require(Self.published[name])
        let field = try #require(Self.fields(network.text)[step: network.end])
        #expect(Self.text(field.height) == network.figures)
        #expect(Self.text(field.width) == network.figures)
    }

    /// The stride in the 3x3 of a stage's first unit, as torchvision has it.
    @Test func ofTheCommonResNet50() throws {
        let field = try Self.fields(Self.resNet([3, 4, 6, 3], stridesInLastUnit: false))[step: "end"]
        guard case .counted(let size, _, _) = field?.height else {
            Issue.record("not counted")
            return
        }
        #expect(size == 427)
    }

    /// By the same table; but this AlexNet pads its first convolution by 2, TF-Slim's by none.
    @Test(arguments: [
        ("alexnet", "pool3", counted(195, stride: "32", padding: 66)),
        ("vgg11", "pool3", counted(30, stride: "8", padding: 11)),
        ("vgg11", "pool5", counted(150, stride: "32", padding: 59)),
        ("inception-v3", "e1.concat1", counted(1183, stride: "32", padding: 554)),
        ("inception-v3", "e2.concat1", counted(1311, stride: "32", padding: 618)),
    ])
    func ofTheZooAreAsPublished(_ spec: String, _ step: String, _ figures: String) throws {
        let field = try #require(Self.fields(Repository.text(of: "Specs/\(spec).strata.yaml"))[step: step])
        #expect(Self.text(field.height) == figures)
        #expect(Self.text(field.width) == figures)
    }

    // MARK: The whole map

    @Test(arguments: [
        "global avg pool", "adaptive avg pool 1x1", "squeeze-excite 2", "group norm 2", "instance norm",
    ])
    func areTheWholeMapBehindWhatLooksAtAllOfIt(_ layer: String) throws {
        #expect(try Self.end(of: "3x3 conv, 4", layer) == .whole)
        #expect(try Self.end(of: layer, "3x3 conv, 4, same", "upsample 2x") == .whole)
    }

    @Test(arguments: ["flatten", "fc 8", "mlp 8-4"])
    func ofVectorsAreTheWholeMap(_ layer: String) throws {
        #expect(try Self.end(of: "3x3 conv, 4", layer) == .whole)
    }

    @Test func areWholeWhereOneWaySeesAllOfTheMap() throws {
        let gated = "branches:\n      - - relu\n      - - global avg pool\n        - 1x1 conv, 4\n    join: multiply"
        #expect(try Self.end(of: gated) == .whole)
    }

    @Test func ofAReshapedMapDependOnThePosition() throws {
        #expect(try Self.end(of: "reshape 32x32x16") == .varying)
        #expect(try Self.end(of: "reshape 64x64x4") == Self.end(of: "relu"))
    }

    @Test func aPixelShuffleSeesWhatTheNearestValueSees() throws {
        #expect(
            try Self.end(of: "3x3 conv, 16", "pixel shuffle 2", "3x3 conv, 4")
                == Self.end(of: "3x3 conv, 16", "upsample 2x", "3x3 conv, 4"))
    }

    @Test func ofAVectorThereAreNone() throws {
        #expect(try Self.fields("model: A\ninput: 8\nbody:\n  - fc 3\n")[step: "fc1"] == nil)
    }

    // MARK: Open sizes and bounds

    @Test func needNoSizeOfTheInputWhereNothingDependsOnIt() throws {
        let text = "model: A\ninput: ?x?x3\nbody:\n  - 3x3 conv, 4, /2, pad 1\n  - 5x5 conv, 4, same, as end\n"
        let fields = NamedFields(SpecCompiler.compile(SourceFile(path: "test", text: text)))
        #expect(fields[step: "end"].map { Self.text($0.height) } == "11 pixels, stride 2, padding 5")
    }

    @Test func sayThatTheyDependOnASize() throws {
        let text = "model: A\ninput: ?x?x3\nbody:\n  - 3x3 conv, 4, /2, same, as end\n"
        let fields = NamedFields(SpecCompiler.compile(SourceFile(path: "test", text: text)))
        #expect(fields[step: "end"]?.height == .unknown("it depends on a size that is open"))
    }

    @Test func sayWhereABoundWasReached() throws {
        let layers = Array(repeating: "  - upsample 8x\n  - crop 3\n", count: 5).joined()
        let text = "model: A\ninput: 1x1x1\nbody:\n\(layers)  - relu, as end\n"
        let field = try Self.fields(text)[step: "end"]
        guard case .unknown(let reason) = field?.height else {
            Issue.record("\(String(describing: field))")
            return
        }
        #expect(reason.hasSuffix("is too large to count"))
    }

    private static let absurd = ["0", "1", "2", "3", "4096", "1048577", "1099511627777", "\(1 << 62)", "\(Int.max)"]

    @Test(arguments: [
        "zero pad N-M", "reflect pad N-M", "replicate pad N-M", "crop N-M", "N conv, 4, dilation M",
        "3x3 conv, 4, /N, pad M",
        "2x2 conv, 4, same, /N, dilation M",
        "N transposed conv, 4, /M", "2x2 transposed conv, 4, /N, dilation M", "N transposed conv, 4, pad M",
        "upsample NxM",
        "upsample NxM, bilinear", "pixel shuffle N", "pixel unshuffle N", "N max pool, /M", "adaptive avg pool NxM",
    ])
    func neverTrap(_ line: String) {
        for first in Self.absurd {
            for second in Self.absurd {
                let layer = line.replacing("N", with: first).replacing("M", with: second)
                let rest = "  - 2x2 conv, 4, /3\n  - 2x2 transposed conv, 4, /3, dilation 2\n"
                let text = "model: A\ninput: 64x64x4\nbody:\n  - \(layer)\n\(rest)  - \(layer)\n  - relu, as end\n"
                let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
                _ = ReceptiveFields(compilation.sized)
            }
        }
    }

    // MARK: The catalog

    /// Where a field does not follow from the sizes, its layer states it; only what is reshaped follows no rule.
    @Test func everyLayerSaysWhatItLooksAt() {
        for layer in Catalog.layers where layer.syntax.key != "reshape" {
            let text = "model: A\ninput: 32x32x8\nbody:\n  - \(layer.syntax.example.notation)\n"
            for sized in SpecCompiler.compile(SourceFile(path: "test", text: text)).layers {
                let fields = sized.layer.definition.fields(sized.layer.call)
                #expect(!fields.distinct.contains(.scattered), "\(layer.syntax.key)")
            }
        }
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
