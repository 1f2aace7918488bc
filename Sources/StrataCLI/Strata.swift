import ArgumentParser
@_exported import CommandSupport
import StrataRuntime

/// The command line. 0 is clean, 1 means findings of severity error, 2 that a command could not do its work.
@main
struct Strata: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strata",
        abstract: "Checks neural-network specs, works out their sizes, and turns them into Swift that trains.",
        discussion: """
            A spec is a YAML file named NAME.strata.yaml that reads like the architecture table of a paper.

            Exit codes: 0 clean, 1 findings of severity error, 2 the command could not do its work.
            """,
        version: "0.1.0",
        subcommands: [
            New.self, Check.self, Explain.self, Rules.self, Format.self, Shapes.self, Solve.self, Diff.self,
            Generate.self, Train.self,
            Evaluate.self,
            LSP.self, Reference.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            failure.report()
            exit(withCode: failure.code)
        } catch let code as ExitCode {
            exit(withCode: code.rawValue)
        } catch let error as RuntimeError {
            reportError(error)
            exit(withCode: 2)
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            guard code == .success else {
                Terminal.errors.tell(text + "\n")
                exit(withCode: 2)
            }
            do {
                try Terminal.output.write(text + "\n")
                exit(withCode: 0)
            } catch {
                (error as? Failure)?.report()
                exit(withCode: 2)
            }
        }
    }

    private static func exit(withCode code: Int32) -> Never { exit(withError: ExitCode(code)) }
}
