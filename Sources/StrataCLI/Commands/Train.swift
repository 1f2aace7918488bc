import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns
import StrataRuntime

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Trains the network in this process, at once.",
        discussion: """
            The training is the same, bit for bit, as in the generated package. Ctrl-C stops after the current step and \
            saves; a second one exits immediately. Options default to the spec's `train` section.

            A new training replaces finished weights of an earlier one only when it is finished itself, and then \
            keeps them as NAME.previous.safetensors.
            """)

    @Argument(help: ArgumentHelp("The spec.", valueName: "spec"), completion: .spec)
    var spec: String

    @Option(help: ArgumentHelp("The number of passes over the training samples.", valueName: "n"))
    var epochs: Int?

    @Option(help: ArgumentHelp("The number of samples per step.", valueName: "n"))
    var batch: Int?

    @Option(help: ArgumentHelp("The random seed; the same seed and threads give the same weights.", valueName: "n"))
    var seed: UInt64?

    @OptionGroup var shared: RunOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where to save the weights; by default, NAME.safetensors in the current folder.", valueName: "file"),
        completion: .weights)
    var output: String?

    @Flag(help: "Resume an interrupted training.")
    var resume = false

    func validate() throws {
        if let epochs, epochs < 1 { throw ValidationError("--epochs must be at least 1") }
        if let batch, batch < 1 { throw ValidationError("--batch must be at least 1") }
    }

    func run() throws {
        let sized = try SpecFiles.compile(spec)
        var options = TrainingOptions(sized.spec, at: spec)
        options.epochs = epochs ?? options.epochs
        options.batch = batch ?? options.batch
        options.seed = seed ?? options.seed
        options.threads = shared.threads
        let session = try TrainingSession(
            CompiledNetwork(sized: sized), options: options, dataFolder: shared.data, output: output, resume: resume)
        let reporter = ConsoleReporter(quiet: shared.quiet)
        let outcome = try session.train(reportingTo: reporter)
        Interruption.outliveReaders()
        let data = shared.data.map { ["--data", $0] } ?? []
        let arguments = CommandLine.arguments
        reporter.trainingEnded(
            outcome,
            evaluate: shellCommand([arguments[0], "evaluate", spec, "--weights", session.weightsPath] + data),
            resume: shellCommand(resuming(arguments)),
            continuing: { shellCommand(resuming(arguments, epochs: $0)) })
        if case .interrupted(let signal, _) = outcome { throw ExitCode(Interruption.exitCode(for: signal)) }
    }
}

/// The options that training and evaluation share.
struct RunOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The number of threads.", valueName: "n"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "A folder or file with the same kind of data to read instead of the spec's.", valueName: "place"),
        completion: .file())
    var data: String?

    @Flag(help: "Print only the result.")
    var quiet = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }
}
