import Foundation
import SpecCompiler
import TestSupport
import Testing

/// The colors of the notation in Vim and Neovim.
@Suite("Syntax file")
struct SyntaxFileTests {
    @Test(
        "Neovim colors the notation with the syntax file",
        .enabled(if: Shell.find("nvim") != nil, "Neovim is not installed: apt-get install neovim"))
    func colours() throws {
        let folder = try TemporaryFolder()
        let spec = try folder.write("body:\n  - 3x3 conv, 64, relu\n", to: "a.strata.yaml")
        let result = folder.url.appendingPathComponent("groups").path
        let vim = Repository.root.appendingPathComponent("Grammar/vim").path
        let groups = "map([5, 9, 19], 'synIDattr(synID(2, v:val, 1), \"name\")')"
        _ = try Shell.run(
            Shell.find("nvim") ?? "",
            [
                "--headless", "--clean", "--cmd", "set runtimepath+=\(vim)", spec, "-c", "syntax on", "-c",
                "call writefile([&filetype] + \(groups), '\(result)')", "-c", "qall!",
            ], in: folder.url)
        let lines = try String(contentsOfFile: result, encoding: .utf8).split(separator: "\n")
        #expect(lines == ["yaml.strata", "strataSize", "strataLayer", "strataActivation"])
    }
}
