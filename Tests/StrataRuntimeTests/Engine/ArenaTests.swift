import Testing

@testable import StrataRuntime

@Suite("Arena")
struct ArenaTests {
    @Test(
        "regions that are alive at the same time never overlap, whatever their sizes and lifetimes", arguments: 0..<50)
    func simultaneousRegionsNeverOverlap(seed: UInt64) {
        let random = CounterRandom(seed: seed, purpose: "arena")
        let requests = (0..<UInt64(60)).map { index in
            let start = Int(random.bits(3 * index) % 40)
            return Arena.Request(
                bytes: Int(random.bits(3 * index + 1) % 5000),
                lifetime: start...start + Int(random.bits(3 * index + 2) % 10))
        }
        expectLaws(requests)
    }

    @Test("regions with consecutive lifetimes share memory")
    func consecutiveRegionsShareMemory() {
        let chain = (0..<10).map { Arena.Request(bytes: 640, lifetime: $0...$0 + 1) }
        #expect(Arena.place(chain).size == 2 * 640)
    }

    @Test("the arena of a deep network is much smaller than the sum of its tensors")
    func anArenaIsSmallerThanItsTensors() throws {
        let graph = try NetworkGraph(
            Sketch("deep", map(32, 32, 3)) { net in
                for index in 0..<20 { net.conv("conv\(index)", kernel: 3, filters: 16, padding: 1, activation: .relu) }
                net.globalPool("pool", .average)
                net.dense("fc", units: 10)
            })
        let loss = try Loss.crossEntropy.formula()
        let recording = try GraphPlanner(
            graph, batch: 8, seed: 1, inputGradient: false, device: Device()
        ) { recording, logits, _ in
            let shape = LossShape(batch: 8, channels: 10)
            let targets = LossTargets(shape, loss: .crossEntropy)
            return loss.record(in: recording, output: logits, shape: shape, targets: targets)
        }.recording
        let requests = recording.regions.compactMap { region -> Arena.Request? in
            guard case .arena = region.home, let lifetime = region.lifetime else { return nil }
            return Arena.Request(bytes: region.bytes, lifetime: lifetime)
        }
        let size = expectLaws(requests)
        // The backward pass needs all activations; gradients and scratchpads share the rest.
        let sum = requests.reduce(0) { $0 + $1.bytes }
        #expect(size * 10 < sum * 6, "\(size) of \(sum)")
    }

    @discardableResult
    private func expectLaws(_ requests: [Arena.Request]) -> Int {
        let (offsets, size) = Arena.place(requests)
        for (index, request) in requests.enumerated() where request.bytes > 0 {
            #expect(offsets[index] % 64 == 0)
            #expect(offsets[index] + request.bytes <= size)
            for other in 0..<index where requests[other].bytes > 0 {
                guard requests[other].lifetime.overlaps(request.lifetime) else { continue }
                let apart =
                    offsets[other] + requests[other].bytes <= offsets[index]
                    || offsets[index] + request.bytes <= offsets[other]
                #expect(apart, "\(other) and \(index) overlap")
            }
        }
        return size
    }
}
