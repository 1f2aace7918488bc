import Basics
import OperatingSystem

/// The main program of a generated training package.
public struct TrainingProgram<Model: Network> {
    /// The network to train.
    public let network: Model
    /// The options from the spec, which the command line can override.
    public let options: TrainingOptions

    /// Creates a program that trains a network, with default options.
    public init(network: Model, options: TrainingOptions) {
        self.network = network
        self.options = options
    }

    /// Trains the network, or evaluates weights if the command line says so, and exits: with 0 on success, 2 on an
    /// error, and 130, 143, or 129 if stopped by Ctrl-C, SIGTERM, or closing the terminal.
    public func run() -> Never {
        do {
            exit(try run(arguments: CommandLine.arguments))
        } catch {
            reportError(error)
            exit(2)
        }
    }

    private func run(arguments: [String]) throws -> Int32 {
        let program = arguments.first ?? network.name
        let given = try ProgramArguments(arguments.dropFirst())
        if given.help {
            try Terminal.output.write(
                ProgramArguments.help(program: program, network: network.name, options: options))
            return 0
        }
        let session = try TrainingSession(
            network, options: given.applied(to: options), dataFolder: given.dataFolder, output: given.output,
            resume: given.resume)
        let reporter = ConsoleReporter(quiet: given.quiet)
        if let weights = given.evaluate {
            try reporter.show(try session.evaluate(weights: weights))
            return 0
        }
        let outcome = try session.train(reportingTo: reporter)
        Interruption.outliveReaders()
        let data = given.dataFolder.map { ["--data", $0] } ?? []
        let evaluate = [program] + data + ["--evaluate", session.weightsPath]
        let own = [program] + arguments.dropFirst()
        reporter.trainingEnded(
            outcome, evaluate: shellCommand(evaluate), resume: shellCommand(resuming(own)),
            continuing: { shellCommand(resuming(own, epochs: $0)) })
        if case .interrupted(let signal, _) = outcome { return Interruption.exitCode(for: signal) }
        return 0
    }
}

/// Returns the arguments that resume the training that was started with some arguments.
///
/// - Parameter epochs: a new number of epochs; nil for the same.
package func resuming(_ arguments: [String], epochs: Int? = nil) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
        if argument == "--resume" { continue }
        if epochs != nil {
            if argument == "--epochs" {
                _ = rest.popFirst()
                continue
            }
            if argument.hasPrefix("--epochs=") { continue }
        }
        result.append(argument)
    }
    return result + (epochs.map { ["--epochs", "\($0)"] } ?? []) + ["--resume"]
}
