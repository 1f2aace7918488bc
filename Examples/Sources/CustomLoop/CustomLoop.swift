import Networks
import StrataRuntime

/// Trains `Clothes` step by step, with its own choice of samples, learning rate, and when to stop.
@main
struct CustomLoop {
    static func main() throws {
        var folder: String?
        var output = "clothes.safetensors"
        var steps = 2_000
        for (option, value) in zip(CommandLine.arguments, CommandLine.arguments.dropFirst()) {
            switch option {
            case "--data": folder = value
            case "--output": output = value
            case "--steps": steps = Int(value) ?? steps
            default: continue
            }
        }
        let data = try DataSource.fashionMNIST.load(folder: folder)
        guard let samples = data.training else { return }

        // The plan fixes layouts, fusions, and memory once. A step only executes it.
        let plan = try TrainingPlan(NetworkGraph(Clothes()), batch: 64, seed: 1)
        var random = SystemRandomNumberGenerator()
        var mean: Float = 0
        for step in 1...max(1, steps) {
            // Samples are drawn with replacement.
            let chosen = (0..<plan.batch).map { _ in Int.random(in: 0..<samples.count, using: &random) }
            try plan.fill(from: samples, chosen, scaling: data.scaling)
            let loss = try plan.forwardBackward()

            // The learning rate decreases linearly.
            let rate = 4e-3 * (1 - Double(step - 1) / Double(steps))
            try plan.update(.adamW(rate: rate), rate: rate)

            mean = step == 1 ? loss : 0.98 * mean + 0.02 * loss
            if step % 200 == 0 || step == steps {
                // Layers have typed properties, which give access to their gradients.
                let gradient = try plan.gradients()[Clothes.Layers.stem.weight]?.values ?? []
                let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
                print("step \(step): loss \(mean), gradient of \(Clothes.Layers.stem) \(size)")
            }
            if mean < 0.25 { break }
        }
        try plan.save(to: output, trainedOn: data)
        print("The weights are in \(output).")
    }
}
