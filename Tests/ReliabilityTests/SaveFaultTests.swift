import Foundation
import TestSupport
import Testing

/// Injects faults into the system calls with which training touches the folder of its checkpoints.
///
/// With `STRATA_KILLS` set, every such call is tried with every fault; otherwise, only those that can change a file.
@Suite("Save faults", .slow, .enabled(if: Tracing.works, "strace is not installed here, or may not trace"))
struct SaveFaultTests {
    private static let isThorough = ProcessInfo.processInfo.environment["STRATA_KILLS"] != nil

    private let training: SmallTraining

    init() throws { training = try SmallTraining() }

    /// The save that is disturbed: the first one, or a later one that replaces older files.
    enum Save: CaseIterable, CustomTestStringConvertible {
        case first, later

        var testDescription: String { self == .first ? "the first one" : "a later one" }
        var epochs: Int { self == .first ? 1 : 2 }
    }

    private func strace(_ save: Save) -> Strace {
        let hidden = [training.weights, training.state].map { path in
            let url = URL(fileURLWithPath: path)
            return url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).partial").path
        }
        return Strace(
            program: SmallTraining.program,
            arguments: training.arguments(epochs: save.epochs, resume: save == .later),
            paths: [training.folder.path, training.weights, training.state] + hidden)
    }

    /// Returns the checkpoints without a fault, and the calls that lead from one to the other.
    private func record(_ save: Save) throws -> (before: Checkpoint, after: Checkpoint, calls: [SystemCall]) {
        let after = try training.undisturbed(epochs: save.epochs)
        let before = save == .first ? Checkpoint() : try training.undisturbed(epochs: 1)
        try training.put(before)
        let calls = try strace(save).calls()
        try #require(try training.checkpoint() == after)
        try #require(calls.count { $0.name.hasPrefix("rename") } == 2, "\(calls)")
        return (before, after, Self.isThorough ? calls : calls.filter(\.changesFiles))
    }

    @Test("a saved file reaches the disk before it's renamed, and its folder afterward")
    func aSavedFileReachesTheDiskFirst() throws {
        try training.put(Checkpoint())
        let calls = try strace(.first).calls()
        let renames = calls.indices.filter { calls[$0].name.hasPrefix("rename") }
        #expect(renames.map { calls[$0].path?.hasSuffix(".partial") } == [true, true], "\(calls)")
        for (rename, next) in zip(renames, renames.dropFirst() + [calls.endIndex]) {
            let written = calls[..<rename].last { $0.path == calls[rename].path && $0.name.contains(/write|sync/) }
            #expect(written?.name == "fsync", "\(calls[rename])")
            let later = calls[rename..<next]
            #expect(later.contains { $0.name == "fsync" && $0.path == training.folder.path }, "\(later)")
        }
    }

    @Test(
        "a save killed at any system call leaves whole files, from which the next run resumes", arguments: Save.allCases
    )
    func aKilledSaveLeavesWholeFiles(_ save: Save) throws {
        let (before, after, calls) = try record(save)
        var tried: Set<Checkpoint> = []
        for call in calls {
            try training.put(before)
            try #require(try strace(save).run("signal=KILL", at: call) != nil, "\(call)")
            let left = try training.checkpoint()
            expectWhole(left, before, after, call)
            if tried.insert(left).inserted { try expectToResume(from: left, to: after, save, call) }
        }
        #expect(tried.count >= 4, "nothing saved, a part, only the state, everything")
    }

    @Test(
        "a save that fails at any system call reports it once, keeps the old files, and exits with 2",
        arguments: isThorough ? Save.allCases : [.later])
    func aFailedSaveKeepsTheOldFiles(_ save: Save) throws {
        let (before, after, calls) = try record(save)
        var tried: Set<Checkpoint> = []
        for (number, call) in calls.enumerated() {
            let errors = ["ENOSPC", "EIO"]
            for error in Self.isThorough ? errors : [errors[number % 2]] {
                try training.put(before)
                let outcome = try #require(try strace(save).run("error=\(error)", at: call), "\(call)")
                let left = try training.checkpoint()
                expectWhole(left, before, after, call)
                // A file that couldn't be removed, or recognized as ours, is left for the next run.
                if !call.name.contains(/^unlink|stat/) { #expect(left.leftovers.isEmpty, "\(error) at \(call)") }
                if outcome.code == 0 {
                    #expect(!call.isNeeded && left == after, "\(error) at \(call)")
                    #expect(outcome.errors.isEmpty, "\(error) at \(call)")
                } else {
                    #expect(outcome.code == 2, "\(error) at \(call)")
                    expectClear(outcome.errors, error, call)
                }
                if tried.insert(left).inserted { try expectToResume(from: left, to: after, save, call) }
            }
        }
    }

    @Test("a save repeats a call that a signal interrupted")
    func aSaveRepeatsAnInterruptedCall() throws {
        let (before, after, calls) = try record(.later)
        for call in calls where call.changesFiles && !call.name.hasPrefix("close") && !call.name.hasPrefix("unlink") {
            guard Self.isThorough || call.ordinal == 2 else { continue }
            try training.put(before)
            let outcome = try #require(try strace(.later).run("error=EINTR", at: call), "\(call)")
            #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(call): \(outcome.errors)")
            #expect(try training.checkpoint() == after, "\(call)")
        }
    }

    /// Expects each file to be either the old or the new one; the state, which is saved first, must never be the older
    /// one.
    private func expectWhole(_ left: Checkpoint, _ before: Checkpoint, _ after: Checkpoint, _ call: SystemCall) {
        #expect(left.state == before.state || left.state == after.state, "\(call)")
        #expect(left.weights == before.weights || left.weights == after.weights, "\(call)")
        if left.weights == after.weights { #expect(left.state == after.state, "\(call)") }
    }

    /// Expects the next run, or a new one if there is nothing to resume, to end with the files of an undisturbed run.
    private func expectToResume(from left: Checkpoint, to after: Checkpoint, _ save: Save, _ call: SystemCall) throws {
        let outcome = try training.run(epochs: save.epochs, resume: left.state != nil)
        try #require(outcome.code == 0, "after \(call): \(outcome.errors)")
        try #require(try training.checkpoint() == after, "after \(call)")
    }

    private func expectClear(_ errors: String, _ error: String, _ call: SystemCall) {
        let reason = error == "EIO" ? "Input/output error" : "No space left on device"
        let lines = errors.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("error: ") } == 1, "\(call): \(errors)")
        #expect(lines.first?.contains(training.folder.path) == true, "\(call): \(errors)")
        #expect(lines.first?.contains(reason) == true, "\(call): \(errors)")
    }
}
