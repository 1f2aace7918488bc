import Foundation
import OperatingSystem
import TestSupport
import Testing

@testable import StrataRuntime

@Suite("Training sessions")
struct TrainingSessionTests {
    let folder: TemporaryFolder
    let options = TrainingOptions(
        data: .fashionMNIST, epochs: 4, batch: 16, optimizer: .adamW(rate: 0.02),
        schedule: .cosine(warmupEpochs: 1), threads: 1)

    init() throws {
        folder = try TemporaryFolder()
        try writeCorners(to: folder)
    }

    private func session(epochs: Int? = nil, output: String = "weights.safetensors", resume: Bool = false) throws
        -> TrainingSession
    {
        var options = options
        options.epochs = epochs ?? options.epochs
        return try TrainingSession(
            CornerNetwork(), options: options, dataFolder: folder.path, output: folder.file(output), resume: resume)
    }

    /// Collects a session's output.
    fileprivate final class Screen {
        var text = ""
        func reporter(quiet: Bool = false) -> ConsoleReporter {
            ConsoleReporter(terminal: .plain, quiet: quiet) { self.text += $0 }
        }
    }

    @Test("a session trains, saves, and evaluates what it saved with the same accuracy")
    func aSessionTrainsSavesAndEvaluates() throws {
        let session = try session()
        let screen = Screen()
        guard case .finished(let trained, _, let path) = try session.train(reportingTo: screen.reporter()) else {
            Issue.record("nothing interrupts a test")
            return
        }
        #expect(
            try folder.names().filter { $0.contains("weights") } == [
                "weights.safetensors", "weights.training.safetensors",
            ])
        let evaluated = try session.evaluate(weights: path)
        #expect(evaluated.measurement == trained.measurement)
        #expect(evaluated.measurement.total == 30)

        let lines = screen.text.split(separator: "\n")
        #expect(lines.first == "network   Corners, 8x8x1 to 4, 308 parameters")
        #expect(lines.suffix(4).map { $0.prefix(7) } == ["    1/4", "    2/4", "    3/4", "    4/4"])
        #expect(!screen.text.contains("\r") && !screen.text.contains("\u{1B}"))
        #expect(Set(lines.suffix(5).map(\.count)).count == 1, "all rows are as wide as their header")
    }

    @Test("a session trains auxiliary heads, resumes with them, and saves weights without them")
    func aSessionTrainsAuxiliaryHeads() throws {
        func session(epochs: Int, resume: Bool = false, output: String) throws -> TrainingSession {
            var options = options
            options.epochs = epochs
            return try TrainingSession(
                HeadedCorners(), options: options, dataFolder: folder.path, output: folder.file(output), resume: resume)
        }
        let screen = Screen()
        guard
            case .finished(let trained, _, let path) = try session(epochs: 4, output: "a.safetensors").train(
                reportingTo: screen.reporter())
        else {
            Issue.record("nothing interrupts a test")
            return
        }
        #expect(screen.text.contains("loss      cross entropy, plus 0.5 times side's\n"))
        #expect(
            try SafeTensors(path: path).tensors.keys.sorted() == ["fc1.bias", "fc1.weight", "fc2.bias", "fc2.weight"])
        #expect(try session(epochs: 4, output: "a").evaluate(weights: path).measurement == trained.measurement)

        let state = try SafeTensors(path: folder.file("a.training.safetensors")).tensors
        #expect(state["parameter/side.weight"] != nil)
        #expect(state["optimizer/side.weight.firstMoment"] != nil)
    }

    @Test("the weights' metadata contains everything else that using them requires")
    func theMetadataHasWhatUsingTheWeightsRequires() throws {
        let session = try session(epochs: 1)
        _ = try session.train(reportingTo: Screen().reporter())
        let about = try SafeTensors(path: session.weightsPath).metadata
        #expect(about["pixels"] == "(byte / 255 - mean) / deviation")
        #expect(about["pixels.mean"].flatMap(Float.init) == PixelScaling.fashionMNIST.mean)
        #expect(about["pixels.deviation"].flatMap(Float.init) == PixelScaling.fashionMNIST.deviation)
        #expect(about["classes"]?.split(separator: "\n").count == 4)
        #expect(about["input"] == "8x8x1")
    }

    @Test("a session resumed for more epochs continues where it ended")
    func aSessionResumesForMoreEpochs() throws {
        _ = try session(epochs: 2).train(reportingTo: Screen().reporter())
        let screen = Screen()
        _ = try session(epochs: 4, resume: true).train(reportingTo: screen.reporter())
        #expect(screen.text.contains("resumed   at epoch 3"))
        let again = Screen()
        _ = try session(epochs: 4, resume: true).train(reportingTo: again.reporter())
        #expect(again.text.contains("resumed   after the last epoch"))
        let text = try message { _ = try session(epochs: 3, resume: true).train(reportingTo: Screen().reporter()) }
        #expect(text.contains("the saved training has already run 4 epochs, more than the requested 3"))
    }

    @Test("a session killed between its last two saves writes the second file when it's resumed")
    func aSessionKilledBetweenTwoSavesIsCompletedOnResuming() throws {
        _ = try session().train(reportingTo: Screen().reporter())
        let weights = try folder.bytes("weights.safetensors")
        try removeFile(folder.file("weights.safetensors"))
        _ = try session(resume: true).train(reportingTo: Screen().reporter())
        #expect(try folder.bytes("weights.safetensors") == weights)
    }

    @Test("the same options produce the same files, bit for bit")
    func theSameOptionsProduceTheSameFiles() throws {
        for output in ["a.safetensors", "b.safetensors"] {
            _ = try session(output: output).train(reportingTo: Screen().reporter())
        }
        #expect(try folder.bytes("a.safetensors") == folder.bytes("b.safetensors"))
        #expect(try folder.bytes("a.training.safetensors") == folder.bytes("b.training.safetensors"))
    }

    @Test("a session that can't save reports it before it trains")
    func aSessionThatCannotSaveFailsBeforeTraining() throws {
        let text = try message { _ = try session(output: "none/w.safetensors").train(reportingTo: Screen().reporter()) }
        #expect(text.hasSuffix("none/w.safetensors: can't be saved: No such file or directory"))
        try FileManager.default.createDirectory(
            atPath: folder.file("weights.training.safetensors"), withIntermediateDirectories: false)
        let screen = Screen()
        let state = try message { _ = try session().train(reportingTo: screen.reporter()) }
        #expect(state.hasSuffix("weights.training.safetensors: can't be saved: it's a folder"))
        #expect(screen.text.isEmpty)
    }

    @Test("a session with nothing to resume names the missing file")
    func aSessionWithNothingToResumeNamesTheMissingFile() throws {
        let text = try message { _ = try session(resume: true).train(reportingTo: Screen().reporter()) }
        #expect(text.contains("weights.training.safetensors: there is no stopped training to resume"))
    }

    @Test("weights of another network are rejected, and the error names that network")
    func weightsOfAnotherNetworkAreRejected() throws {
        let other = try TrainingSession(
            CornerPerceptron(), options: options, dataFolder: folder.path, output: folder.file("other.safetensors"))
        _ = try other.train(reportingTo: Screen().reporter())
        let text = try message { _ = try session().evaluate(weights: folder.file("other.safetensors")) }
        #expect(text.contains("These are weights of CornerPerceptron, but the network is Corners."))
    }

    @Test("a live line in a terminal never wraps and is erased")
    func aLiveLineNeverWrapsAndIsErased() throws {
        let screen = Screen()
        let terminal = Terminal(isInteractive: true, showsColor: false, showsUnicode: false, columns: 80)
        let reporter = ConsoleReporter(terminal: terminal, quiet: false) { screen.text += $0 }
        for step in 0..<3 {
            reporter.stepEnded(
                StepReport(
                    epoch: 1, epochs: 10, step: 100 * step, stepsPerEpoch: 937, loss: 0.5, accuracy: 0.8, rate: 0.001,
                    imagesPerSecond: 30_000, isTesting: false))
        }
        #expect(screen.text == "\r   1/10   0.5000  ....................    0 %    30,000 images/s  \u{1B}[K")
    }
}

extension TrainingSessionTests {
    @Test func aLossOfAThousandDoesNotTouchTheEpoch() {
        let screen = Screen()
        let terminal = Terminal(isInteractive: true, showsColor: false, showsUnicode: false, columns: 80)
        let reporter = ConsoleReporter(terminal: terminal, quiet: false) { screen.text += $0 }
        for loss in [1001.6685, 1e30] {
            reporter.stepEnded(
                StepReport(
                    epoch: 2, epochs: 20_000, step: 0, stepsPerEpoch: 937, loss: loss, accuracy: 0.8, rate: 0.001,
                    imagesPerSecond: 30_000, isTesting: false))
            #expect(screen.text.contains("2/20000 "))
        }
    }
}

/// A perceptron for `corners` with an auxiliary head on its hidden layer.
private struct HeadedCorners: Network {
    let name = "Headed"
    let input = TensorShape(height: 8, width: 8, channels: 1)

    func layers(_ net: inout NetworkBuilder) {
        net.dense("fc1", units: 8, activation: .relu)
        net.dense("fc2", units: 4)
    }

    func auxiliaryHeads(_ net: inout NetworkBuilder) {
        net.auxiliaryHead("side", from: "fc1", weight: 0.5) { $0.dense("side", units: 4) }
    }
}
