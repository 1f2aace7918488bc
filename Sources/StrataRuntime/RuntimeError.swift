import OperatingSystem

/// What the runtime throws when it cannot do its work: a file that is not what it should be, a network that cannot be
/// planned, a training that diverged. Written for the person at the terminal, not for a program to match on.
public struct RuntimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, bottom line first, naming the file, layer, parameter or option. No full stop, no "error:".
    public let message: String
    /// What to do about it, where we know.
    public let advice: String?
    /// The layer that it belongs to, which the message begins with; nil where it belongs to none.
    let layer: String?

    /// An error of a message, without a full stop, and what to do about it.
    public init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
        layer = nil
    }

    /// A mistake that belongs to one layer: the message begins with its name.
    init(layer: String, _ message: String, advice: String? = nil) {
        self.message = "layer '\(layer)': \(message)"
        self.advice = advice
        self.layer = layer
    }

    /// The message, and the advice on a line of its own.
    public var description: String {
        guard let advice else { return message }
        return message + "\n" + advice
    }
}

extension RuntimeError {
    /// A file that can't be read.
    init(reading path: String, _ problem: FileProblem) { self.init("\(path): cannot be read: \(problem)") }

    /// A file that can't be saved.
    init(saving path: String, _ problem: AtomicFile.Problem) {
        if problem.isSaved {
            self.init("\(path): was saved, but a power cut could undo it: \(problem.reason)")
        } else {
            let kept = problem.leavesOld ? "; the file there before is unchanged" : ""
            self.init("\(path.isEmpty ? "''" : path): cannot be saved: \(problem.reason)\(kept)")
        }
    }
}
