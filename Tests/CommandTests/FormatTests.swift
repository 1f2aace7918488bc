import Foundation
import TestSupport
import Testing

@Suite struct FormatTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let untidy = "model:  A\ninput: 8x8x1\nbody:\n- 3x3 conv,2 # few\n"
    static let tidy = "model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 2  # few\n"
    static let broken = "model: A\nbody: [relu\n"

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func format(_ arguments: [String], input: String) throws -> Shell.Outcome {
        let file = try folder.write(input, to: "input")
        let shell = try #require(Shell.find("sh"))
        return try Shell.run(shell, ["-c", "\"$0\" format \"$@\" < '\(file)'", Strata.path] + arguments)
    }

    @Test func filesAndFoldersAreFormattedInPlace() throws {
        let paths = try ["a.strata.yaml", "deep/b.strata.yaml", "deep/c.strata.yaml"].map {
            try folder.write($0.contains("c.") ? Self.tidy : Self.untidy, to: $0)
        }
        let outcome = try Strata.run("format", paths[0], folder.url.path + "/deep")
        #expect(outcome.code == 0)
        #expect(outcome.output == "formatted \(paths[0])\nformatted \(paths[1])\n")
        #expect(outcome.errors == "2 of 3 specs formatted\n")
        for path in paths { #expect(try text(path) == Self.tidy) }
        #expect(try Strata.run("format", folder.url.path).errors == "nothing to format in 3 specs\n")
    }

    @Test func aFormattedFileIsNotTouched() throws {
        let path = try folder.write(Self.tidy, to: "a.strata.yaml")
        let date = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        _ = try Strata.run("format", path)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == date)
    }

    @Test func permissionsAndLinksStay() throws {
        let path = try folder.write(Self.untidy, to: "a.strata.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: path)
        let link = folder.url.path + "/link.strata.yaml"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a.strata.yaml")
        #expect(try Strata.run("format", link).code == 0)
        #expect(try text(path) == Self.tidy)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o660)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.strata.yaml")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    }

    @Test func checkListsTheFilesToFormatAndChangesNothing() throws {
        let path = try folder.write(Self.untidy, to: "a.strata.yaml")
        try folder.write(Self.tidy, to: "b.strata.yaml")
        let outcome = try Strata.run("format", "--check", folder.url.path)
        #expect(outcome.code == 1)
        #expect(outcome.output == path + "\n")
        #expect(outcome.errors == "1 of 2 specs would change\n")
        #expect(try text(path) == Self.untidy)
        #expect(try Strata.run("format", "--check", folder.url.path + "/b.strata.yaml").code == 0)
    }

    @Test func diffShowsTheChangesAndMakesNone() throws {
        try folder.write(Self.untidy, to: "a.strata.yaml")
        let outcome = try Strata.run("format", "--diff", "a.strata.yaml", in: folder.url)
        #expect(outcome.code == 0)
        #expect(
            outcome.output == """
                --- a.strata.yaml
                +++ a.strata.yaml
                @@ -1,4 +1,4 @@
                -model:  A
                +model: A
                 input: 8x8x1
                 body:
                -- 3x3 conv,2 # few
                +  - 3x3 conv, 2  # few

                """)
        #expect(try text(folder.url.path + "/a.strata.yaml") == Self.untidy)
        #expect(try Strata.run("format", "--diff", "--check", "a.strata.yaml", in: folder.url).code == 1)
    }

    /// `patch` accepts the diff, and produces the formatted file.
    @Test(.enabled(if: Shell.find("patch") != nil))
    func aDiffCanBeApplied() throws {
        let lines = (0..<60).map { $0 % 17 == 3 ? "  -  relu" : "  - fc \($0 + 1)" }
        for end in ["", "\n"] {
            let text = "model: A\ninput: 8\nhead:\n" + lines.joined(separator: "\n") + end
            let path = try folder.write(text, to: "a.strata.yaml")
            let difference = try folder.write(try Strata.run("format", "--diff", path).output, to: "difference")
            let patch = try #require(Shell.find("patch"))
            let outcome = try Shell.run(patch, ["--silent", path, difference])
            #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
            #expect(try Strata.run("format", "--check", path).code == 0)
        }
    }

    @Test func standardInputIsFormattedToStandardOutput() throws {
        let outcome = try format(["-"], input: Self.untidy)
        #expect(outcome.code == 0)
        #expect(outcome.output == Self.tidy)
        #expect(outcome.errors == "")
        #expect(try format(["-"], input: Self.tidy).output == Self.tidy)
        #expect(try format(["--check", "-"], input: Self.untidy).code == 1)
    }

    @Test func anUnreadableSpecIsLeftUnchanged() throws {
        let path = try folder.write(Self.broken, to: "a.strata.yaml")
        let other = try folder.write(Self.untidy, to: "b.strata.yaml")
        let outcome = try Strata.run("format", path, other)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("\(path):2:7: error: this `[` is never closed"))
        #expect(outcome.errors.hasSuffix("1 of 2 specs formatted, 1 left unchanged\n"))
        #expect(try text(path) == Self.broken)
        #expect(try text(other) == Self.tidy)
        let piped = try format(["-"], input: Self.broken)
        #expect(piped.code == 1)
        #expect(piped.output == "")
        #expect(piped.errors.hasPrefix("<input>:2:7: error:"))
    }

    @Test func aSpecWithAMistakeInTheNetworkIsFormatted() throws {
        let path = try folder.write("model:   A\ninput: 8x8x1\nbody:\n  - 3x3   cnv, 2\n", to: "a.strata.yaml")
        #expect(try Strata.run("format", path).code == 0)
        #expect(try text(path) == "model: A\ninput: 8x8x1\nbody:\n  - 3x3 cnv, 2\n")
    }

    @Test func anUnreadableOrUnwritableFileExitsWithTwo() throws {
        let other = try folder.write(Self.untidy, to: "b.strata.yaml")
        let outcome = try Strata.run("format", "missing.strata.yaml", other)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("missing.strata.yaml: no such file"))
        #expect(try text(other) == Self.tidy)
    }

    @Test func longhandIsWrittenOnRequest() throws {
        #expect(try format(["--longhand", "-"], input: Self.untidy).output.contains("conv: {kernel: 3x3, filters: 2}"))
    }
}
