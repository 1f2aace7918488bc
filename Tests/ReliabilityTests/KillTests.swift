import Foundation
import StrataRuntime
import TestSupport
import Testing

/// Kills training runs at random moments and resumes them.
///
/// `STRATA_KILLS=1000` sets the number of kills; the default is 15.
@Suite("Kills", .slow)
struct KillTests {
    private static let wanted = ProcessInfo.processInfo.environment["STRATA_KILLS"].flatMap(Int.init)
    private static let kills = wanted ?? 15
    private static let epochs = wanted == nil ? 40 : 120

    /// A training run whose state has everything it can have: moments, running statistics, dropout, a schedule.
    private let training: SmallTraining
    private let reference: Checkpoint
    /// The duration of an undisturbed run.
    private let length: Double

    init() throws {
        training = try SmallTraining(
            layers: ["fc 8", "batch norm", "relu", "dropout 0.2", "fc 2"],
            optimizer: ["optimizer: adamw, rate 2e-2", "schedule: cosine, warmup 2 epochs"], rows: 200)
        let begun = ContinuousClock.now
        reference = try training.undisturbed(epochs: Self.epochs)
        length = (ContinuousClock.now - begun) / .seconds(1)
    }

    /// Every second kill comes immediately after a request to stop, so it hits the save of a run that is within an
    /// epoch. The moments of the kills, and how many hit a save, differ from run to run, but the result must not.
    @Test("a training that is killed at random and resumed ends with the same files, bit for bit")
    func aKilledTrainingEndsWithTheSameFiles() throws {
        var random = SeededGenerator(seed: 14)
        var kills = 0
        var withinSaves = 0
        var trainings = 0
        while kills < Self.kills {
            try training.put(Checkpoint())
            trainings += 1
            var isDone = false
            while !isDone {
                let program = try RunningProgram(
                    SmallTraining.program,
                    training.arguments(
                        epochs: Self.epochs, resume: FileManager.default.fileExists(atPath: training.state)))
                if kills < Self.kills {
                    // At most the duration of 15 epochs, so that a run is killed many times.
                    let longest = length * 15 / Double(Self.epochs)
                    Thread.sleep(forTimeInterval: longest * Double(random.pick(0...1000)) / 1000)
                    if random.once(in: 2) {
                        program.send(SIGTERM)
                        Thread.sleep(forTimeInterval: Double(random.pick(0...30)) / 10_000)
                    }
                    program.send(SIGKILL)
                }
                let outcome = try program.waitForExit(within: .seconds(300))
                let left = try training.checkpoint()
                switch outcome.code {
                case 0: isDone = true
                case -SIGKILL:
                    kills += 1
                    withinSaves += left.leftovers.isEmpty ? 0 : 1
                // It was asked to stop before it caught signals, or stopped so fast that nothing was left to kill.
                case -SIGTERM, 143: break
                default: try #require(Bool(false), "ended with \(outcome.code): \(outcome.errors)")
                }
                for path in [training.weights, training.state] where FileManager.default.fileExists(atPath: path) {
                    #expect(throws: Never.self) { try SafeTensors(path: path) }
                }
            }
            try #require(try training.checkpoint() == reference, "after \(kills) kills")
        }
        if Self.wanted == nil { return }
        print("Kills: \(kills), \(withinSaves) of them during a save. Runs: \(trainings), all with the same result.")
    }
}
