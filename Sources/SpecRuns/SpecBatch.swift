import Basics
import OperatingSystem

/// The specs of one run. What can't be read or written is reported, and the rest is worked on all the same.
struct SpecBatch {
    /// What stands for the spec on the standard input.
    static let input = "-"

    private(set) var hasFailed = false

    /// The specs that paths name: files, the specs in folders, and the one on the input.
    mutating func find(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path in
            path == Self.input ? [path] : try attempt { try SpecFiles.find(path) } ?? []
        }
    }

    /// - Returns: nil where it failed.
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
