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
            if path == Self.input { return [path] }
            guard let found = try attempt({ try SpecFiles.find(path) }) else { return [] }
            for problem in found.problems { report(problem) }
            return found.specs
        }
    }

    private mutating func report(_ failure: Failure) {
        failure.report()
        hasFailed = true
    }

    /// - Returns: nil if it failed.
    /// - Throws: `Failure.findings`, which is an answer and not a failure to find one.
    mutating func attempt<Result>(_ work: () throws -> Result) throws -> Result? {
        do {
            return try work()
        } catch Failure.findings {
            throw Failure.findings
        } catch let failure as Failure {
            report(failure)
            return nil
        }
    }
}
