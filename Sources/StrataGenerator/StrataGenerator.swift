import OperatingSystem
import CommandSupport

/// The small tool that build steps run. It knows the compiler and not the runtime, so that it builds fast.
///
/// 0 is clean, 1 means findings of severity error or files that are not up to date, 2 that it could not do its work.
@main
enum StrataGenerator {
    static func main() {
        do {
            let arguments = try GeneratorArguments(CommandLine.arguments.dropFirst())
            try arguments.command.run(arguments)
        } catch let failure as Failure {
            failure.report()
            exit(failure.code)
        } catch {
            Terminal.errors.tell("error: \(error)\n")
            exit(2)
        }
    }
}
