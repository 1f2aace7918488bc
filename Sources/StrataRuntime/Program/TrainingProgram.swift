import Basics
import OperatingSystem

/// The main program of a generated training package.
public struct TrainingProgram<Model: Network> {
    /// What is trained.
    public let network: Model
    /// As the spec says; the command line can change them.
    public let options: TrainingOptions

    /// A program that trains a network, and how it does where the command line says nothing else.
    public init(network: Model, options: TrainingOptions) {
        self.network = network
        self.options = options
    }

    /// Does what the command line says, trains unless it says otherwise, and exits: 0 when the work was done, 2 when it could
    /// not be, 130, 143 or 129 when Ctrl-C, SIGTERM or the end of its terminal did.
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
        Interruption.outliveReaders()
        let outcome = try session.train(reportingTo: reporter)
        let data = given.dataFolder.map { ["--data", $0] } ?? []
        let evaluate = [program] + data + ["--evaluate", session.weightsPath]
        let resume = [program] + arguments.dropFirst().filter { $0 != "--resume" } + ["--resume"]
        reporter.trainingEnded(outcome, evaluate: shellCommand(evaluate), resume: shellCommand(resume))
        if case .interrupted(let signal, _) = outcome { return Interruption.exitCode(for: signal) }
        return 0
    }
}
