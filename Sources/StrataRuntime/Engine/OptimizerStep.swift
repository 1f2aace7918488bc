/// One optimiser step over all parameters at once: these, their gradients and what the optimiser remembers lie in equal
/// order in one memory each. The gaps and the padding of blocked layouts hold zeros, and every formula keeps them zero.
final class OptimizerStep {
    /// What is remembered: the momentum, or the first and the second moment.
    private(set) var memories: [AlignedMemory] = []
    private(set) var updates = 0
    private let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
    }

    var memoryBytes: Int { memories.reduce(0) { $0 + $1.bytes } }

    /// Remembers `count` numbers for each parameter; zeros, where it was another count so far.
    func remember(_ count: Int) throws {
        if memories.count != count { memories = try (0..<count).map { _ in try AlignedMemory(bytes: bytes) } }
    }

    func resume(updates: Int) {
        self.updates = updates
    }

    func update(
        _ optimizer: Optimizer, rate: Double, parameters: UnsafeMutableBufferPointer<Float>,
        gradients: UnsafeMutableBufferPointer<Float>, threads: Int
    ) throws {
        guard let weight = parameters.baseAddress, let gradient = gradients.baseAddress else { return }
        let count = bytes / 4
        switch optimizer {
        case .sgd(_, let momentum, let decay, let nesterov):
            guard momentum > 0 || !nesterov else { throw RuntimeError("nesterov needs a momentum above 0") }
            try remember(momentum == 0 ? 0 : 1)
            let velocity = memories.first?.floats.baseAddress
            let rate = Float(rate)
            let momentum = Float(momentum)
            let decay = Float(decay)
            Threads.split(count, threads: threads) { part in
                if let velocity {
                    Self.descend(
                        part, weight, gradient, velocity, rate: rate, momentum: momentum, decay: decay,
                        nesterov: nesterov)
                } else {
                    Self.descend(part, weight, gradient, rate: rate, decay: decay)
                }
            }
        case .adamW(_, let beta1, let beta2, let epsilon, let decay):
            try remember(2)
            guard let first = memories[0].floats.baseAddress, let second = memories[1].floats.baseAddress else {
                return
            }
            let step = updates + 1
            let correction1 = 1 - power(beta1, step)
            let correction2 = 1 - power(beta2, step)
            let adam = Adam(
                shrink: Float(1 - rate * decay), rate: Float(rate / correction1), share1: Float(1 - beta1),
                beta2: Float(beta2), share2: Float(1 - beta2), root: Float(1 / correction2.squareRoot()),
                epsilon: Float(epsilon))
            Threads.split(count, threads: threads) { adam.update($0, weight, gradient, first, second) }
        }
        updates += 1
    }

    private static func descend(
        _ part: Range<Int>, _ weight: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float,
        decay: Float
    ) {
        for index in part {
            weight[index] -= rate * (gradient[index] + decay * weight[index])
        }
    }

    private static func descend(
        _ part: Range<Int>, _ weight: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
        _ velocity: UnsafeMutablePointer<Float>, rate: Float, momentum: Float, decay: Float, nesterov: Bool
    ) {
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

    /// AdamW's numbers of one step, the bias corrections worked in.
    private struct Adam {
        let shrink: Float
        let rate: Float
        let share1: Float
        let beta2: Float
        let share2: Float
        let root: Float
        let epsilon: Float

        func update(
            _ part: Range<Int>, _ weight: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
            _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>
        ) {
            // In vectors of a cache line, which all the memories are whole numbers of: measured, about half the time of the
            // same formula number by number.
            typealias Vector = SIMD16<Float>
            func vectors(_ pointer: UnsafePointer<Float>) -> UnsafePointer<Vector> {
                UnsafeRawPointer(pointer).assumingMemoryBound(to: Vector.self)
            }
            func vectors(_ pointer: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Vector> {
                UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Vector.self)
            }
            let weight = vectors(weight)
            let gradient = vectors(gradient)
            let first = vectors(first)
            let second = vectors(second)
            for index in part.lowerBound / 16..<part.upperBound / 16 {
                let slope = gradient[index]
                let mean = first[index] + share1 * (slope - first[index])
                let square = beta2 * second[index] + share2 * slope * slope
                first[index] = mean
                second[index] = square
                weight[index] = shrink * weight[index] - rate * mean / (square.squareRoot() * root + epsilon)
            }
        }
    }

    /// `base` to a whole power.
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
