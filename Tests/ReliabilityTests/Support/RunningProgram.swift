import Foundation
import TestSupport

/// A program under way, to be sent signals.
final class RunningProgram {
    private let process = Process()
    private let place: TemporaryFolder
    private var errors: URL { place.url.appendingPathComponent("errors") }

    init(_ program: String, _ arguments: [String]) throws {
        place = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: place.write("", to: "errors")))
        try process.run()
    }

    func send(_ signal: Int32) {
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// The program's exit code, or the negative number of the signal that ended it, and what it wrote to the standard error.
    func waitForExit() throws -> (code: Int32, errors: String) {
        process.waitUntilExit()
        let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return (code, String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
