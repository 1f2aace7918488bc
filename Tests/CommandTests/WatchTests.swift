import Foundation
import TestSupport
import Testing

/// `strata check --watch`, as a person has it running beside an editor.
@Suite("strata check --watch", .timeLimit(.minutes(2)))
struct WatchTests {
    /// A running check of a folder. What it writes goes to files, so that no pipe fills up.
    final class Running {
        /// What a program takes over from what starts it.
        enum Start {
            /// As in a terminal.
            case hearing
            /// As a script's background jobs, which ignore Ctrl-C, or worse.
            case ignoring(String)
            /// On threads that signals do not reach.
            case blocked
        }

        /// Tests run on threads that signals do not reach, and in the background of a shell they ignore Ctrl-C; what they
        /// start would take over both.
        private static func run(_ process: Process, blocking signals: [Int32]) throws {
            isHeard
            var (mask, before) = (sigset_t(), sigset_t())
            sigemptyset(&mask)
            for signal in signals { sigaddset(&mask, signal) }
            pthread_sigmask(SIG_SETMASK, &mask, &before)
            defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
            try process.run()
        }

        private static let isHeard: Void = { _ = signal(SIGINT, SIG_DFL) }()

        let folder: TemporaryFolder
        private let process = Process()
        private let place: TemporaryFolder

        init(_ options: String..., in folder: TemporaryFolder, start: Start = .hearing) throws {
            self.folder = folder
            place = try TemporaryFolder()
            for name in ["output", "errors"] { _ = try place.write("", to: name) }
            var command = [Strata.path, "check", "--watch"] + options + ["."]
            if case .ignoring(let signals) = start {
                command = ["/bin/sh", "-c", "trap '' \(signals); exec \"$0\" \"$@\""] + command
            }
            process.executableURL = URL(fileURLWithPath: command[0])
            process.arguments = Array(command.dropFirst())
            process.currentDirectoryURL = folder.url
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: place.url.appendingPathComponent("output"))
            process.standardError = try FileHandle(forWritingTo: place.url.appendingPathComponent("errors"))
            var blocked: [Int32] = []
            if case .blocked = start { blocked = [SIGINT, SIGTERM] }
            try Self.run(process, blocking: blocked)
        }

        deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

        func text(_ name: String) -> String {
            (try? String(contentsOf: place.url.appendingPathComponent(name), encoding: .utf8)) ?? ""
        }

        /// Writes a file as editors do: all at once.
        func save(_ text: String, to name: String) throws {
            try Data(text.utf8).write(to: folder.url.appendingPathComponent(name), options: .atomic)
        }

        /// The lines that end a round of checks, once there are so many.
        func rounds(_ count: Int) -> [String] {
            let end = Date() + 30
            while true {
                let rounds = text("errors").split(separator: "\n").filter { $0.hasSuffix("waiting for changes") }
                if rounds.count >= count || Date() > end { return rounds.map(String.init) }
                Thread.sleep(forTimeInterval: 0.05)
            }
        }

        func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

        /// Ends it as Ctrl-C does, and gives the signal that it died of; nil where it did not.
        func interrupt() -> Int32? { end(by: SIGINT) }

        func end(by signal: Int32) -> Int32? {
            send(signal)
            let end = Date() + 30
            while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.05) }
            guard !process.isRunning else { return nil }
            return process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil
        }
    }

    @Test("a spec that changes is checked again, alone, and Ctrl-C ends it")
    func changes() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Strata.mistaken, to: "a.strata.yaml")
        _ = try folder.write(Strata.clean, to: "b.strata.yaml")
        let running = try Running("--format", "concise", in: folder)
        #expect(running.rounds(1) == ["1 error in 2 specs; waiting for changes"])
        #expect(running.text("output").contains("a.strata.yaml:4:9: error: "))

        try running.save(Strata.clean, to: "a.strata.yaml")
        #expect(running.rounds(2).last == "no findings in 1 spec; waiting for changes")

        try running.save(
            Strata.clean.replacing("relu", with: "rleu").replacing("fc", with: "fcc"), to: "b.strata.yaml")
        #expect(running.rounds(3).last == "2 errors in 1 spec; waiting for changes")
        #expect(running.text("output").split(separator: "\n").count == 3)
        #expect(running.interrupt() == SIGINT)
    }

    @Test("a change of an include checks the specs that include it")
    func includes() throws {
        let folder = try TemporaryFolder()
        let blocks = "define:\n  twice:\n    layers: [tanh, relu]\n"
        _ = try folder.write(blocks, to: "parts/blocks.yaml")
        _ = try folder.write(
            "model: A\ninput: 8x8x1\ninclude: parts/blocks.yaml\nbody: [twice]\n", to: "a.strata.yaml")
        _ = try folder.write(Strata.clean, to: "b.strata.yaml")
        let running = try Running(in: folder)
        #expect(running.rounds(1).count == 1)
        try running.save(blocks.replacing("twice", with: "thrice"), to: "parts/blocks.yaml")
        #expect(running.rounds(2).last?.hasSuffix("in 1 spec; waiting for changes") == true)
        #expect(running.text("output").contains("a.strata.yaml:4:"))
        #expect(running.interrupt() == SIGINT)
    }

    @Test("a project's file that comes, changes or goes has its specs checked")
    func project() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder)
        #expect(running.rounds(1).last == "no findings in 1 spec; waiting for changes")
        try running.save("budget: {parameters: 10}\n", to: ".strata.yml")
        #expect(running.rounds(2).last == "1 error in 1 spec; waiting for changes")
        try running.save("budget: {parameter: 10}\n", to: ".strata.yml")
        #expect(running.rounds(3).count == 3)
        #expect(running.text("errors").contains("did you mean `parameters`?"))
        try running.save("budget: {parameters: 10}\nignore: budget\n", to: ".strata.yml")
        #expect(running.rounds(4).last == "no findings in 1 spec; waiting for changes")
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent(".strata.yml"))
        #expect(running.rounds(5).count == 5)
        #expect(running.interrupt() == SIGINT)
    }

    @Test("a new spec is checked, and one that is gone is no longer")
    func comesAndGoes() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder)
        #expect(running.rounds(1).count == 1)
        try running.save(Strata.mistaken, to: "b.strata.yaml")
        #expect(running.rounds(2).last == "1 error in 1 spec; waiting for changes")
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b.strata.yaml"))
        #expect(running.rounds(3).count == 3)
        #expect(running.interrupt() == SIGINT)
    }

    @Test(
        "a script's background job, for which Ctrl-C is not meant, goes on, and SIGTERM ends it",
        arguments: ["INT", "INT TERM"])
    func background(_ ignored: String) throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder, start: .ignoring(ignored))
        #expect(running.rounds(1).count == 1)
        running.send(SIGINT)
        try running.save(Strata.mistaken, to: "a.strata.yaml")
        #expect(running.rounds(2).last == "1 error in 1 spec; waiting for changes")
        #expect(running.end(by: SIGTERM) == SIGTERM)
    }

    @Test("both end it also where it was started with them blocked", arguments: [SIGINT, SIGTERM])
    func blocked(_ signal: Int32) throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Strata.clean, to: "a.strata.yaml")
        let running = try Running(in: folder, start: .blocked)
        #expect(running.rounds(1).count == 1)
        #expect(running.end(by: signal) == signal)
    }

    @Test("what shows no findings as lines can't be watched", arguments: ["--fix", "--statistics", "--format=json"])
    func refused(_ option: String) throws {
        let outcome = try Strata.run("check", "--watch", option, ".")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("--watch shows findings of files as lines"))
    }
}
