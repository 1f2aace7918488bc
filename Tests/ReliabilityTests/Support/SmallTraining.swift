import Foundation
import TestSupport

/// A very short training run: a spec, its table, and a folder that contains only checkpoints.
struct SmallTraining {
    static let program = Shell.buildFolder.appendingPathComponent("strata").path

    private let place: TemporaryFolder
    /// The folder of the checkpoints.
    let folder: URL
    private let spec: String

    var weights: String { folder.appendingPathComponent("sides.safetensors").path }
    var state: String { folder.appendingPathComponent("sides.training.safetensors").path }

    /// - Parameters:
    ///   - layers: the network's layers; its input is two numbers, and there are two classes.
    ///   - optimizer: the optimizer and its schedule, as written in a spec.
    init(layers: [String] = ["fc 2"], optimizer: [String] = ["optimizer: sgd, rate 2e-2"], rows: Int = 40) throws {
        place = try TemporaryFolder()
        folder = place.url.resolvingSymlinksInPath().appendingPathComponent("checkpoints")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let numbers = (0..<rows).map { ($0 * 37 % 101, $0 * 53 % 97) }
        try place.write(
            "x,y,side\n" + numbers.map { "\($0),\($1),\($0 > $1 ? "over" : "under")\n" }.joined(), to: "sides.csv")
        let lines =
            ["model: Sides", "input: 2", "head:"] + layers.map { "  - \($0)" }
            + ["train:", "  data: csv sides.csv, target side", "  batch: 8"] + optimizer.map { "  \($0)" }
        spec = try place.write(lines.joined(separator: "\n") + "\n", to: "sides.strata.yaml")
    }

    func arguments(epochs: Int, resume: Bool = false) -> [String] {
        ["train", spec, "--threads", "1", "--epochs", "\(epochs)", "--output", weights] + (resume ? ["--resume"] : [])
    }

    @discardableResult
    func run(epochs: Int, resume: Bool = false) throws -> Shell.Outcome {
        try Shell.run(Self.program, arguments(epochs: epochs, resume: resume))
    }

    /// Returns the contents of the folder.
    func checkpoint() throws -> Checkpoint {
        var checkpoint = Checkpoint()
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            switch file.path {
            case weights: checkpoint.weights = try Data(contentsOf: file)
            case state: checkpoint.state = try Data(contentsOf: file)
            default: checkpoint.leftovers.insert(file.lastPathComponent)
            }
        }
        return checkpoint
    }

    /// Replaces the contents of the folder with a checkpoint.
    func put(_ checkpoint: Checkpoint) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
        try checkpoint.weights?.write(to: URL(fileURLWithPath: weights))
        try checkpoint.state?.write(to: URL(fileURLWithPath: state))
    }

    /// Returns the checkpoint of an undisturbed run with this many epochs.
    func undisturbed(epochs: Int) throws -> Checkpoint {
        try put(Checkpoint())
        let outcome = try run(epochs: epochs)
        guard outcome.code == 0 else { throw Failure(description: outcome.errors) }
        defer { try? put(Checkpoint()) }
        return try checkpoint()
    }

    struct Failure: Error, CustomStringConvertible { let description: String }
}

/// The files of a training run; nil if they don't exist.
struct Checkpoint: Hashable {
    var weights: Data?
    /// The state from which training resumes.
    var state: Data?
    /// The names of files that don't belong to a checkpoint.
    var leftovers: Set<String> = []
}
