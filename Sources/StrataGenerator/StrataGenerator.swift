import OperatingSystem
import SpecCompiler
import SpecRuns

/// The small tool that build steps run. It knows the compiler and not the runtime, so that it builds fast.
///
/// 0 is clean, 1 means findings of severity error or files that are not up to date, 2 that it could not do its work.
@main
enum StrataGenerator {
    static func main() {
        do {
            try run(CommandLine.arguments.dropFirst())
        } catch let misuse as Failure.Misuse {
            Failure.work("\(misuse.message)\n`strata-generate --help` lists the commands and options.").report()
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
        guard let word = arguments.first else { throw Failure.Misuse("no command is named") }
        guard let command = GeneratorCommand(rawValue: word) else { throw Failure.Misuse("unknown command \(word)") }
        try command.run(GeneratorArguments(arguments.dropFirst(), of: command))
    }
}
