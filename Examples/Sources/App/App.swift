import StrataRuntime

/// Trains `TinyNet`, whose spec lies beside this file, with the ready trainer; then shows it some pictures.
@main
struct App {
    static func main() throws {
        let options = Options(CommandLine.arguments)
        var training = TinyNet.training
        if let epochs = options.epochs { training.epochs = epochs }
        if let batch = options.batch { training.batch = batch }

        let session = try TrainingSession(
            TinyNet(), options: training, dataFolder: options.data, output: options.output)
        guard case .finished(_, _, let weights) = try session.train(reportingTo: OneLineAnEpoch()) else { return }

        // The weights' file says how pixels were scaled.
        let network = try Predictor(TinyNet(), weights: weights, batch: 5)
        let test = try training.data.load(folder: options.data, parts: .test).test
        let pictures = try (0..<5).map { index in
            try TinyNet.Input(pixels: test.pixels(of: index), scaling: network.scaling)
        }
        for (index, answer) in try network.classify(pictures).enumerated() {
            let truth = TinyNet.Class(rawValue: Int(test.labels[index]))
            print("picture \(index): \(answer.class), \(percent(answer.probability)) sure; it is \(name(truth))")
        }
    }

    private static func name(_ thing: TinyNet.Class?) -> String { thing.map { "\($0)" } ?? "of no class" }

    private static func percent(_ share: Float) -> String { "\(Int((share * 100).rounded())) %" }
}

/// Tells of a training in its own words.
struct OneLineAnEpoch: SessionReporter {
    func epochEnded(_ report: EpochReport) {
        print("epoch \(report.epoch) of \(report.epochs): test accuracy \(report.testAccuracy)")
    }
}

/// What can be said on the command line.
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
