import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns
import StrataRuntime

/// The command line. Exit code 0 means no errors, 1 findings of severity error, 2 that a command couldn't do its work.
///
/// The language server, the only command in another module, is a generic parameter, so that the two modules compile in
/// parallel.
package struct Strata<Server: ParsableCommand>: ParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "strata",
            abstract: "Check neural-network specs, infer their sizes, and turn them into Swift that trains.",
            discussion: """
                A spec is a YAML file named NAME.strata.yaml that reads like the architecture table of a paper.

                Exit codes: 0 no errors, 1 findings of severity error, 2 the command couldn't do its work.
                """,
            version: strataVersion,
            // Each states its name: deriving the names from the types takes longer than checking a small spec.
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
                Terminal.errors.tell(misuse(text, message: message(for: error)) + "\n")
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

    /// Returns the report of a mistake in the arguments, in the form of all other errors.
    ///
    /// - Parameters:
    ///   - text: ArgumentParser's report: its own label, the message, and the usage.
    ///   - message: the message in it.
    private static func misuse(_ text: String, message: String) -> String {
        var message = message
        var rest = text.firstRange(of: message).map { String(text[$0.upperBound...]) } ?? ""
        let commands = configuration.subcommands.map { $0.configuration }
        let names = commands.compactMap { $0.shouldDisplay ? $0.commandName : nil }
        if let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"), word != "help",
            !commands.contains(where: { $0.commandName == word })
        {
            let meant = Suggestion.closest(to: word, among: names).map { "; did you mean `\($0)`?" } ?? ""
            message = "unknown command `\(word)`\(meant)"
            rest = "\n`strata --help` lists the commands."
        }
        return "\(Terminal.errors.red("error:")) \(message)\(rest)"
    }

    private static func exit(withCode code: Int32) -> Never { exit(withError: ExitCode(code)) }
}

/// Checks options that several programs share, and throws the error that this one's parser expects.
func checked(_ check: () throws(Failure.Misuse) -> Void) throws {
    do throws(Failure.Misuse) { try check() } catch { throw ValidationError(error.message) }
}
