import Foundation
import TestSupport
import Testing

/// What all commands have in common: exit codes, help, color, and paths that aren't specs.
@Suite struct CommandLineTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [[], ["check"], ["format"], ["shapes"], ["generate"], ["train"], ["evaluate"]])
    func everyCommandHasHelp(_ command: [String]) throws {
        let outcome = try Shell.run(Strata.path, command + ["--help"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("USAGE: strata"))
        #expect(outcome.errors == "")
    }

    @Test(arguments: ["shapes Specs/googlenet.strata.yaml", "diff Specs/resnet18.strata.yaml Specs/vgg16.strata.yaml"])
    func aTableIsNotWiderThanTheTerminal(command: String) throws {
        let words = command.split(separator: " ").map { word in
            word.hasSuffix(".yaml") ? Repository.root.appendingPathComponent(String(word)).path : String(word)
        }
        let program = try TerminalProgram("/bin/sh", ["-c", #"stty cols 80; exec "$0" "$@""#, Strata.path] + words)
        #expect(program.waitForExit() == 0)
        let lines = program.screen.split(whereSeparator: \.isNewline)
        #expect(lines.count > 20)
        #expect(lines.filter { $0.count > 80 } == [])
    }

    /// What bash proposes after its completions were sourced.
    @Test(.enabled(if: Shell.find("bash") != nil, "bash isn't installed")) func bashCompletesFiles() throws {
        let folder = try TemporaryFolder()
        for name in ["resnet.strata.yaml", "results.csv", "res/net.strata.yaml"] { try folder.write("", to: name) }
        let outcome = try Shell.run(
            try #require(Shell.find("bash")),
            [
                "--norc", "-c",
                """
                source <("$0" --generate-completion-script bash)
                complete_words() { COMP_WORDS=(strata "$@"); COMP_CWORD=$#; COMPREPLY=(); _strata strata "${!#}" "${@: -2:1}"; }
                complete_words shapes res; printf '%s\\n' "${COMPREPLY[@]}"
                complete_words train net.strata.yaml --data resu; printf '%s\\n' "${COMPREPLY[@]}"
                """, Strata.path,
            ], in: folder.url)
        #expect(outcome.output.split(separator: "\n").sorted() == ["res", "resnet.strata.yaml", "results.csv"])
    }

    @Test func theVersionIsTheNewestOfTheChangelog() throws {
        let outcome = try Strata.run("--version")
        #expect(outcome.code == 0)
        let version = try #require(outcome.output.wholeMatch(of: /(\d+\.\d+\.\d+)\n/)).1
        let changelog = Repository.text(of: "CHANGELOG.md")
        let newest = try #require(changelog.firstMatch(of: /(?m)^## ([0-9.]+) \(\d{4}-\d\d-\d\d\)$/)).1
        #expect(newest == version, "the changelog's newest version")
    }

    @Test(arguments: [
        ["check"], ["format"], ["shapes"], ["nonsense"], ["check", "--nonsense", "a"], ["generate", "a"],
        ["shapes", "a", "b"],
    ])
    func wrongUsageExitsWithTwo(_ arguments: [String]) throws {
        let outcome = try Shell.run(Strata.path, arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(!outcome.errors.isEmpty)
    }

    static let commands = [["check"], ["shapes"], ["generate", "--output", "/tmp/strata-test-never-written"]]

    @Test(arguments: commands)
    func aMissingFileExitsWithTwo(_ command: [String]) throws {
        try expectRefusal(command, folder.url.path + "/missing.strata.yaml", because: "no such file")
    }

    @Test(arguments: commands.dropFirst())
    func aFolderIsNotASpec(_ command: [String]) throws {
        try expectRefusal(command, folder.url.path, because: "this is a folder")
    }

    @Test func aFolderWithoutSpecsHasNothingToCheck() throws {
        try expectRefusal(["check"], folder.url.path, because: "no spec in this folder")
    }

    /// If the output is lost, the exit code is 2, for clean and mistaken specs alike.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: [["check"], ["shapes"], ["shapes", "--json"], ["--help"]])
    func aFullDiskIsNoticed(_ command: [String]) throws {
        let spec = try folder.write(
            Strata.mistaken.replacing("cnv", with: command == ["check"] ? "cnv" : "conv"), to: "a.strata.yaml")
        let shell = try #require(Shell.find("sh"))
        let arguments = command == ["--help"] ? command : command + [spec]
        let outcome = try Shell.run(shell, ["-c", "\"$0\" \"$@\" > /dev/full", Strata.path] + arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("the output can't be written"))
    }

    @Test(arguments: commands)
    func aPipeIsRejectedImmediately(_ command: [String]) throws {
        let path = folder.url.path + "/pipe.strata.yaml"
        let mkfifo = try #require(Shell.find("mkfifo"))
        try #require(try Shell.run(mkfifo, [path]).code == 0)
        try expectRefusal(command, path, because: "isn't a regular file")
    }

    @Test(
        .enabled(if: OrdinaryUser.isThere, "root reads every file, and there is no setpriv to keep it from that"),
        arguments: commands)
    func aFileWithoutPermissionExitsWithTwo(_ command: [String]) throws {
        let path = try folder.write(Strata.clean, to: "secret.strata.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        let outcome = try OrdinaryUser.run(Strata.path, [command[0], path] + command.dropFirst())
        expectRefusal(outcome, path, because: "can't be read")
    }

    @Test(arguments: commands)
    func aDeviceIsNotASpec(_ command: [String]) throws {
        try expectRefusal(command, "/dev/null", because: "isn't a regular file")
    }

    @Test func oneUnreadableFileDoesNotHideTheOthers() throws {
        let mistaken = try folder.write(Strata.mistaken, to: "a.strata.yaml")
        let outcome = try Strata.run("check", "/dev/null", mistaken)
        #expect(outcome.code == 2)
        #expect(outcome.output.contains("[unknown-word]"))
    }

    @Test func aFileThatIsTooLargeIsAFinding() throws {
        let path = folder.url.path + "/big.strata.yaml"
        try Data(repeating: UInt8(ascii: "x"), count: (16 << 20) + 10).write(to: URL(fileURLWithPath: path))
        let outcome = try Strata.run("check", path)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("[document-limit]"))
        #expect(outcome.output.count < 1000)
    }

    @Test func outputWithoutATerminalHasNoColor() throws {
        let path = try folder.write(Strata.mistaken, to: "a.strata.yaml")
        #expect(!(try Strata.run("check", path, environment: ["TERM": "xterm-256color"]).output.contains("\u{1B}")))
    }

    @Test(
        .enabled(if: Shell.find("script") != nil),
        arguments: [
            (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": "1"], false),
            (["TERM": "xterm", "NO_COLOR": ""], true), (["TERM": "dumb"], false),
        ])
    func aTerminalHasColorByDefault(_ environment: [String: String], _ isColored: Bool) throws {
        let path = try folder.write(Strata.mistaken, to: "a.strata.yaml")
        let script = try #require(Shell.find("script"))
        var environment = environment
        if environment["NO_COLOR"] == nil { environment["NO_COLOR"] = "" }
        let outcome = try Shell.run(
            script, ["-qec", "'\(Strata.path)' check '\(path)'", "/dev/null"], environment: environment)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("\u{1B}[") == isColored)
    }

    private func expectRefusal(
        _ command: [String], _ path: String, because reason: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Shell.run(Strata.path, [command[0], path] + command.dropFirst())
        expectRefusal(outcome, path, because: reason, sourceLocation: sourceLocation)
    }

    private func expectRefusal(
        _ outcome: Shell.Outcome, _ path: String, because reason: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.code == 2, sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        #expect(
            outcome.errors.contains(path) && outcome.errors.contains(reason), "\(outcome.errors)",
            sourceLocation: sourceLocation)
    }
}
