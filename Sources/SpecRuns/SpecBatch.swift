import Basics
import OperatingSystem

/// The specs of one run. A file that can't be read or written is reported, and the run continues with the next.
struct SpecBatch {
    /// The path that stands for the spec on standard input.
    static let input = "-"

    private(set) var hasFailed = false

    /// The specs at the given paths: files, the specs in folders, and the one on standard input.
    mutating func find(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path in
            path == Self.input ? [path] : try attempt { try SpecFiles.find(path) } ?? []
        }
    }

    /// - Returns: nil if it failed.
    mutating func attempt<Result>(_ work: () throws -> Result) throws -> Result? {
        do {
            return try work()
        } catch let failure as Failure {
            failure.report()
            hasFailed = true
            return nil
        }
    }
}
