import ArgumentParser
import SpecCompiler
import SpecRuns
import StrataRuntime

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures trained weights on the test samples.",
        discussion: """
            For classes, it prints the accuracy and a confusion matrix; for numbers, the errors, compared to those of \
            always predicting the mean target.

            Of a CSV table given with --data, all rows are measured. If it's the table that the weights were trained \
            on, only its test rows are.
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
        var options = TrainingOptions(sized.spec, at: spec)
        options.threads = shared.threads
        let session = try TrainingSession(CompiledNetwork(sized: sized), options: options, dataFolder: shared.data)
        try ConsoleReporter(quiet: shared.quiet).show(try session.evaluate(weights: weights))
    }
}
