import ArgumentParser
import SpecCompiler
import StrataCLI
import StrataLanguageServer

struct LSP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract: "Run the language server, for editors.",
        discussion: """
            An editor starts it, and it speaks the Language Server Protocol on the standard streams: findings while you \
            type, the size after every layer, what a layer does and costs, completion, quick fixes, formatting, and \
            renaming. docs/editors.md has the settings for Neovim, VS Code, Vim, Emacs, Helix, and Zed.
            """)

    // Some clients pass this option for the standard streams.
    @Flag(help: .hidden)
    var stdio = false

    func run() throws {
        let code = StandardStreams().serve(LanguageServer(version: strataVersion))
        if code != 0 { throw ExitCode(code) }
    }
}
