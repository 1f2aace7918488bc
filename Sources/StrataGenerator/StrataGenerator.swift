import OperatingSystem
import SpecCompiler
import SpecRuns

/// The small tool for build steps. It contains the compiler but not the runtime, so it builds fast.
///
/// Exit code 0 means no errors, 1 findings of severity error or files that are out of date, 2 that it couldn't do its
/// work.
@main
enum StrataGenerator {
    static func main() {
        do {
            try run(CommandLine.arguments.dropFirst())
        } catch let misuse as Failure.Misuse {
            Failure.work(misuse.message).report()
            Terminal.errors.tell("`strata-generate --help` lists the commands and options.\n")
            exit(2)
        } catch {
            exit(Failure.code(reporting: error))
        }
    }

    private static func run(_ arguments: ArraySlice<String>) throws {
        if arguments.contains(where: ["--help", "-h"].contains) {
            return try Terminal.output.write(GeneratorCommand.usage + "\n")
        }
        if arguments.first == "--version" { return try Terminal.output.write(strataVersion + "\n") }
        guard let word = arguments.first else { throw Failure.Misuse("missing command") }
        guard let command = GeneratorCommand(rawValue: word) else { throw Failure.Misuse("unknown command \(word)") }
        try command.run(GeneratorArguments(arguments.dropFirst(), of: command))
    }
}
