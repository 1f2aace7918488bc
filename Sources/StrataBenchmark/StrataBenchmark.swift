import Basics
import OperatingSystem
import StrataRuntime

/// Times training steps (forward, backward, update) of the reference networks on random data, and prints a line for
/// each in the format of `scripts/pytorch_baseline.py`.
@main
struct StrataBenchmark {
    static let usage = """
        Usage: strata-benchmark compiler [--rounds N] [PART…]        times the compiler instead
               strata-benchmark [--network NAME] [--threads N] [--steps N] [--optimizer sgd|adamw|none]
        Prints: network, batch size, variant, median and minimum milliseconds per step, images per second, megabytes.
        Networks: \(Networks.all.map(\.network.name).joined(separator: ", ")).
        Parts: \(CompilerBenchmark.Part.allCases.map(\.rawValue).joined(separator: ", ")); default: all.
        """

    var network: String?
    var threads: Int?
    var steps = 40
    var optimizer = Optimizer.sgd(rate: 0.05, momentum: 0.9)
    /// Whether a step ends with the update of the weights.
    var updates = true

    static func main() {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            if arguments.first == "compiler" {
                try compiler(arguments.dropFirst())
            } else {
                try StrataBenchmark(arguments).run()
            }
        } catch {
            Terminal.errors.tell("error: \(error)\n\(usage)\n")
            exit(2)
        }
    }

    private static func compiler(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        var rounds = 7
        var parts: [CompilerBenchmark.Part] = []
        while let word = rest.popFirst() {
            if word == "--rounds", let number = rest.popFirst().flatMap({ Int($0) }), number > 0 {
                rounds = number
            } else if let part = CompilerBenchmark.Part(rawValue: word) {
                parts.append(part)
            } else {
                throw RuntimeError("unknown argument '\(word)'")
            }
        }
        CompilerBenchmark.run(parts.isEmpty ? CompilerBenchmark.Part.allCases : parts, rounds: rounds)
    }

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw RuntimeError("\(option) needs a value") }
            switch (option, Int(value), value) {
            case ("--network", _, _): network = value
            case ("--threads", let number?, _): threads = number
            case ("--steps", let number?, _) where number > 0: steps = number
            case ("--optimizer", _, "sgd"): break
            case ("--optimizer", _, "none"): updates = false
            case ("--optimizer", _, "adamw"): optimizer = .adamW(rate: 1e-3)
            default: throw RuntimeError("invalid option or value: '\(option) \(value)'")
            }
        }
    }

    func run() throws {
        let chosen = Networks.all.filter { network == nil || $0.network.name == network }
        guard !chosen.isEmpty else { throw RuntimeError("unknown network '\(network ?? "")'") }
        for (network, batches) in chosen {
            for batch in batches { try measure(network, batch: batch) }
        }
    }

    private func measure(_ network: some Network, batch: Int) throws {
        let plan = try TrainingPlan(NetworkGraph(network), batch: batch, seed: 1, threads: threads)
        var random = SystemRandomNumberGenerator()
        plan.withInput { input in
            for index in input.indices { input[index] = Float.random(in: 0..<1, using: &random) }
        }
        for index in 0..<batch { plan.labels[index] = Int32.random(in: 0..<10, using: &random) }
        let isSmall = network.name == "mlp" || network.name == "lenet"
        let steps = isSmall ? steps : max(5, steps / 4)
        let clock = ContinuousClock()
        var times: [Double] = []
        for step in 0..<steps + 10 {
            let time = try clock.measure {
                _ = try plan.forwardBackward()
                if updates { try plan.update(optimizer, rate: optimizer.rate) }
            }
            if step >= 10 { times.append(time / .milliseconds(1)) }
        }
        times.sort()
        let median = times[times.count / 2]
        print(
            Self.pad(network.name, 8), "batch", Self.pad(batch, 4), Self.pad("strata", 14), "median", Self.pad(median),
            "ms  min",
            Self.pad(times[0]), "ms", Self.pad(Int(Double(batch) / median * 1000), 9), "images/s",
            Self.pad(plan.memoryBytes / 1_000_000, 5),
            "MB")
        fflush(nil)
    }

    static func pad(_ text: String, _ width: Int) -> String { text.padded(to: width) }

    static func pad(_ number: Int, _ width: Int) -> String { String(number).leftPadded(to: width) }

    /// The number with three decimals.
    static func pad(_ number: Double) -> String { number.fixed(3).leftPadded(to: 9) }
}
