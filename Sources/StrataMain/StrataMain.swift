import StrataCLI

/// The `strata` program: its commands, and the language server.
@main
enum StrataMain {
    static func main() { Strata<LSP>.main() }
}
