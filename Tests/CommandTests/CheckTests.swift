import Foundation
import TestSupport
import Testing

@Suite struct CheckTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func aCleanSpecExitsWithZero() throws {
        let outcome = try Strata.run("check", Strata.leNet)
        #expect(outcome.code == 0)
        #expect(outcome.output == "")
        #expect(outcome.errors == "no findings in 1 spec\n")
    }

    @Test func aMistakeExitsWithOneAndIsShownWithItsPlace() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        let outcome = try Strata.run("check", "a.strata.yaml", in: folder.url)
        #expect(outcome.code == 1)
        #expect(
            outcome.output == """
                a.strata.yaml:4:9: error: unknown layer `cnv` [unknown-word]
                  4 |   - 3x3 cnv, 2
                    |         ^^^
                    help: did you mean `conv`?


                """)
        #expect(outcome.errors == "1 error in 1 spec\n")
    }

    @Test func allSpecsOfAFolderAreChecked() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        try folder.write(Strata.clean, to: "deep/er/b.strata.yaml")
        try folder.write("not a spec", to: "deep/notes.yaml")
        let outcome = try Strata.run("check", folder.url.path)
        #expect(outcome.code == 1)
        #expect(outcome.errors == "1 error in 2 specs\n")
    }

    @Test func theSecondPlaceOfAFindingIsShownToo() throws {
        let text = "model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 2\n  - expect 8x8x2\n"
        let outcome = try Strata.run("check", try folder.write(text, to: "a.strata.yaml"))
        #expect(
            outcome.output.contains(
                "a.strata.yaml:5:12: error: the inferred size is 6x6x2, but 8x8x2 is declared"))
        #expect(outcome.output.contains("\n    |     ----------- conv1 turns 8x8 into 6x6\n"))
    }

    /// Carets are below the text that they mark, even after wide or zero-width characters.
    @Test(arguments: [("\u{1F642}", 2), ("\u{5377}", 2), ("\u{E9}", 1), ("e\u{301}", 1), ("\u{200B}", 0)])
    func caretsCountTheColumnsOfATerminal(_ character: String, _ width: Int) throws {
        let text = "model: A\ninput: 8\nbody:\n  - fc 3, as \(character), rleu\n"
        let lines = try Strata.run("check", try folder.write(text, to: "a.strata.yaml")).output.split(separator: "\n")
        let caret = try #require(lines.first { $0.contains("^") })
        #expect(caret.prefix { $0 != "^" }.count == "    | ".count + "  - fc 3, as , ".count + width)
    }

    @Test func anUnreadableFileDoesNotKeepOthersFromBeingChecked() throws {
        let mistaken = try folder.write(Strata.mistaken, to: "mistaken.strata.yaml")
        let outcome = try Strata.run("check", "missing1.strata.yaml", mistaken, "missing2.strata.yaml")
        #expect(outcome.code == 2)
        #expect(outcome.output.contains("mistaken.strata.yaml:4:"))
        #expect(outcome.errors.contains("missing1.strata.yaml: no such file"))
        #expect(outcome.errors.contains("missing2.strata.yaml: no such file"))
        #expect(outcome.errors.contains("in 1 spec\n"))
    }

    @Test func aTabInTheLineTakesOneColumn() throws {
        let text = "model: A\ninput: 8\nbody:\n  - fc 3,\trleu\n"
        let lines = try Strata.run("check", try folder.write(text, to: "a.strata.yaml")).output.split(separator: "\n")
        #expect(lines.contains("  4 |   - fc 3, rleu") && lines.contains("    |           ^^^^"))
    }

    /// A spec can't control the terminal.
    @Test(arguments: [
        #""\e[31mred""#, #""\x9b31m""#, #""a\nb""#, #""\u202Eevil""#, "\"\u{202E}evil\"", "\"\u{1B}[31m\"",
        "\"\u{9B}31m\"",
    ])
    func controlCharactersNeverReachTheTerminal(_ text: String) throws {
        let spec = try folder.write("model: A\ninput: 8\nbody:\n  - \(text): 3\n  - fc 3\n", to: "a.strata.yaml")
        let outcome = try Strata.run("check", spec)
        #expect(outcome.code == 1)
        for scalar in outcome.output.unicodeScalars {
            #expect(scalar == "\n" || scalar.properties.generalCategory != .control)
            #expect(!scalar.properties.isBidiControl)
        }
        #expect(
            outcome.output.split(separator: "\n").allSatisfy { $0.contains("a.strata.yaml:4:") || $0.hasPrefix("  ") })
    }

    @Test func aLongLineIsShownAroundItsMistake() throws {
        let text =
            "model: A\ninput: 8\nbody: [\(String(repeating: "fc 3, ", count: 300))fcc 3, \(String(repeating: "fc 3, ", count: 300))fc 3]\n"
        let lines = try Strata.run("check", try folder.write(text, to: "a.strata.yaml")).output.split(separator: "\n")
        let index = try #require(lines.firstIndex { $0.contains("^") })
        #expect(lines[index - 1].count < 180)
        let start = lines[index].prefix { $0 != "^" }.count
        #expect(lines[index - 1].dropFirst(start).prefix(3) == "fcc")
    }
}
