import OperatingSystem

/// Why a command ended early.
package enum Failure: Error {
    /// The spec has errors, which have been shown.
    case findings
    /// The command couldn't do its work.
    case work(String)
    /// A file that configures the command has an error, at a place such as `a.yaml:3:1`.
    case mistake(at: String, String)
    /// The command couldn't do its work, and the reason has been reported.
    case reported

    /// Options that can't be combined, or an invalid value of an option.
    package struct Misuse: Error {
        package var message: String

        package init(_ message: String) { self.message = message }
    }

    package var code: Int32 {
        switch self {
        case .findings: 1
        case .work, .mistake, .reported: 2
        }
    }

    package func report() {
        let error = Terminal.errors.red("error:")
        switch self {
        // Both contain names of files, which must not look like another line, or another program's message.
        case .work(let message): Terminal.errors.tell("\(error) \(message.escaped)\n")
        case .mistake(let place, let message):
            Terminal.errors.tell("\(place.escaped): \(error) \(message.escaped)\n")
        case .findings, .reported: break
        }
    }

    /// Reports any error that ended a command.
    /// - Returns: the code to exit with.
    package static func code(reporting error: any Error) -> Int32 {
        let failure = error as? Failure ?? .work("\(error)")
        failure.report()
        return failure.code
    }

    /// Runs `work`, and adds the path and what failed to its error.
    static func naming<Result>(
        _ path: String, _ what: String, _ work: () throws(FileProblem) -> Result
    ) throws(Failure) -> Result {
        do throws(FileProblem) { return try work() } catch { throw .work("\(path): \(what): \(error)") }
    }

    /// Reads a file.
    package static func reading<Result>(
        _ path: String, _ work: () throws(FileProblem) -> Result
    ) throws(Failure) -> Result {
        try naming(path, "can't be read", work)
    }

    /// Writes a file.
    package static func writing<Result>(
        _ path: String, _ work: () throws(FileProblem) -> Result
    ) throws(Failure) -> Result {
        try naming(path, "can't be written", work)
    }
}
