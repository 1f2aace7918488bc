import Foundation
import TestSupport

/// A training that is over in a moment: a spec, its table, and a folder that holds checkpoints and nothing else.
struct SmallTraining {
    static let program = Shell.buildFolder.appendingPathComponent("strata").path

    private let place: TemporaryFolder
    /// The folder of the checkpoints.
    let folder: URL
    private let spec: String

    var weights: String { folder.appendingPathComponent("sides.safetensors").path }
    var state: String { folder.appendingPathComponent("sides.training.safetensors").path }

    /// - Parameters:
    ///   - layers: the network's, for two numbers that fall into two classes.
    ///   - optimizer: with its schedule, as a spec has them.
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

    /// What the folder holds.
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

    /// Makes the folder hold a checkpoint and nothing else.
    func put(_ checkpoint: Checkpoint) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
        try checkpoint.weights?.write(to: URL(fileURLWithPath: weights))
        try checkpoint.state?.write(to: URL(fileURLWithPath: state))
    }

    /// The checkpoint of so many epochs that nothing disturbed.
    func undisturbed(epochs: Int) throws -> Checkpoint {
        try put(Checkpoint())
        let outcome = try run(epochs: epochs)
        guard outcome.code == 0 else { throw Failure(description: outcome.errors) }
        defer { try? put(Checkpoint()) }
        return try checkpoint()
    }

    struct Failure: Error, CustomStringConvertible { let description: String }
}

/// The files of a training, each nil where it is not there.
struct Checkpoint: Hashable {
    var weights: Data?
    /// What the training goes on from.
    var state: Data?
    /// The names of files that belong to no checkpoint.
    var leftovers: Set<String> = []
}
