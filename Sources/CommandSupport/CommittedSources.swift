import Basics
import SpecCompiler

/// The Swift of specs beside the specs, for those who commit generated code: `digits.strata.swift` of
/// `digits.strata.yaml`.
package struct CommittedSources {
    package var paths: [String]
    package var configuration: String?
    package var access: SourceOptions.Access
    package var isForced: Bool

    package init(paths: [String], configuration: String?, access: SourceOptions.Access, isForced: Bool) {
        (self.paths, self.configuration, self.access, self.isForced) = (paths, configuration, access, isForced)
    }

    /// Writes the files; or only looks whether they are what they would be written as.
    ///
    /// - Throws: `Failure.findings` where a spec has errors, or a file is not up to date.
    package func run(check: Bool) throws {
        var hasFindings = false
        for spec in try paths.flatMap({ try SpecFiles.find($0) }) {
            if SpecFiles.isOnlyBlocks(spec) { continue }
            do {
                hasFindings = try generate(spec, check: check) || hasFindings
            } catch Failure.findings {
                hasFindings = true
            }
        }
        if hasFindings { throw Failure.findings }
    }

    /// - Returns: whether the file is not up to date, when checking.
    private func generate(_ spec: String, check: Bool) throws -> Bool {
        let output = "\(spec.dropLast(SpecFiles.suffix.count)).strata.swift"
        var build = SourceBuild(spec: spec, output: output, access: access)
        build.isSigned = true
        build.configuration = configuration ?? Self.configuration(besides: spec)
        if check { return try !build.isUpToDate() }
        let result = try build.generate()
        let old = (try? ByteFile.read(output, atMost: 1 << 28)).map { String(decoding: $0, as: UTF8.self) }
        if let old, !isForced, old != result.text, Signature.state(of: old) != .intact {
            throw Failure.work("\(output) was edited since Strata wrote it, and would be written over; --force does it")
        }
        do {
            let isNew = try ByteFile.write(result.text, to: output)
            try Terminal.output.write("\((isNew ? "wrote" : "unchanged").padded(to: 10)) \(output)\n")
        } catch let problem as ByteFile.Problem {
            throw Failure.work("\(output): \(problem.reason)")
        }
        return false
    }

    /// The configuration in the spec's folder, or in one above it within what was named.
    private static func configuration(besides spec: String) -> String? {
        let folder = spec.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let path = (folder.isEmpty ? "" : folder + "/") + GenerationConfiguration.fileName
        return ByteFile.kind(path) == .file ? path : nil
    }
}
