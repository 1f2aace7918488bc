/// Stochastic gradient descent, like `torch.optim.SGD`.
struct SGD: OptimizerFormula {
    static let definition = OptimizerDefinition.sgd
    private let momentum: Float
    private let decay: Float
    private let nesterov: Bool

    init(_ call: Call) throws(CallProblem) {
        momentum = Float(try call.value("momentum") as Double)
        decay = Float(try call.value("decay") as Double)
        nesterov = try call.value("nesterov")
    }

    func update(_ part: Range<Int>, of memory: OptimizerMemory, rate: Double, step: Int) {
        let (weight, gradient, rate) = (memory.weights, memory.gradients, Float(rate))
        guard let velocity = memory.state.first else {
            for index in part { weight[index] -= rate * (gradient[index] + decay * weight[index]) }
            return
        }
        if nesterov {
            for index in part {
                let slope = gradient[index] + decay * weight[index]
                let speed = momentum * velocity[index] + slope
                velocity[index] = speed
                weight[index] -= rate * (slope + momentum * speed)
            }
        } else {
            for index in part {
                let speed = momentum * velocity[index] + (gradient[index] + decay * weight[index])
                velocity[index] = speed
                weight[index] -= rate * speed
            }
        }
    }
}
