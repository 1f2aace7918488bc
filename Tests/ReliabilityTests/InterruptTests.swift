import Foundation
import StrataRuntime
import TestSupport
import Testing

/// Types Ctrl-C into a terminal, whose driver turns it into a signal, just as for a person.
@Suite("Ctrl-C")
struct InterruptTests {
    private let training: SmallTraining

    init() throws { training = try SmallTraining(layers: ["fc 8, relu", "dropout 0.2", "fc 2"], rows: 200) }

    /// Starts a very long training run in a terminal, and waits for its first steps.
    private func start() throws -> TerminalProgram {
        let program = try TerminalProgram(SmallTraining.program, training.arguments(epochs: 1_000_000))
        try #require(program.wait { $0.screen.contains("/1000000") }, "\(program.screen)")
        return program
    }

    /// Resumes the saved run for one epoch, and compares it with an undisturbed one.
    private func expectToResume() throws {
        let done = try #require(try SafeTensors(path: training.state).metadata["epoch"].flatMap(Int.init))
        let outcome = try training.run(epochs: done + 1, resume: true)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let after = try training.checkpoint()
        #expect(try training.undisturbed(epochs: done + 1) == after)
    }

    @Test("Ctrl-C saves the training, says how to resume, and exits with 130")
    func anInterruptSavesTheTraining() throws {
        let program = try start()
        program.type(TerminalProgram.controlC)
        #expect(program.waitForExit() == 130, "\(program.screen)")
        #expect(program.screen.contains("Stopped. The weights so far are in \(training.weights)."))
        #expect(program.screen.contains(" --resume\r\n"))
        #expect(!program.screen.contains("error"))
        #expect(try SafeTensors(path: training.weights).tensors.count == 4)
        #expect(try training.checkpoint().leftovers.isEmpty)
        try expectToResume()
    }

    /// The terminal sends the signal to both programs.
    @Test("Ctrl-C saves even when it ends the program that reads the output, as in `| tee log`")
    func anInterruptSavesEvenWithoutAReader() throws {
        let code = training.folder.appendingPathComponent("code").path
        let program = try TerminalProgram(
            "/bin/sh",
            ["-c", "trap : INT; (trap : INT; \"$@\"; echo $? > \"$0\") | cat", code, SmallTraining.program]
                + training.arguments(epochs: 1_000_000))
        try #require(program.wait { $0.screen.contains("/1000000") }, "\(program.screen)")
        program.type(TerminalProgram.controlC)
        #expect(program.waitForExit() != nil, "\(program.screen)")
        #expect(try String(contentsOfFile: code, encoding: .utf8) == "130\n")
        try FileManager.default.removeItem(atPath: code)
        try expectToResume()
    }

    /// The test holds a lock that the save waits for, so that only the second Ctrl-C can end the program.
    @Test("a second Ctrl-C exits immediately with 130 and damages no file")
    func aSecondInterruptEndsAtOnce() throws {
        let program = try start()
        try #require(program.wait { _ in FileManager.default.fileExists(atPath: training.weights) })
        let lock = try lockState()
        program.type(TerminalProgram.controlC)
        // Two signals count as one if the second arrives before the first is handled.
        try #require(program.wait { $0.screen.contains("^C") && !$0.hasPendingSignal }, "\(program.screen)")
        program.type(TerminalProgram.controlC)
        #expect(program.waitForExit() == 130, "\(program.screen)")
        #expect(!program.screen.contains("Stopped"), "it didn't wait for its save")
        close(lock)
        #expect(try SafeTensors(path: training.weights).tensors.count == 4)
        try expectToResume()
    }

    @Test("closing the terminal also saves the training")
    func closingTheTerminalSavesTheTraining() throws {
        let program = try start()
        #expect(program.closeTerminal() == 129)
        #expect(try training.checkpoint().leftovers.isEmpty)
        try expectToResume()
    }

    /// Locks the file that the next state is written to, as another program would that saves to the same place.
    private func lockState() throws -> Int32 {
        let path = training.folder.appendingPathComponent(".sides.training.safetensors.partial").path
        while true {
            let lock = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
            try #require(lock >= 0 && flock(lock, LOCK_EX) == 0)
            var opened = stat()
            var named = stat()
            if fstat(lock, &opened) == 0, lstat(path, &named) == 0, opened.st_ino == named.st_ino { return lock }
            close(lock)
        }
    }
}
