import CKernels
import Testing

@testable import StrataRuntime

/// Tests dense layers whose units are a multiple of 512, for which oneDNN's general product is slow.
@Suite("Dense products")
struct DenseProductTests {
    private func graph(units: Int, activation: Activation? = .relu) throws -> NetworkGraph {
        try NetworkGraph(
            Sketch(TensorShape(units: 70)) { $0.dense("fc", units: units, activation: activation) })
    }

    /// Returns the implementation of the layer's forward pass.
    private func work(units: Int, batch: Int, activation: Activation? = .relu) throws -> String? {
        try TrainingPlan(graph(units: units, activation: activation), batch: batch, seed: 1, threads: 1).steps.first?
            .work
    }

    @Test("the custom kernel computes a dense layer if oneDNN has only a general product for it")
    func theCustomKernelReplacesTheGeneralProduct() throws {
        let isGeneral = try work(units: 512, batch: 8)?.hasPrefix("x64:gemm") == true
        let isTaken = isGeneral && strata_dense_product_suits_machine() != 0
        #expect((try work(units: 512, batch: 32) == "swift") == isTaken)
        #expect((try work(units: 1536, batch: 16, activation: nil) == "swift") == isTaken)
    }

    @Test("oneDNN computes a dense layer if it's as fast, or if the custom kernel doesn't apply")
    func oneDNNComputesTheOtherProducts() throws {
        #expect(try work(units: 512, batch: 8) != "swift")
        #expect(try work(units: 496, batch: 32) != "swift")
        #expect(try work(units: 512, batch: 32, activation: .sigmoid) != "swift")
    }

    @Test(
        "a dense layer's product matches its definition, with the same bits in every run",
        arguments: [nil, Activation.relu], [1, 2])
    func aProductMatchesItsDefinition(activation: Activation?, threads: Int) throws {
        let graph = try graph(units: 512, activation: activation)
        var random = SplitMix64(seed: 3)
        func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.next(below: 2001)) / 1000 - 1 } }
        let (batch, inputs, units) = (19, 70, 512)
        let (weights, bias, input) = (floats(units * inputs), floats(units), floats(batch * inputs))
        func run() throws -> [Float] {
            let plan = try InferencePlan(graph, batch: batch, threads: threads)
            try plan.load([
                "fc.weight": Tensor(shape: [units, inputs], values: weights),
                "fc.bias": Tensor(shape: [units], values: bias),
            ])
            return try plan.run(input)
        }
        let result = try run()
        #expect(try run() == result)
        for (place, value) in result.enumerated() {
            let (sample, unit) = (place / units, place % units)
            var sum = Double(bias[unit])
            for i in 0..<inputs { sum += Double(weights[unit * inputs + i]) * Double(input[sample * inputs + i]) }
            if activation != nil { sum = max(0, sum) }
            #expect(abs(Double(value) - sum) < 1e-5 * max(1, abs(sum)))
        }
    }
}
