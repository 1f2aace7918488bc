import Testing

@testable import StrataRuntime

/// Tests convolutions with few channels and few filters, which a custom kernel computes if maps are in blocks of eight.
@Suite("Narrow convolutions")
struct NarrowConvolutionTests {
    /// Returns the implementation of a single convolution's forward pass.
    private func work(
        channels: Int, filters: Int, stride: Extent = 1, groups: Int = 1, activation: Activation? = .relu
    ) throws -> String? {
        let graph = try NetworkGraph(
            Sketch(map(12, 12, channels)) { net in
                net.conv(
                    "conv", kernel: 3, filters: filters, stride: stride, padding: 1, groups: groups,
                    activation: activation)
                net.dense("fc", units: 10)
            })
        let plan = try TrainingPlan(graph, batch: 2, seed: 1, threads: 1)
        return plan.steps.first { $0.layer == "conv" }?.work
    }

    /// Returns whether oneDNN uses blocks of eight channels on this machine.
    private func isBlockedByEight() throws -> Bool {
        ["jit:avx2", "jit:sse41"].contains(try work(channels: 3, filters: 32))
    }

    @Test("the custom kernel computes a narrow convolution if maps are in blocks of eight")
    func theCustomKernelComputesBlocksOfEight() throws {
        let isOurs = try isBlockedByEight()
        #expect((try work(channels: 1, filters: 6) == "swift") == isOurs)
        #expect((try work(channels: 6, filters: 16) == "swift") == isOurs)
        #expect((try work(channels: 3, filters: 8, stride: 2, activation: nil) == "swift") == isOurs)
    }

    @Test("oneDNN computes a narrow convolution if it's as fast, or if the custom kernel doesn't apply")
    func oneDNNComputesTheOtherConvolutions() throws {
        #expect(try work(channels: 3, filters: 17) != "swift")
        #expect(try work(channels: 8, filters: 6) != "swift")
        #expect(try work(channels: 3, filters: 16, stride: 2) != "swift")
        #expect(try work(channels: 2, filters: 6, groups: 2) != "swift")
        #expect(try work(channels: 1, filters: 6, activation: .tanh) != "swift")
    }

    @Test(
        "a narrow convolution matches its definition, and the custom kernel's bits are the same on one thread and on two",
        arguments: 0..<24)
    func aConvolutionMatchesItsDefinition(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func upTo(_ most: Int) -> Int { random.next(below: most) + 1 }
        let (channels, filters) = (upTo(7), upTo(16))
        let (kernel, stride) = (Extent(upTo(4), upTo(5)), Extent(upTo(2), upTo(2)))
        let (padding, dilation) = (random.next(below: 3), upTo(2))
        let (height, width) = (8 + upTo(9), 8 + upTo(20))
        let batch = seed % 2 == 0 ? 1 : 3
        let isRectified = seed % 4 < 2
        let graph = try NetworkGraph(
            Sketch(map(height, width, channels)) { net in
                net.conv(
                    "conv", kernel: kernel, filters: filters, stride: stride, padding: Padding(padding),
                    dilation: Extent(dilation, dilation), activation: isRectified ? .relu : nil)
                net.flatten("output")
            })
        func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.next(below: 2001)) / 1000 - 1 } }
        let weights = floats(filters * channels * kernel.height * kernel.width)
        let bias = floats(filters)
        let input = floats(batch * channels * height * width)
        func run(threads: Int) throws -> [Float] {
            let plan = try InferencePlan(graph, batch: batch, threads: threads)
            try plan.load([
                "conv.weight": Tensor(shape: [filters, channels, kernel.height, kernel.width], values: weights),
                "conv.bias": Tensor(shape: [filters], values: bias),
            ])
            return try plan.run(input)
        }
        let result = try run(threads: 1)
        #expect(try run(threads: 1) == result)
        let steps = try TrainingPlan(graph, batch: batch, seed: 1, threads: 1).steps
        // oneDNN may sum in a different order on two threads.
        if steps.first(where: { $0.layer == "conv" })?.work == "swift" { #expect(try run(threads: 2) == result) }

        let output = graph.nodes[1].output
        try #require(result.count == batch * output.count)
        for (place, value) in result.enumerated() {
            let (column, row) = (place % output.width, place / output.width % output.height)
            let filter = place / (output.width * output.height) % filters
            let sample = place / output.count
            var sum = Double(bias[filter])
            for channel in 0..<channels {
                for i in 0..<kernel.height {
                    for j in 0..<kernel.width {
                        let y = row * stride.height + i * dilation - padding
                        let x = column * stride.width + j * dilation - padding
                        guard (0..<height).contains(y), (0..<width).contains(x) else { continue }
                        let weight = weights[((filter * channels + channel) * kernel.height + i) * kernel.width + j]
                        let pixel = input[((sample * channels + channel) * height + y) * width + x]
                        sum += Double(weight) * Double(pixel)
                    }
                }
            }
            if isRectified { sum = max(0, sum) }
            #expect(abs(Double(value) - sum) < 1e-5 * max(1, abs(sum)))
        }
    }
}
