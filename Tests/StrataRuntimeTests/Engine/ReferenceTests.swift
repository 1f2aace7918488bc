import RuntimeTestSupport
import TestSupport
import Testing

@testable import StrataRuntime

/// Compares each kind of layer, and whole networks, with PyTorch: output, loss, every gradient, running statistics, and
/// evaluation.
@Suite("PyTorch reference")
struct ReferenceTests {
    @Test("layers match PyTorch", arguments: Sketch.layers)
    func aLayerMatchesPyTorch(_ network: Sketch) throws {
        try compare(network)
    }

    /// Other tests cover these: two are random, and one is an activation.
    private static let testedElsewhere: Set = ["dropout", "stochastic depth", "leaky relu"]

    @Test func everyLayerIsComparedWithPyTorch() {
        let sketches = Repository.text(of: "Tests/StrataRuntimeTests/Engine/ReferenceTests.swift")
        for definition in LayerRegistry.layers.map({ $0.definition })
        where !Self.testedElsewhere.contains(definition.syntax.key) {
            #expect(
                definition.methods.contains { sketches.contains("$0.\($0.name)(\"") },
                "\(definition.syntax.key): add a case to make_fixtures.py, run it, and add a sketch of that name here")
        }
    }

    @Test func everyOptimizerIsComparedWithPyTorch() {
        let compared = Set(Self.optimizers.map(\.optimizer.definition.syntax.key))
        for key in Catalog.optimizers.map(\.syntax.key) where !compared.contains(key) {
            Issue.record(
                "\(key): add it to make_fixtures.py, run that for the networks, and add it to `optimizers` here")
        }
    }

    /// The optimizers of `make_fixtures.py`, with their names there.
    private static let optimizers: [(name: String, optimizer: Optimizer, tolerance: Float)] = [
        ("sgd", .sgd(rate: 0.05, momentum: 0.9, decay: 1e-3), 1e-4),
        ("nesterov", .sgd(rate: 0.05, momentum: 0.9, decay: 1e-3, nesterov: true), 1e-4),
        // Adam divides tiny gradients by their own size, which magnifies their rounding.
        ("adamw", .adamW(rate: 1e-2, decay: 0.05), 5e-4),
    ]

    @Test("networks match PyTorch through three steps of each optimizer", arguments: Sketch.networks)
    func aNetworkMatchesPyTorch(_ network: Sketch) throws {
        let fixture = try compare(network)
        for (kind, optimizer, tolerance) in Self.optimizers {
            let plan = try TrainingPlan(NetworkGraph(network), batch: fixture.shape("input")[0], seed: 7, threads: 1)
            plan.fill(try fixture.values("input"), labels: try fixture.values("labels").map { Int($0) })
            for _ in 0..<3 {
                _ = try plan.forwardBackward()
                try plan.update(optimizer, rate: optimizer.rate)
            }
            for (name, tensor) in try plan.parameters() {
                try fixture.expect(tensor.values, "\(kind).\(name)", within: tolerance, scale: 1e-2)
            }
        }
    }

    @Test("with two threads, networks match PyTorch up to rounding", arguments: Sketch.networks)
    func twoThreadsMatchPyTorchToo(_ network: Sketch) throws {
        try compare(network, threads: 2)
    }

    @discardableResult
    private func compare(_ network: Sketch, threads: Int = 1) throws -> Fixture {
        let fixture = try Fixture(network.name)
        var flattened = try NetworkGraph(network)
        if flattened.output.isFeatureMap {
            flattened = try NetworkGraph(
                Sketch(network.name, network.input) { net in
                    network.build(&net)
                    net.flatten("output")
                })
        }
        let batch = try fixture.shape("input")[0]
        let plan = try TrainingPlan(flattened, batch: batch, seed: 7, threads: threads, inputGradient: true)
        let start = fixture.all("start")
        if !start.isEmpty { try plan.load(start) }
        let inference = try InferencePlan(flattened, batch: batch, threads: threads)
        try inference.load(try plan.parameters())

        plan.fill(try fixture.values("input"), labels: try fixture.values("labels").map { Int($0) })
        let loss = try plan.forwardBackward()
        try fixture.expect([loss], "loss")
        try fixture.expect(try plan.output().values, "output")
        for (name, gradient) in try plan.gradients() {
            // A gradient that is zero except for rounding (of a bias before a batch norm) must stay below 1e-6.
            try fixture.expect(gradient.values, "gradient.\(name)", scale: 1e-2)
        }
        try fixture.expect(try plan.inputGradient().values, "inputGradient")
        let after = try plan.parameters()
        for (name, _) in fixture.all("buffer") {
            try fixture.expect(try #require(after[name]).values, "buffer.\(name)")
        }
        try fixture.expect(try inference.run(try fixture.values("input")), "evaluated")
        return fixture
    }
}

extension Sketch: CustomTestStringConvertible {
    var testDescription: String { name }

    static var layers: [Sketch] {
        var all = [
            Sketch("conv-plain", map(9, 8, 5)) { $0.conv("conv1", kernel: 3, filters: 7) },
            Sketch("conv-padded", map(9, 8, 5)) { $0.conv("conv1", kernel: 3, filters: 7, padding: 1) },
            Sketch("conv-one-channel", map(12, 12, 1)) { $0.conv("conv1", kernel: 5, filters: 6, padding: 2) },
            Sketch("conv-pointwise", map(5, 6, 20)) { $0.conv("conv1", kernel: 1, filters: 33) },
            Sketch("conv-wide", map(6, 6, 16)) { $0.conv("conv1", kernel: 3, filters: 32, padding: 1) },
            Sketch("conv-strided", map(9, 8, 5)) { $0.conv("conv1", kernel: 3, filters: 7, stride: 2, padding: 1) },
            Sketch("conv-strides-differ", map(9, 8, 5)) {
                $0.conv(
                    "conv1", kernel: 3, filters: 7, stride: Extent(2, 3),
                    padding: Padding(top: 0, bottom: 0, left: 2, right: 2))
            },
            Sketch("conv-kernel-3x5", map(9, 8, 5)) {
                $0.conv(
                    "conv1", kernel: Extent(3, 5), filters: 7, padding: Padding(top: 1, bottom: 1, left: 2, right: 2))
            },
            Sketch("conv-asymmetric-padding", map(9, 8, 5)) {
                $0.conv(
                    "conv1", kernel: 4, filters: 7, stride: 2, padding: Padding(top: 2, bottom: 1, left: 0, right: 3))
            },
            Sketch("conv-dilated", map(9, 8, 5)) { $0.conv("conv1", kernel: 3, filters: 7, padding: 2, dilation: 2) },
            Sketch("conv-grouped", map(9, 8, 6)) { $0.conv("conv1", kernel: 3, filters: 8, padding: 1, groups: 2) },
            Sketch("conv-grouped-wide", map(5, 5, 32)) {
                $0.conv("conv1", kernel: 3, filters: 32, padding: 1, groups: 2)
            },
            Sketch("conv-depthwise", map(9, 8, 16)) {
                $0.conv("conv1", kernel: 3, filters: 16, padding: 1, groups: 16, bias: false)
            },
            Sketch("conv-depthwise-odd", map(9, 8, 6)) {
                $0.conv("conv1", kernel: 3, filters: 6, stride: 2, groups: 6)
            },
            Sketch("conv-depthwise-multiplied", map(9, 8, 6)) { $0.conv("conv1", kernel: 3, filters: 12, groups: 6) },
            Sketch("conv-no-bias", map(9, 8, 5)) { $0.conv("conv1", kernel: 3, filters: 7, bias: false) },

            Sketch("pool-max", map(8, 8, 5)) { $0.pool("pool1", .max, kernel: 2) },
            Sketch("pool-max-overlapping", map(9, 8, 20)) { $0.pool("pool1", .max, kernel: 3, stride: 2, padding: 1) },
            Sketch("pool-average", map(8, 8, 5)) { $0.pool("pool1", .average, kernel: 2) },
            Sketch("pool-average-padded", map(9, 8, 20)) {
                $0.pool("pool1", .average, kernel: 3, stride: 2, padding: 1)
            },
            Sketch("pool-global-average", map(5, 6, 20)) { $0.globalPool("pool1", .average) },
            Sketch("pool-global-max", map(5, 6, 20)) { $0.globalPool("pool1", .max) },
            Sketch("conv-relu-max-pool", map(10, 10, 5)) {
                $0.conv("conv1", kernel: 3, filters: 7, activation: .relu)
                $0.pool("pool1", .max, kernel: 2)
            },

            Sketch("dense-vector", TensorShape(units: 37)) { $0.dense("fc1", units: 11) },
            Sketch("dense-no-bias", TensorShape(units: 37)) { $0.dense("fc1", units: 11, bias: false) },
            Sketch("dense-map", map(3, 4, 5)) { $0.dense("fc1", units: 11) },
            Sketch("dense-after-conv", map(6, 6, 5)) {
                $0.conv("conv1", kernel: 3, filters: 18)
                $0.flatten("flatten1")
                $0.dense("fc1", units: 40, activation: .relu)
                $0.dense("fc2", units: 7)
            },
            Sketch("flatten-activation", map(6, 6, 5)) {
                $0.conv("conv1", kernel: 3, filters: 18)
                $0.flatten("flatten1")
                $0.activation("gelu1", .gelu)
                $0.dense("fc1", units: 7)
            },

            Sketch("norm-map", map(6, 6, 5)) { $0.batchNorm("norm1") },
            Sketch("norm-relu", map(4, 4, 20)) {
                $0.batchNorm("norm1")
                $0.activation("relu1", .relu)
            },
            Sketch("norm-vector", TensorShape(units: 13)) { $0.batchNorm("norm1", epsilon: 1e-3, momentum: 0.3) },
            Sketch("norm-between", map(6, 6, 5)) {
                $0.conv("conv1", kernel: 3, filters: 18, bias: false)
                $0.batchNorm("norm1")
                $0.activation("relu1", .relu)
                $0.conv("conv2", kernel: 3, filters: 6)
            },
            Sketch("norm-dense", TensorShape(units: 13)) {
                $0.dense("fc1", units: 18)
                $0.batchNorm("norm1")
                $0.activation("relu1", .relu)
                $0.dense("fc2", units: 5)
            },
        ]
        let activations: [(String, Activation)] = [
            ("relu", .relu), ("relu6", .relu6), ("leaky", .leakyRelu(slope: 0.1)), ("sigmoid", .sigmoid),
            ("tanh", .tanh), ("gelu", .gelu), ("silu", .silu),
            ("hardswish", .hardSwish), ("elu", .elu), ("mish", .mish), ("hardsigmoid", .hardSigmoid),
        ]
        for (name, activation) in activations {
            all += [
                Sketch("activation-\(name)", map(4, 3, 5)) { $0.activation("act1", activation) },
                Sketch("conv-\(name)", map(6, 6, 5)) {
                    $0.conv("conv1", kernel: 3, filters: 7, activation: activation)
                },
                Sketch("dense-\(name)", TensorShape(units: 23)) { $0.dense("fc1", units: 19, activation: activation) },
            ]
        }
        return all + pools + spatial + pointwise
    }

    private static var pools: [Sketch] {
        [
            Sketch("pool-max-ceil", map(10, 7, 5)) { $0.pool("pool1", .max, kernel: 3, stride: 2, roundsUp: true) },
            Sketch("pool-max-ceil-beyond", map(2, 4, 5)) {
                $0.pool("pool1", .max, kernel: 3, stride: 2, roundsUp: true)
            },
            Sketch("pool-average-ceil-beyond", map(2, 4, 5)) {
                $0.pool("pool1", .average, kernel: 3, stride: 2, roundsUp: true)
            },
            Sketch("pool-max-ceil-padded", map(6, 9, 5)) {
                $0.pool("pool1", .max, kernel: 2, stride: 2, padding: 1, roundsUp: true)
            },
            Sketch("pool-average-ceil", map(10, 7, 5)) {
                $0.pool("pool1", .average, kernel: 3, stride: 2, roundsUp: true)
            },
            Sketch("pool-average-ceil-padded", map(8, 9, 5)) {
                $0.pool("pool1", .average, kernel: 3, stride: 2, padding: 1, roundsUp: true)
            },
            Sketch("pool-average-uncounted", map(9, 8, 5)) {
                $0.pool(
                    "pool1", .average, kernel: 3, stride: 2, padding: 1, roundsUp: true, countsPadding: false)
            },
            Sketch("pool-oblong", map(9, 8, 5)) {
                $0.pool(
                    "pool1", .max, kernel: Extent(3, 2), stride: Extent(1, 2),
                    padding: Padding(top: 1, bottom: 1, left: 0, right: 0))
            },
            Sketch("pool-adaptive-average", map(9, 7, 5)) { $0.adaptivePool("pool1", .average, to: Extent(4, 3)) },
            Sketch("pool-adaptive-larger", map(2, 3, 5)) { $0.adaptivePool("pool1", .average, to: Extent(4, 5)) },
            Sketch("pool-adaptive-max", map(9, 7, 5)) { $0.adaptivePool("pool1", .max, to: Extent(4, 3)) },
        ]
    }

    /// Layers that enlarge a map, frame it, or move its values.
    private static var spatial: [Sketch] {
        [
            Sketch("conv-same-even", map(9, 8, 5)) {
                $0.conv("conv1", kernel: 4, filters: 7, stride: 2, padding: .same)
            },
            Sketch("transposed-2x2", map(9, 8, 5)) {
                $0.transposedConv("conv1", kernel: 2, filters: 7, stride: 2)
            },
            Sketch("transposed-padded", map(9, 8, 5)) {
                $0.transposedConv("conv1", kernel: 3, filters: 18, stride: 2, padding: 1, outputPadding: 1)
            },
            Sketch("transposed-oblong", map(9, 8, 5)) {
                $0.transposedConv(
                    "conv1", kernel: Extent(3, 4), filters: 7, stride: Extent(1, 3),
                    padding: .explicit(Margin(top: 1, bottom: 1, left: 0, right: 0)),
                    outputPadding: Margin(before: 0, after: Extent(0, 2)), bias: false)
            },
            Sketch("transposed-dilated", map(9, 8, 5)) {
                $0.transposedConv("conv1", kernel: 3, filters: 7, padding: 1, dilation: 2)
            },
            Sketch("transposed-grouped", map(5, 4, 6)) {
                $0.transposedConv("conv1", kernel: 3, filters: 8, stride: 2, groups: 2)
            },
            Sketch("transposed-depthwise", map(5, 4, 16)) {
                $0.transposedConv("conv1", kernel: 4, filters: 16, stride: 2, padding: 1, groups: 16)
            },
            Sketch("transposed-between", map(6, 6, 5)) {
                $0.conv("conv1", kernel: 3, filters: 18, padding: 1, activation: .relu)
                $0.transposedConv("conv2", kernel: 2, filters: 12, stride: 2, activation: .relu)
                $0.conv("conv3", kernel: 3, filters: 5)
            },
            Sketch("upsample-nearest", map(4, 3, 5)) { $0.upsample("up1", by: 2) },
            Sketch("upsample-nearest-oblong", map(4, 3, 20)) { $0.upsample("up1", by: Extent(3, 2)) },
            Sketch("upsample-bilinear", map(4, 3, 5)) { $0.upsample("up1", by: 2, .bilinear) },
            Sketch("upsample-bilinear-oblong", map(4, 3, 20)) { $0.upsample("up1", by: Extent(2, 4), .bilinear) },
            Sketch("zero-pad", map(4, 3, 5)) { $0.zeroPad("pad1", Margin(top: 2, bottom: 1, left: 0, right: 3)) },
            Sketch("reflect-pad", map(4, 3, 5)) { $0.reflectPad("pad1", Margin(top: 3, bottom: 1, left: 0, right: 2)) },
            Sketch("replicate-pad", map(4, 3, 5)) {
                $0.replicatePad("pad1", Margin(top: 5, bottom: 1, left: 0, right: 4))
            },
            Sketch("reflect-pad-between", map(5, 6, 3)) {
                $0.conv("conv1", kernel: 1, filters: 4)
                $0.reflectPad("pad1", 2)
                $0.conv("conv2", kernel: 3, filters: 5)
            },
            Sketch("crop", map(9, 8, 5)) { $0.crop("pad1", Margin(top: 2, bottom: 1, left: 0, right: 3)) },
            Sketch("pixel-shuffle", map(4, 3, 18)) { $0.pixelShuffle("up1", factor: 3) },
            Sketch("pixel-unshuffle", map(6, 9, 5)) { $0.pixelUnshuffle("down1", factor: 3) },
            Sketch("channel-shuffle", map(4, 3, 12)) { $0.channelShuffle("shuffle1", groups: 3) },
            Sketch("channel-split", map(4, 3, 12)) { $0.channelSplit("split1", parts: 3, part: 2) },
            Sketch("reshape", map(4, 3, 12)) {
                $0.reshape("reshape1", to: map(6, 6, 4))
                $0.conv("conv1", kernel: 3, filters: 5)
            },
        ]
    }

    /// Normalizations, gates, and learned activations.
    private static var pointwise: [Sketch] {
        [
            Sketch("layer-norm-map", map(4, 3, 19)) { $0.layerNorm("norm1", epsilon: 1e-6) },
            Sketch("layer-norm-vector", TensorShape(units: 19)) { $0.layerNorm("norm1") },
            Sketch("group-norm", map(4, 3, 12)) { $0.groupNorm("norm1", groups: 3, epsilon: 1e-3) },
            Sketch("group-norm-vector", TensorShape(units: 12)) { $0.groupNorm("norm1", groups: 3) },
            Sketch("instance-norm", map(4, 3, 12)) { $0.groupNorm("norm1", groups: 12) },
            Sketch("local-response-norm", map(4, 3, 12)) { $0.localResponseNorm("norm1", alpha: 0.1, k: 2) },
            Sketch("log-softmax-map", map(4, 3, 12)) { $0.logSoftmax("soft1") },
            Sketch("log-softmax-vector", TensorShape(units: 12)) { $0.logSoftmax("soft1") },
            Sketch("log-softmax-between", map(4, 5, 3)) {
                $0.conv("conv1", kernel: 1, filters: 6)
                $0.logSoftmax("soft1")
                $0.conv("conv2", kernel: 3, filters: 4)
            },
            Sketch("softmax-map", map(4, 3, 12)) { $0.softmax("soft1") },
            Sketch("softmax-vector", TensorShape(units: 12)) { $0.softmax("soft1") },
            Sketch("prelu", map(4, 3, 12)) { $0.prelu("act1") },
            Sketch("prelu-channels", map(4, 3, 12)) { $0.prelu("act1", perChannel: true) },
            Sketch("prelu-vector", TensorShape(units: 12)) { $0.prelu("act1", perChannel: true) },
            Sketch("layer-scale", map(4, 3, 12)) { $0.layerScale("scale1") },
            Sketch("separable-conv", map(9, 8, 6)) {
                $0.separableConv("conv1", kernel: 3, filters: 10, stride: 2, padding: 1, activation: .silu)
            },
            Sketch("separable-conv-no-bias", map(7, 9, 5)) {
                $0.separableConv(
                    "conv1", kernel: Extent(3, 5), filters: 8, padding: Padding(Extent(1, 4)), dilation: 2, bias: false)
                $0.conv("conv2", kernel: 1, filters: 4)
            },
            Sketch("squeeze-excite", map(4, 3, 12)) {
                $0.conv("conv1", kernel: 1, filters: 16)
                $0.squeezeExcite("se1", units: 4, activation: .silu, gate: .hardSigmoid)
            },
        ]
    }

    static var networks: [Sketch] {
        [
            Sketch("network-lenet", map(28, 28, 1)) {
                $0.conv("conv1", kernel: 5, filters: 6, padding: 2, activation: .relu)
                $0.pool("pool1", .max, kernel: 2)
                $0.conv("conv2", kernel: 5, filters: 16, activation: .relu)
                $0.pool("pool2", .max, kernel: 2)
                $0.dense("fc1", units: 120, activation: .relu)
                $0.dense("fc2", units: 84, activation: .relu)
                $0.dense("fc3", units: 10)
            },
            Sketch("network-conv-norm", map(12, 12, 3)) {
                $0.conv("conv1", kernel: 3, filters: 8, padding: 1, bias: false)
                $0.batchNorm("norm1")
                $0.activation("relu1", .relu)
                $0.pool("pool1", .max, kernel: 2)
                $0.conv("conv2", kernel: 3, filters: 20, padding: 1, bias: false)
                $0.batchNorm("norm2")
                $0.activation("relu2", .relu)
                $0.globalPool("pool2", .average)
                $0.dense("fc1", units: 10)
            },
            Sketch("network-residual", map(8, 8, 2)) { net in
                let stem = net.conv("stem", kernel: 3, filters: 18, padding: 1, activation: .relu)
                net.conv("conv1", kernel: 3, filters: 18, padding: 1, bias: false)
                net.batchNorm("norm1")
                net.activation("relu1", .relu)
                net.conv("conv2", kernel: 3, filters: 18, padding: 1, bias: false)
                net.batchNorm("norm2")
                net.add("add1", [stem, net.current])
                let block = net.activation("relu2", .relu)
                let project = net.conv("project", kernel: 1, filters: 24, stride: 2)
                net.current = block
                net.conv("conv3", kernel: 3, filters: 24, stride: 2, padding: 1)
                net.add("add2", [project, net.current])
                net.activation("relu3", .relu)
                net.globalPool("pool1", .average)
                net.dense("fc", units: 5)
            },
        ]
    }
}
