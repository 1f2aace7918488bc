import StrataRuntime

/// Trains `TinyNet`, whose spec is next to this file, with the built-in trainer, and then classifies some images.
@main
struct App {
    static func main() throws {
        let options = Options(CommandLine.arguments)
        var training = TinyNet.training
        if let epochs = options.epochs { training.epochs = epochs }
        if let batch = options.batch { training.batch = batch }

        let session = try TrainingSession(
            TinyNet(), options: training, dataFolder: options.data, output: options.output)
        guard case .finished(_, _, let weights) = try session.train(reportingTo: OneLinePerEpoch()) else { return }

        // The weights file records how pixels were normalized.
        let network = try Predictor(TinyNet(), weights: weights, batch: 5)
        let test = try training.data.load(folder: options.data, parts: .test).test
        let images = try (0..<5).map { index in
            try TinyNet.Input(pixels: test.pixels(of: index), scaling: network.scaling)
        }
        for (index, answer) in try network.classify(images).enumerated() {
            let truth = TinyNet.Class(rawValue: Int(test.labels[index]))
            print("image \(index): \(answer.class) (\(percent(answer.probability))), actually \(name(truth))")
        }
    }

    private static func name(_ label: TinyNet.Class?) -> String { label.map { "\($0)" } ?? "unknown" }

    private static func percent(_ share: Float) -> String { "\(Int((share * 100).rounded()))%" }
}

/// A custom progress report.
struct OneLinePerEpoch: SessionReporter {
    func epochEnded(_ report: EpochReport) {
        print("epoch \(report.epoch) of \(report.epochs): test accuracy \(report.testAccuracy)")
    }
}

/// The command-line options.
struct Options {
    var data: String?
    var output = "tinynet.safetensors"
    var epochs: Int?
    var batch: Int?

    init(_ arguments: [String]) {
        for (option, value) in zip(arguments, arguments.dropFirst()) {
            switch option {
            case "--data": data = value
            case "--output": output = value
            case "--epochs": epochs = Int(value)
            case "--batch": batch = Int(value)
            default: continue
            }
        }
    }
}
