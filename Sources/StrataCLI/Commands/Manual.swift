import ArgumentParser
import OperatingSystem
import SpecCompiler

/// Writes the manual page of a program, for `make install`.
struct Manual<Program: ParsableCommand>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "manual", abstract: "Writes the manual page.", shouldDisplay: false)
    }

    func run() throws {
        let page = try ManualPage(description: Program._dumpHelp(), version: strataVersion)
        try Terminal.output.write(page.text)
    }
}
