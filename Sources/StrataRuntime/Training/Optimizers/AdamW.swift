/// Adam with decoupled weight decay, like `torch.optim.AdamW`.
struct AdamW: OptimizerFormula {
    static let definition = OptimizerDefinition.adamW
    private let beta1: Double
    private let beta2: Double
    private let epsilon: Double
    private let decay: Double

    init(_ call: Call) throws(CallProblem) {
        beta1 = try call.value("beta1")
        beta2 = try call.value("beta2")
        epsilon = try call.value("epsilon")
        decay = try call.value("decay")
    }

    func update(_ part: Range<Int>, of memory: OptimizerMemory, rate: Double, step: Int) {
        // The bias corrections are folded into the other factors.
        let correction1 = 1 - power(beta1, step)
        let correction2 = 1 - power(beta2, step)
        let shrink = Float(1 - rate * decay)
        let rate = Float(rate / correction1)
        let share1 = Float(1 - beta1)
        let share2 = Float(1 - beta2)
        let beta2 = Float(beta2)
        let root = Float(1 / correction2.squareRoot())
        let epsilon = Float(epsilon)
        // Uses vectors of a cache line, which evenly divide all blocks of memory. This takes about half the time of the
        // same formula for single numbers.
        typealias Vector = SIMD16<Float>
        func vectors(_ pointer: UnsafePointer<Float>) -> UnsafePointer<Vector> {
            UnsafeRawPointer(pointer).assumingMemoryBound(to: Vector.self)
        }
        func vectors(_ pointer: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Vector> {
            UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Vector.self)
        }
        let weight = vectors(memory.weights)
        let gradient = vectors(memory.gradients)
        let first = vectors(memory.state[0])
        let second = vectors(memory.state[1])
        for index in part.lowerBound / 16..<part.upperBound / 16 {
            let slope = gradient[index]
            let mean = first[index] + share1 * (slope - first[index])
            let square = beta2 * second[index] + share2 * slope * slope
            first[index] = mean
            second[index] = square
            weight[index] = shrink * weight[index] - rate * mean / (square.squareRoot() * root + epsilon)
        }
    }

    /// Returns `base` to a whole power.
    private func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }
}
