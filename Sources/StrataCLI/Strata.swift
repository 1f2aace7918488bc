import ArgumentParser
import OperatingSystem
import SpecCompiler
import SpecRuns
import StrataRuntime

/// The command line. 0 is clean, 1 means findings of severity error, 2 that a command could not do its work.
///
/// The language server, the one command of another room, is given: so the two rooms are compiled side by side.
package struct Strata<Server: ParsableCommand>: ParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "strata",
            abstract: "Checks neural-network specs, works out their sizes, and turns them into Swift that trains.",
            discussion: """
                A spec is a YAML file named NAME.strata.yaml that reads like the architecture table of a paper.

                Exit codes: 0 clean, 1 findings of severity error, 2 the command could not do its work.
                """,
            version: strataVersion,
            subcommands: [
                New.self, Check.self, Explain.self, Rules.self, Format.self, Shapes.self, Solve.self, Diff.self,
                Generate.self, Train.self,
                Evaluate.self,
                Server.self, Reference.self, Manual<Strata>.self,
            ])
    }

    package init() {}

    package static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            exit(withCode: code.rawValue)
        } catch let error as RuntimeError {
            reportError(error)
            exit(withCode: 2)
        } catch  where error is Failure || error is Terminal.LostOutput {
            exit(withCode: Failure.code(reporting: error))
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
                exit(withCode: Failure.code(reporting: error))
            }
        }
    }

    private static func exit(withCode code: Int32) -> Never { exit(withError: ExitCode(code)) }
}

/// Checks options that several programs have, as this one's parser wants it.
func checked(_ check: () throws(Failure.Misuse) -> Void) throws {
    do throws(Failure.Misuse) { try check() } catch { throw ValidationError(error.message) }
}
