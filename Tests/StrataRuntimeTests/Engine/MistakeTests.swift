import Testing

@testable import StrataRuntime

@Suite("Mistakes in networks and plans")
struct MistakeTests {
    @Test(
        "a mistake in a network is thrown with the layer's name",
        arguments: [
            Mistake("layer 'conv1': its kernel covers 9 pixels along the height, but its padded input has only 8") {
                net in
                net.conv("conv1", kernel: 9, filters: 4)
            },
            Mistake("layer 'conv1': its kernel covers 9 pixels along the height, but its padded input has only 8") {
                net in
                net.conv("conv1", kernel: 5, filters: 4, dilation: 2)
            },
            Mistake("layer 'conv1': 2 groups don't divide its 5 input channels") { net in
                net.conv("conv1", kernel: 1, filters: 4, groups: 2)
            },
            Mistake("layer 'conv1': `stride` must be at least 1, not 0") { net in
                net.conv("conv1", kernel: 1, filters: 4, stride: 0)
            },
            Mistake("layer 'conv1': `padding` must be at least 0, not -1") { net in
                net.conv("conv1", kernel: 1, filters: 4, padding: -1)
            },
            Mistake("layer 'conv1': `filters` must be at least 1, not 0") { net in
                net.conv("conv1", kernel: 1, filters: 0)
            },
            Mistake("layer 'pool1': a padding of 2 makes some 2x2 windows see only zeros") { net in
                net.pool("pool1", .max, kernel: 2, padding: 2)
            },
            Mistake("layer 'conv2': it needs a feature map (height x width x channels), but its input is a vector of 3")
            { net in
                net.dense("fc1", units: 3)
                net.conv("conv2", kernel: 1, filters: 4)
            },
            Mistake("layer 'a': another layer has this name") { net in
                net.dense("a", units: 3)
                net.dense("a", units: 3)
            },
            Mistake("layer 'input': another layer has this name") { net in net.dense("input", units: 3) },
            Mistake("layer 'dropout1': `rate` must be at least 0 and below 1, not 1") { net in
                net.dropout("dropout1", rate: 1)
            },
            Mistake(
                "layer 'dropout1': `rate` must be at least 0 and below 1 (it is too close to 1), not 0.9999999999999999"
            ) { net in net.dropout("dropout1", rate: 0.9999999999999999) },
            Mistake("layer 'norm1': `epsilon` must be above 0 (it is too close to 0), not 1e-40") { net in
                net.batchNorm("norm1", epsilon: 1e-40)
            },
            Mistake("layer 'norm1': `epsilon` must be above 0 (at most 3.4e38 is supported), not 1e300") { net in
                net.batchNorm("norm1", epsilon: 1e300)
            },
            Mistake("layer 'add1': its inputs must have the same size, but their sizes are 8x8x5, 3") { net in
                let start = net.current
                net.add("add1", [start, net.dense("fc1", units: 3)])
            },
            Mistake(
                "layer 'fc1': its weight of 2000000000x320 takes 2,560,000.0 MB, but at most 8,589.9 MB are supported"
            ) { net in
                net.dense("fc1", units: 2_000_000_000)
            },
            Mistake(
                "layer 'fc1': its output of \(Int.max) takes more memory than can be counted for one sample, but at most 8,589.9 MB are supported"
            ) { net in
                net.dense("fc1", units: .max)
            },
            Mistake(
                "layer 'conv1': its output of 8x8x\(Int.max) takes more memory than can be counted for one sample, but at most 8,589.9 MB are supported"
            ) { net in
                net.conv("conv1", kernel: 1, filters: .max)
            },
            Mistake("layer 'conv1': its window is too large") { net in
                net.conv("conv1", kernel: Extent(.max, 1), filters: 1, padding: Padding(.max), dilation: Extent(.max))
            },
            Mistake("network 'sketch' has no layers") { _ in },
        ])
    func aMistakeInANetworkIsThrown(_ mistake: Mistake) {
        let error = #expect(throws: RuntimeError.self) { try NetworkGraph(Sketch(map(8, 8, 5), mistake.build)) }
        #expect(error?.message == mistake.message)
    }

    /// Layers over a map of 8x8x5, and the error message expected for them.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let message: String
        let build: @Sendable (inout NetworkBuilder) -> Void

        init(_ message: String, _ build: @escaping @Sendable (inout NetworkBuilder) -> Void) {
            self.message = message
            self.build = build
        }

        var testDescription: String { message }
    }

    @Test(
        "a mistake in the input's size is thrown",
        arguments: [map(0, 8, 3), map(-1, 8, 3), map(Int.max, Int.max, 3), TensorShape(units: 1 << 40)])
    func aMistakeInTheInputsSizeIsThrown(_ shape: TensorShape) {
        #expect(throws: RuntimeError.self) { try NetworkGraph(Sketch(shape) { $0.dense("fc", units: 2) }) }
    }

    private let small = Sketch(TensorShape(units: 4)) { $0.dense("fc1", units: 3) }

    @Test("a mistake in a plan's batch or threads is thrown")
    func aMistakeInAPlanIsThrown() throws {
        let graph = try NetworkGraph(small)
        #expect(throws: RuntimeError("the batch size must be at least 1, not 0")) {
            try TrainingPlan(graph, batch: 0, seed: 1)
        }
        #expect(throws: RuntimeError.self) { try TrainingPlan(graph, batch: .max, seed: 1) }
        #expect(throws: RuntimeError.self) { try InferencePlan(graph, batch: -3) }
        #expect(throws: RuntimeError("the number of threads must be between 1 and 1024, not 0")) {
            try TrainingPlan(graph, batch: 1, seed: 1, threads: 0)
        }
        let big = try NetworkGraph(Sketch(map(1000, 1000, 3)) { $0.dense("fc1", units: 2) })
        #expect(throws: RuntimeError.self) { try TrainingPlan(big, batch: 100_000, seed: 1) }
    }

    @Test("a plan that needs more memory than any machine has is rejected")
    func aPlanThatNeedsTooMuchMemoryIsRejected() throws {
        let graph = try NetworkGraph(
            Sketch(map(1, 1, 1)) { net in
                for index in 0..<40 { net.dense("fc\(index)", units: 46_000) }
            })
        let error = #expect(throws: RuntimeError.self) { try InferencePlan(graph, batch: 1, threads: 1) }
        #expect(error?.message.contains("MB of memory") == true)
    }

    @Test("a label that isn't a class is thrown")
    func aLabelThatIsNotAClassIsThrown() throws {
        let plan = try TrainingPlan(NetworkGraph(small), batch: 2, seed: 1, threads: 1)
        plan.labels[1] = 3
        #expect(throws: RuntimeError("sample 1 of the batch has label 3, but the network has 3 outputs")) {
            try plan.forwardBackward()
        }
    }

    @Test("parameters that don't fit are all reported at once, and nothing is changed")
    func unsuitableParametersAreAllReported() throws {
        let plan = try TrainingPlan(NetworkGraph(small), batch: 2, seed: 1, threads: 1)
        let before = try plan.parameters()
        let wrong = [
            "fc1.weight": Tensor(shape: [4, 3], values: [Float](repeating: 0, count: 12)),
            "fc9.bias": Tensor(shape: [3], values: [0, 0, 0]),
        ]
        let message =
            "the parameters don't fit the network: missing: fc1.bias; not in this network: fc9.bias; "
            + "fc1.weight is [4, 3], but the network's is [3, 4]"
        #expect(throws: RuntimeError(message)) { try plan.load(wrong) }
        #expect(try plan.parameters() == before)
        #expect(throws: RuntimeError.self) { try plan.inputGradient() }
        #expect(throws: RuntimeError.self) {
            try plan.loadOptimizerState(OptimizerState(updates: 1, steps: 1, tensors: wrong))
        }
    }

    @Test("a mistake in an optimizer is thrown")
    func aMistakeInAnOptimizerIsThrown() throws {
        let plan = try TrainingPlan(NetworkGraph(small), batch: 2, seed: 1, threads: 1)
        #expect(throws: RuntimeError("nesterov needs a momentum above 0")) {
            try plan.update(.sgd(rate: 1, momentum: 0, nesterov: true), rate: 1)
        }
    }

    @Test("batch norm over single values is rejected")
    func batchNormOverSingleValuesIsRejected() throws {
        let graph = try NetworkGraph(Sketch(TensorShape(units: 4)) { $0.batchNorm("norm1") })
        let error = #expect(throws: RuntimeError.self) { try TrainingPlan(graph, batch: 1, seed: 1, threads: 1) }
        #expect(error?.message.hasPrefix("layer 'norm1': ") == true)
    }
}
