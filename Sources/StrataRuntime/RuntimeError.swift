import Basics
import OperatingSystem

/// An error that the runtime throws, such as for an invalid file, a network that can't be planned, or a training that
/// diverged. It's written for a person at a terminal, not for a program to match.
public struct RuntimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, most important part first, naming the file, layer, parameter, or option. It has no final period
    /// and doesn't start with "error:".
    public let message: String
    /// What to do about it, if known.
    public let advice: String?
    /// The layer that the error belongs to, which the message starts with; nil if it doesn't belong to one.
    let layer: String?

    /// Creates an error from a message, without a final period, and advice on what to do about it.
    public init(_ message: String, advice: String? = nil) {
        // Names of files, layers, and columns must not look like another line.
        self.message = message.escaped
        self.advice = advice?.escaped
        layer = nil
    }

    /// Creates an error that belongs to a layer; the message starts with the layer's name.
    init(layer: String, _ message: String, advice: String? = nil) {
        self.message = "layer '\(layer)': \(message)".escaped
        self.advice = advice?.escaped
        self.layer = layer
    }

    /// The message, followed by the advice on its own line.
    public var description: String {
        guard let advice else { return message }
        return message + "\n" + advice
    }
}

extension RuntimeError {
    /// Creates the error for a file that can't be read.
    init(reading path: String, _ problem: FileProblem) { self.init("\(path): can't be read: \(problem)") }

    /// Creates the error for a file that can't be saved.
    init(saving path: String, _ problem: AtomicFile.Problem) {
        if problem.isSaved {
            self.init("\(path): was saved, but a power cut could undo it: \(problem.reason)")
        } else {
            let kept = problem.leavesOld ? "; the previous file is unchanged" : ""
            self.init("\(path.isEmpty ? "''" : path): can't be saved: \(problem.reason)\(kept)")
        }
    }
}
