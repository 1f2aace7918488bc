import SpecRuns
import ArgumentParser
import SpecCompiler
import StrataRuntime

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures trained weights on the test samples.",
        discussion: """
            Of classes, the accuracy and a confusion matrix; of numbers, the errors, with those of the mean target to compare \
            them with.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"), completion: .spec)
    var spec: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The weights, a safetensors file.", valueName: "file"),
        completion: .weights)
    var weights: String

    @OptionGroup var shared: RunOptions

    func run() throws {
        let sized = try SpecFiles.compile(spec)
        var options = TrainingOptions(sized.spec.training, of: spec)
        options.threads = shared.threads
        let session = try TrainingSession(CompiledNetwork(sized: sized), options: options, dataFolder: shared.data)
        try ConsoleReporter(quiet: shared.quiet).show(try session.evaluate(weights: weights))
    }
}
