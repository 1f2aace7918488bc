import SpecRuns
import OperatingSystem
import Basics
import ArgumentParser
import SpecCompiler
import StrataRuntime

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains the network in this process, at once.",
        discussion: """
            The same training, bit for bit, as the generated package's. Ctrl-C stops after the step under way and \
            saves; a second one ends at once. What is not given is taken from the spec's `train` section.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"), completion: .spec)
    var spec: String

    @Option(help: ArgumentHelp("How many times to see every training sample.", valueName: "n"))
    var epochs: Int?

    @Option(help: ArgumentHelp("How many samples make one step.", valueName: "n"))
    var batch: Int?

    @Option(help: ArgumentHelp("Same seed and threads, same weights.", valueName: "n"))
    var seed: UInt64?

    @OptionGroup var shared: RunOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where the weights go; NAME.safetensors in the current folder by default.", valueName: "file"),
        completion: .weights)
    var output: String?

    @Flag(help: "Go on with a training that was stopped.")
    var resume = false

    func validate() throws {
        if let epochs, epochs < 1 { throw ValidationError("--epochs is at least 1.") }
        if let batch, batch < 1 { throw ValidationError("--batch is at least 1.") }
    }

    func run() throws {
        let sized = try SpecFiles.compile(spec)
        var options = TrainingOptions(sized.spec.training, of: spec)
        options.epochs = epochs ?? options.epochs
        options.batch = batch ?? options.batch
        options.seed = seed ?? options.seed
        options.threads = shared.threads
        let session = try TrainingSession(
            CompiledNetwork(sized: sized), options: options, dataFolder: shared.data, output: output, resume: resume)
        let reporter = ConsoleReporter(quiet: shared.quiet)
        Interruption.outliveReaders()
        let outcome = try session.train(reportingTo: reporter)
        let data = shared.data.map { ["--data", $0] } ?? []
        let arguments = Array(CommandLine.arguments.filter { $0 != "--resume" })
        reporter.trainingEnded(
            outcome,
            evaluate: shellCommand([arguments[0], "evaluate", spec, "--weights", session.weightsPath] + data),
            resume: shellCommand(arguments + ["--resume"]))
        if case .interrupted(let signal, _) = outcome { throw ExitCode(Interruption.exitCode(for: signal)) }
    }
}

/// What training and evaluating have in common.
struct RunOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many threads compute.", valueName: "n"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "The folder of the four IDX files, gzipped or not, or the CSV file, in place of the spec's data.",
            valueName: "place"),
        completion: .file())
    var data: String?

    @Flag(help: "Print nothing but the result.")
    var quiet = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads is at least 1.") }
    }
}
