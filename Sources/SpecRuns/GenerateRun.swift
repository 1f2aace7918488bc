import Basics
import OperatingSystem
import SpecCompiler

/// Writes the Swift of specs: the one run of `generate`, whichever program is asked for it.
///
/// With an output it writes that one file, as a step of a build. Without, it writes the Swift of every spec beside the spec,
/// for those who commit generated code: `digits.strata.swift` of `digits.strata.yaml`.
package struct GenerateRun {
    /// Specs; without an output, folders of specs too.
    package var paths: [String]
    /// A Swift file.
    package var output: String?
    /// The configuration; beside a spec, its folder's where this is nil.
    package var configuration: String?
    package var access: SourceOptions.Access?
    /// Where the rule for make and ninja goes that says what the output was made from.
    package var depfile: String?
    /// Whether to write nothing, and only look whether the files are what they would be written as.
    package var checks = false
    /// Whether edits made by hand are written over.
    package var isForced = false
    /// Whether nothing is shown but what is wrong.
    package var isQuiet = false
    /// What the build system was told that the step reads beside the spec; nil where it is not told beforehand.
    package var declaredInputs: [String]?
    /// The folder in which the project's file is looked for at last; nil for no such bound.
    package var projectRoot: String?

    package init(_ paths: [String]) { self.paths = paths }

    /// - Throws: where the options make no sense.
    package func validate() throws(Failure.Misuse) {
        if output == nil {
            if depfile != nil { throw .init("--depfile needs --output") }
        } else {
            if paths.count != 1 { throw .init("--output is of one spec") }
            if isForced { throw .init("--force is for files beside their specs: an --output is always written") }
        }
        if checks, depfile != nil { throw .init("--check writes nothing, so --depfile has no meaning") }
    }

    /// - Throws: `Failure.findings` where a spec has errors, or when checking a file is not up to date.
    package func run() throws {
        if let output {
            guard try generate(paths[0], to: output) else { throw Failure.findings }
            return
        }
        var hasFindings = false
        for spec in try paths.flatMap({ try SpecFiles.find($0) }) where !SpecFiles.isOnlyBlocks(spec) {
            do {
                hasFindings = try !generate(spec, to: nil) || hasFindings
            } catch Failure.findings {
                hasFindings = true
            }
        }
        if hasFindings { throw Failure.findings }
    }

    /// - Returns: false where the file is not up to date, when checking.
    private func generate(_ spec: String, to output: String?) throws -> Bool {
        let place = output ?? SwiftTarget.path(besides: String(spec.dropLast(SpecFiles.suffix.count)))
        let build = SourceBuild(
            spec: spec, output: place,
            configuration: configuration ?? (output == nil ? Self.configuration(besides: spec) : nil),
            depfile: depfile, declaredInputs: declaredInputs, projectRoot: projectRoot, access: access ?? .internal,
            isSigned: output == nil)
        if checks {
            guard try build.isUpToDate() else { return false }
            try tell(WrittenFile("up to date", place))
        } else {
            try tell(build.run(force: isForced))
        }
        return true
    }

    private func tell(_ file: WrittenFile) throws {
        if !isQuiet { try Terminal.output.write(file.line) }
    }

    /// The configuration in the spec's folder.
    private static func configuration(besides spec: String) -> String? {
        let path = Path.join(Path.folder(of: spec), GenerationConfiguration.fileName)
        return File.kind(path) == .file ? path : nil
    }
}
