import Foundation
import TestSupport
import Testing

/// `strata check --watch`, running next to an editor.
@Suite("strata check --watch", .timeLimit(.minutes(2)))
struct WatchTests {
    /// A running check of a folder. Its output goes to files, so that no pipe fills up.
    final class Running {
        /// The signal handling that a program inherits.
        enum Start {
            /// As in a terminal.
            case hearing
            /// As a script's background jobs, which ignore Ctrl-C, or worse.
            case ignoring(String)
            /// With the signals blocked.
            case blocked
        }

        let folder: TemporaryFolder
        private let program: RunningProgram

        init(_ options: String..., in folder: TemporaryFolder, start: Start = .hearing) throws {
            self.folder = folder
            var command = [Strata.path, "check", "--watch"] + options + ["."]
            if case .ignoring(let signals) = start {
                command = ["/bin/sh", "-c", "trap '' \(signals); exec \"$0\" \"$@\""] + command
            }
            var blocked: [Int32] = []
            if case .blocked = start { blocked = [SIGINT, SIGTERM] }
            program = try RunningProgram(
                command[0], Array(command.dropFirst()), in: folder.url, blocking: blocked)
        }

        /// The output so far.
        func output() throws -> String { try program.output() }
        func errors() throws -> String { try program.errors() }

        /// Writes a file the way editors do: atomically.
        func save(_ text: String, to name: String) throws {
            try Data(text.utf8).write(to: folder.url.appendingPathComponent(name), options: .atomic)
        }

        /// The lines that end a round of checks, once there are that many.
        func rounds(_ count: Int) throws -> [String] {
            let end = Date() + 30
            while true {
                let rounds = try errors().split(separator: "\n").filter { $0.hasSuffix("waiting for changes") }
                if rounds.count >= count || Date() > end { return rounds.map(String.init) }
                Thread.sleep(forTimeInterval: 0.05)
            }
        }

        func send(_ signal: Int32) { program.send(signal) }

        /// Ends it like Ctrl-C, and returns the signal that it died of, or its negated exit code.
        func interrupt() throws -> Int32 { try end(by: SIGINT) }

        func end(by signal: Int32) throws -> Int32 {
            send(signal)
            return try -program.waitForExit(within: .seconds(30)).code
        }
    }

    @Test("only a changed spec is checked again, and Ctrl-C ends the watch")
    func changes() throws {
        let folder = try TemporaryFolder()
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        try folder.write(Strata.clean, to: "b.strata.yaml")
        let running = try Running("--format", "concise", in: folder)
        #expect(try running.rounds(1) == ["1 error in 2 specs; waiting for changes"])
        #expect(try running.output().contains("a.strata.yaml:4:9: error: "))

        try running.save(Strata.clean, to: "a.strata.yaml")
        #expect(try running.rounds(2).last == "no findings in 1 spec; waiting for changes")

        try running.save(
            Strata.clean.replacing("relu", with: "rleu").replacing("fc", with: "fcc"), to: "b.strata.yaml")
        #expect(try running.rounds(3).last == "2 errors in 1 spec; waiting for changes")
        #expect(try running.output().split(separator: "\n").count == 3)
        #expect(try running.interrupt() == SIGINT)
    }

    @Test("changing an include causes the specs that include it to be checked")
    func includes() throws {
        let folder = try TemporaryFolder()
        let blocks = "define:\n  twice:\n    layers: [tanh, relu]\n"
        try folder.write(blocks, to: "parts/blocks.yaml")
        try folder.write(
            "model: A\ninput: 8x8x1\ninclude: parts/blocks.yaml\nbody: [twice]\n", to: "a.strata.yaml")
        try folder.write(Strata.clean, to: "b.strata.yaml")
        let running = try Running(in: folder)
        #expect(try running.rounds(1).count == 1)
        try running.save(blocks.replacing("twice", with: "thrice"), to: "parts/blocks.yaml")
        #expect(try running.rounds(2).last?.hasSuffix("in 1 spec; waiting for changes") == true)
        #expect(try running.output().contains("a.strata.yaml:4:"))
        #expect(try running.interrupt() == SIGINT)
    }

    @Test("adding, changing, or removing a project's file causes its specs to be checked")
    func project() throws {
        let folder = try TemporaryFolder()
        try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder)
        #expect(try running.rounds(1).last == "no findings in 1 spec; waiting for changes")
        try running.save("budget: {parameters: 10}\n", to: ".strata.yml")
        #expect(try running.rounds(2).last == "1 error in 1 spec; waiting for changes")
        try running.save("budget: {parameter: 10}\n", to: ".strata.yml")
        #expect(try running.rounds(3).count == 3)
        #expect(try running.errors().contains("did you mean `parameters`?"))
        try running.save("budget: {parameters: 10}\nignore: budget\n", to: ".strata.yml")
        #expect(try running.rounds(4).last == "no findings in 1 spec; waiting for changes")
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent(".strata.yml"))
        #expect(try running.rounds(5).count == 5)
        #expect(try running.interrupt() == SIGINT)
    }

    @Test("a new spec is checked, and a removed one no longer is")
    func comesAndGoes() throws {
        let folder = try TemporaryFolder()
        try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder)
        #expect(try running.rounds(1).count == 1)
        try running.save(Strata.mistaken, to: "b.strata.yaml")
        #expect(try running.rounds(2).last == "1 error in 1 spec; waiting for changes")
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b.strata.yaml"))
        #expect(try running.rounds(3).count == 3)
        #expect(try running.interrupt() == SIGINT)
    }

    @Test(
        "a script's background job ignores Ctrl-C, and SIGTERM ends it",
        arguments: ["INT", "INT TERM"])
    func background(_ ignored: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder, start: .ignoring(ignored))
        #expect(try running.rounds(1).count == 1)
        running.send(SIGINT)
        try running.save(Strata.mistaken, to: "a.strata.yaml")
        #expect(try running.rounds(2).last == "1 error in 1 spec; waiting for changes")
        #expect(try running.end(by: SIGTERM) == SIGTERM)
    }

    @Test("Ctrl-C and SIGTERM end a watch that was started with them blocked", arguments: [SIGINT, SIGTERM])
    func blocked(_ signal: Int32) throws {
        let folder = try TemporaryFolder()
        try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder, start: .blocked)
        #expect(try running.rounds(1).count == 1)
        #expect(try running.end(by: signal) == signal)
    }

    @Test(
        "options that don't print findings as lines can't be used with a watch",
        arguments: ["--fix", "--statistics", "--format=json"])
    func refused(_ option: String) throws {
        let outcome = try Strata.run("check", "--watch", option, ".")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("--watch needs a line-based --format"))
    }
}
