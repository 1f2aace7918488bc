import ArgumentParser
import SpecCompiler
import StrataCLI
import StrataLanguageServer

struct LSP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract: "Speaks the Language Server Protocol on the standard streams, for editors.",
        discussion: """
            An editor starts it and shows what it says: findings while you type, the tensor's size behind every \
            layer, what a layer does and costs, completion, quick fixes, formatting, names. docs/editors.md has the \
            settings of Neovim, VS Code, Vim, Emacs, Helix and Zed.
            """)

    // Some clients say that they speak over the standard streams.
    @Flag(help: .hidden)
    var stdio = false

    func run() throws {
        let code = StandardStreams().serve(LanguageServer(version: strataVersion))
        if code != 0 { throw ExitCode(code) }
    }
}
