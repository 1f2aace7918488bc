import Foundation
import TestSupport
import Testing

/// What a new training does to the files of an earlier one at the same place.
@Suite(.timeLimit(.minutes(2))) struct EarlierTrainingTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("a,b,kind\n1,2,x\n2,3,y\n5,1,x\n1,1,y\n2,4,x\n5,2,y\n", to: "t.csv")
        try folder.write(
            """
            model: Net
            input: 2
            head:
              - fc 4, relu
              - fc 2
            train:
              data: csv t.csv, target kind, test 0.5
              epochs: 2
              batch: 1

            """, to: "net.strata.yaml")
    }

    private static let names = ["Net.safetensors", "Net.training.safetensors"]

    @discardableResult
    private func train(_ arguments: String...) throws -> Shell.Outcome {
        let outcome = try Strata.run("train", "net.strata.yaml", "--threads", "1", in: folder.url, arguments)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome
    }

    /// Starts a training without end, and stops it after its first epoch.
    private func stop(_ arguments: String...) throws -> Shell.Outcome {
        let program = try RunningProgram(
            Strata.path, ["train", "net.strata.yaml", "--threads", "1", "--epochs", "1000000"] + arguments,
            in: folder.url)
        while try !program.output().contains("/1000000"), program.isRunning { usleep(10_000) }
        program.send(SIGTERM)
        return try program.waitForExit(within: .seconds(60))
    }

    private func weights() throws -> [UInt8] { try folder.bytes("Net.safetensors") }

    private func checkpoints() throws -> [String] { try folder.names().filter { $0.hasSuffix(".safetensors") } }

    @Test func aStoppedTrainingLeavesFinishedWeightsAsTheyAre() throws {
        try train()
        let finished = try weights()
        let outcome = try stop("--seed", "2")
        #expect(outcome.code == 143)
        #expect(outcome.output.contains("Stopped. Net.safetensors still has the weights of the earlier training.\n"))
        #expect(try weights() == finished)
        #expect(try checkpoints() == Self.names)
    }

    @Test func aResumedTrainingLeavesFinishedWeightsUntilItIsFinished() throws {
        try train()
        let finished = try weights()
        _ = try stop("--seed", "2")
        _ = try stop("--seed", "2", "--resume")
        #expect(try weights() == finished)
    }

    @Test func finishedWeightsAreKeptWhenOthersReplaceThem() throws {
        try train()
        let first = try weights()
        let outcome = try train("--seed", "2")
        #expect(outcome.output.contains("Those of the earlier training are now in Net.previous.safetensors.\n"))
        #expect(try folder.bytes("Net.previous.safetensors") == first)
        #expect(try weights() != first)
    }

    @Test func theSameTrainingAgainKeepsNothing() throws {
        try train()
        let outcome = try train()
        #expect(!outcome.output.contains("earlier"))
        #expect(try checkpoints() == Self.names)
    }

    @Test func aResumedTrainingReplacesItsOwnWeights() throws {
        try train()
        try train("--epochs", "4", "--resume")
        #expect(try checkpoints() == Self.names)
    }

    @Test func aStoppedTrainingCanBeResumedEvenAfterANewOne() throws {
        _ = try stop()
        let state = try folder.bytes("Net.training.safetensors")
        let outcome = try train("--seed", "2")
        #expect(outcome.errors.contains("with --resume --output Net.previous.safetensors."))
        #expect(try folder.bytes("Net.previous.training.safetensors") == state)
        let resumed = try stop("--resume", "--output", "Net.previous.safetensors")
        #expect(resumed.code == 143, "\(resumed.errors)")
        #expect(resumed.output.contains("resumed   at epoch "))
    }

    @Test func aReaderThatLeavesStopsTheTraining() throws {
        let shell = try #require(Shell.find("sh"))
        let outcome = try Shell.run(
            shell,
            [
                "-c", #"{ "$0" train net.strata.yaml --threads 1 --epochs 1000000; echo $? > code; } | head -1"#,
                Strata.path,
            ], in: folder.url, within: .seconds(60))
        #expect(outcome.output == "network   Net, 2 to 2, 22 parameters\n")
        #expect(try String(decoding: folder.bytes("code"), as: UTF8.self) == "141\n")
        if try checkpoints().isEmpty { return }
        #expect(outcome.errors.hasPrefix("\nNothing reads the output anymore. Stopped."))
    }
}
