import Foundation
import SpecCompiler
import TestSupport
import Testing

/// The colours of the notation for Vim and Neovim.
@Suite("Syntax file")
struct SyntaxFileTests {
    /// The words of a group of `Grammar/vim/syntax/strata.vim`.
    static func words(of group: String) -> Set<String> {
        let text = Repository.text(of: "Grammar/vim/syntax/strata.vim")
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("syn match \(group) ") }),
            let start = line.range(of: "\\<\\%("), let end = line.range(of: "\\)\\>")
        else { return [] }
        return Set(line[start.upperBound..<end.lowerBound].components(separatedBy: "\\|"))
    }

    @Test("it holds the words of the catalogue, and no others")
    func words() {
        let forms = Set(Catalogue.layers.flatMap { $0.syntax.forms.map(\.words) })
        let activations = Set(Activation.words)
        #expect(Self.words(of: "strataActivation") == activations)
        #expect(Self.words(of: "strataLayer") == forms.subtracting(activations))
        #expect(Self.words(of: "strataStructure") == Set(JoinKind.words + ["expect"]))
        #expect(Self.words(of: "strataOption") == Catalogue.optionWords.union(["as"]))
    }

    @Test(
        "Neovim colours the notation with it",
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
            ])
        let lines = try String(contentsOfFile: result, encoding: .utf8).split(separator: "\n")
        #expect(lines == ["yaml.strata", "strataSize", "strataLayer", "strataActivation"])
    }
}

extension Catalogue {
    /// What is a word of its own behind a comma: the names of parameters and their values, but for activations.
    static var optionWords: Set<String> {
        let syntaxes = layers.map(\.syntax) + optimizers + schedules + losses + dataSources
        let words = syntaxes.flatMap(\.parameters).flatMap { parameter in
            parameter.places.flatMap { place -> [String] in
                switch place {
                case .keyword(let word), .flag(let word, _): [word]
                case .itself:
                    switch parameter.type {
                    case .word(let words): words
                    case .padding: ["same", "valid"]
                    default: []
                    }
                case .leading, .trailing, .alone, .slash: []
                }
            }
        }
        // `crop` stands behind the comma of a join.
        return Set(words).subtracting(Activation.words).union(["crop"])
    }
}
