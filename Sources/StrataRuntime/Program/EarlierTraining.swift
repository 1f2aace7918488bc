import Basics
import OperatingSystem

/// The files that an earlier training left where a new one saves, and what keeps them from being lost.
///
/// - Finished weights stay in place until the new training is finished too, so that one that is stopped or fails never
///   replaces them. Then they are kept under another name.
/// - The state of a stopped training, from which it could resume, is kept under another name.
struct EarlierTraining {
    private let weightsPath: String
    private let statePath: String
    /// Identifies the finished weights in place; nil if there are none, or if they are this training's own.
    let finishedWeights: String?
    private var hasStoppedTraining: Bool

    /// Looks for the files of an earlier training.
    ///
    /// - Parameter resumed: the state from which the new training resumes; nil if it starts from scratch.
    init(weightsPath: String, statePath: String, resumed: TrainingState?) {
        (self.weightsPath, self.statePath) = (weightsPath, statePath)
        if let resumed {
            // Weights that have changed since are those of this training.
            let isUnchanged = resumed.earlierWeights != nil && resumed.earlierWeights == Self.identity(of: weightsPath)
            finishedWeights = isUnchanged ? resumed.earlierWeights : nil
            hasStoppedTraining = false
        } else {
            finishedWeights = Self.areFinished(weightsPath) ? Self.identity(of: weightsPath) : nil
            hasStoppedTraining = Self.isStopped(statePath)
        }
    }

    private static func identity(of path: String) -> String? {
        File.facts(path).map { "\($0.size) bytes of \($0.changed)" }
    }

    /// Whether there is a file that isn't known to have the weights of an unfinished training.
    private static func areFinished(_ path: String) -> Bool {
        guard File.kind(path) == .file else { return false }
        let progress = (try? SafeTensors(path: path))?.metadata["epochs"].flatMap(EpochCount.init)
        return progress?.isFinished != false
    }

    /// Whether there is the state of a training that was stopped after its first epoch.
    private static func isStopped(_ path: String) -> Bool {
        guard File.kind(path) == .file else { return false }
        guard let progress = (try? SafeTensors(path: path))?.metadata["epochs"].flatMap(EpochCount.init) else {
            return false
        }
        return progress.done > 0 && !progress.isFinished
    }

    // MARK: Keeping files

    /// The file for earlier weights: `LeNet5.previous.safetensors` for `LeNet5.safetensors`.
    static func path(besides weights: String) -> String {
        let suffix = ".safetensors"
        return (weights.hasSuffix(suffix) ? String(weights.dropLast(suffix.count)) : weights) + ".previous" + suffix
    }

    /// Keeps the state of a stopped training before the new one's is saved for the first time.
    ///
    /// - Returns: the weights file that the kept state belongs to, which resumes it; nil if there was nothing to keep.
    mutating func keepState() throws -> String? {
        guard hasStoppedTraining else { return nil }
        hasStoppedTraining = false
        let weights = Self.path(besides: weightsPath)
        try keep(statePath, as: TrainingState.path(besides: weights))
        return weights
    }

    /// Keeps the earlier weights before those of the finished training replace them.
    ///
    /// - Returns: the path at which they are kept; nil if there was nothing to keep.
    func keepWeights(replacedBy parameters: [String: Tensor]) throws -> String? {
        guard let finishedWeights, Self.identity(of: weightsPath) == finishedWeights else { return nil }
        // The same training again has nothing to lose.
        if let old = try? SafeTensors(path: weightsPath).tensors,
            old == parameters.filter({ old[$0.key] != nil })
        {
            return nil
        }
        let path = Self.path(besides: weightsPath)
        try keep(weightsPath, as: path)
        return path
    }

    private func keep(_ path: String, as newPath: String) throws {
        do throws(SystemError) {
            try File.keep(path, as: newPath)
        } catch {
            throw RuntimeError("\(path): can't be kept as \(newPath): \(error)")
        }
    }
}

/// How many of a training's epochs are done, as saved files say it: `3 of 10`.
struct EpochCount: CustomStringConvertible {
    let done: Int
    let total: Int

    init(_ done: Int, of total: Int) { (self.done, self.total) = (done, total) }

    /// Reads it; nil if the text is something else.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, parts[1] == "of", let done = Int(parts[0]), let total = Int(parts[2]) else {
            return nil
        }
        self.init(done, of: total)
    }

    var isFinished: Bool { done >= total }

    var description: String { "\(done) of \(total)" }
}
