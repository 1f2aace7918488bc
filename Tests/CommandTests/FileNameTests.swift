import Foundation
import TestSupport
import Testing

/// Names of files that could be mistaken for something else, and files that can't be read or written.
@Suite struct FileNameTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let hostile = "x\n::error::forged\n\u{1B}[31m.strata.yaml"

    private func shell(_ command: String) throws -> Shell.Outcome {
        let bash = try #require(Shell.find("bash"))
        return try Shell.run(bash, ["-c", command, Strata.path], in: folder.url)
    }

    private func mkfifo(_ path: String) throws {
        #expect(try Shell.run(try #require(Shell.find("mkfifo")), [path]).code == 0)
    }

    @Test(arguments: [
        ["check", "--format", "text"], ["check", "--format", "concise"], ["check", "--format", "github"],
        ["check", "--format", "checkstyle"], ["check", "--format", "sarif"], ["check", "--format", "json"], ["format"],
        ["format", "--diff"], ["format", "--check"], ["generate"], ["generate", "--check"], ["shapes"], ["solve"],
        ["check", "--fix", "--dry-run"],
    ])
    func aNameForgesNoLine(_ command: [String]) throws {
        for text in [Strata.clean, Strata.mistaken, FormatTests.untidy, FormatTests.broken, "model: A\ninput: 3\n"] {
            try folder.write(text, to: Self.hostile)
            for name in [Self.hostile, "no" + Self.hostile] {
                let outcome = try Strata.run(command[0], in: folder.url, Array(command.dropFirst()) + [name])
                for line in (outcome.output + outcome.errors).split(whereSeparator: \.isNewline) {
                    #expect(!line.hasPrefix("::error::forged") && !line.contains("\u{1B}"), "\(line)")
                }
            }
        }
    }

    @Test func aModelsNameForgesNoLine() throws {
        let spec = try folder.write(
            Strata.clean.replacing("Clean", with: #""a\n::error::forged""#), to: "a.strata.yaml")
        for command in ["shapes", "check"] {
            let outcome = try Strata.run(command, spec)
            #expect(!(outcome.output + outcome.errors).contains("\n::error::"), "\(outcome.output)\(outcome.errors)")
        }
        #expect(!(try Strata.run("diff", spec, Strata.leNet).output.contains("\n::error::")))
    }

    @Test func aSuggestedCommandIsQuoted() throws {
        let spec = try folder.write(Strata.clean, to: "a.strata.yaml")
        let output = folder.file("it's; touch PWNED")
        let outcome = try Strata.run("generate", spec, "--output", output)
        let command = try #require(outcome.output.split(separator: "\n").last?.split(separator: ": ").last)
        #expect(command.hasPrefix("swift run -c release --package-path '"))
        let words = try shell("swift() { printf '%s\\n' \"$@\"; }; \(command)")
        #expect(words.output == "run\n-c\nrelease\n--package-path\n\(output)\n")
    }

    @Test func aNameThatIsNotUTF8IsReportedAsSuch() throws {
        let given = try shell(#"touch $'caf\xe9.strata.yaml' && "$0" check $'caf\xe9.strata.yaml'"#)
        #expect(given.code == 2)
        #expect(
            given.errors == "error: caf\u{FFFD}.strata.yaml: can't be read: its name isn't valid UTF-8; rename it\n")
        try folder.write(Strata.mistaken, to: "b.strata.yaml")
        let found = try shell(#"mkdir $'d\xe9' && touch $'e\xe9.txt' && "$0" check ."#)
        #expect(found.code == 2)
        #expect(found.output.contains("./b.strata.yaml:4:9: error"))
        #expect(
            found.errors.hasPrefix(
                """
                error: ./caf\u{FFFD}.strata.yaml: can't be read: its name isn't valid UTF-8; rename it
                error: ./d\u{FFFD}: the folder can't be read: its name isn't valid UTF-8; rename it
                1 error
                """), "\(found.errors)")
    }

    @Test(.enabled(if: OrdinaryUser.isThere, "root reads every folder"), arguments: [0o000, 0o444])
    func anUnreadableFolderDoesNotHideTheRest(_ permissions: Int) throws {
        try folder.write(Strata.mistaken, to: "a/x.strata.yaml")
        try folder.write(Strata.mistaken, to: "b/x.strata.yaml")
        let secret = folder.file("a")
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: secret)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: secret) }
        for command in [["check", "--no-cache"], ["format"], ["generate"]] {
            let outcome = try OrdinaryUser.run(Strata.path, command + [folder.url.path])
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains("can't be read: Permission denied"), "\(outcome.errors)")
            #expect(outcome.errors.contains("\(folder.url.path)/a"))
            let all = outcome.output + outcome.errors
            #expect(all.contains("b/x.strata.yaml") || all.contains("in 1 spec"), "\(all)")
        }
    }

    @Test(.enabled(if: OrdinaryUser.isThere, "root writes every file"))
    func whatCannotBeWrittenIsNotCounted() throws {
        let path = try folder.write(FormatTests.untidy, to: "a/x.strata.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        let formatted = try OrdinaryUser.run(Strata.path, ["format", path])
        #expect(formatted.code == 2)
        #expect(formatted.errors.hasSuffix("can't be written: Permission denied\n0 of 1 spec formatted\n"))
        let fixable = try folder.write(CheckOptionTests.spec, to: "a/y.strata.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: fixable)
        let fixed = try OrdinaryUser.run(Strata.path, ["check", "--fix", fixable])
        #expect(fixed.code == 2)
        #expect(!fixed.errors.contains("fixed"), "\(fixed.errors)")
    }

    // MARK: - Generated files

    @Test(arguments: ["", "/", "//", "/tmp/..", "/no/such/../.."])
    func aPackageIsNotWrittenIntoTheRoot(_ output: String) throws {
        let spec = try folder.write(Strata.clean, to: "a.strata.yaml")
        let outcome = try Strata.run("generate", spec, "--output", output)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("--output can't be"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: "/Package.swift"))
    }

    @Test func anEmptyPathIsAnError() throws {
        let spec = try folder.write(Strata.clean, to: "a.strata.yaml")
        for option in ["--config", "--depfile"] {
            let outcome = try Strata.run("generate", spec, "--output", folder.file("a.swift"), option, "")
            #expect(outcome.code == 2 && outcome.errors.contains("\(option) needs the path of a file"))
        }
        #expect(try Strata.run("check", "").errors == "error: an empty path names no file\n")
    }

    /// What is at a path that would be generated.
    enum Obstacle: CaseIterable { case secret, pipe, loose }

    @Test(
        .enabled(if: OrdinaryUser.isThere, "root reads every file"), arguments: Obstacle.allCases,
        ["a.strata.swift", "out/Package.swift"])
    func whatCannotBeReadIsNotReplaced(_ obstacle: Obstacle, _ place: String) throws {
        let spec = try folder.write(Strata.clean, to: "a.strata.yaml")
        try folder.write("", to: "out/.keep")
        let path = folder.file(place)
        switch obstacle {
        case .secret:
            try folder.write("mine", to: place)
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        case .pipe: try mkfifo(path)
        case .loose: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
        }
        let options = place.hasPrefix("out") ? ["--output", folder.file("out")] : []
        let outcome = try OrdinaryUser.run(Strata.path, ["generate", spec] + options)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("error: \(path) can't be read ("), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("out/Sources")))
        if obstacle == .secret {
            #expect(try Shell.run("/bin/cat", [path]).output == "mine" || geteuid() != 0)
            #expect(try OrdinaryUser.run(Strata.path, ["generate", spec, "--force"] + options).code == 0)
        }
    }

    @Test func onePathThatCannotBeGeneratedDoesNotHideTheOthers() throws {
        let spec = try folder.write(Strata.clean, to: "b.strata.yaml")
        let outcome = try Strata.run("generate", folder.file("a.strata.yaml"), spec)
        #expect(outcome.code == 2)
        #expect(FileManager.default.fileExists(atPath: folder.file("b.strata.swift")))
    }

    // MARK: - Depfiles

    @Test(
        arguments: [
            "a\n$(shell touch PWNED)", "a\tb", "a;touch PWNED", "a=b", "a%", "a*", "a?", "a[b]", "a|b", "a\\", "~a",
        ])
    func aPathThatMakeCannotExpressIsRefused(_ name: String) throws {
        try folder.write(Strata.clean, to: "\(name).strata.yaml")
        let outcome = try Strata.run(
            "generate", in: folder.url, ["\(name).strata.yaml", "--output", "o.swift", "--depfile", "o.d"])
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("a depfile can't contain a path with "), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("o.d")))
        #expect(!FileManager.default.fileExists(atPath: folder.file("o.swift")))
    }

    @Test(
        .enabled(if: Shell.find("make") != nil),
        arguments: ["a b", "a#b", "a:b", "a$(touch PWNED)b", "a \u{301}b", "a'b", "a\"b", "a&b", "a(b)c", "é{}!@,+"])
    func makeReadsWhatIsEscaped(_ name: String) throws {
        try folder.write(Strata.clean, to: "\(name).strata.yaml")
        let outcome = try Strata.run(
            "generate", in: folder.url, ["\(name).strata.yaml", "--output", "o.swift", "--depfile", "o.d"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        try folder.write("all: o.swift\n-include o.d\n", to: "Makefile")
        let make = try #require(Shell.find("make"))
        #expect(try Shell.run(make, ["all"], in: folder.url).output.contains("Nothing to be done"))
        // Without a recipe for the spec, make stops only if it knows it by its name.
        try FileManager.default.removeItem(atPath: folder.file("\(name).strata.yaml"))
        #expect(try Shell.run(make, ["all"], in: folder.url).errors.contains("No rule to make target"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("PWNED")))
    }
}
