import Basics
import OperatingSystem
import SpecCompiler

/// Generates Swift from specs: the implementation of `generate` in every program that has the command.
///
/// With an output, it writes that one file, as a build step. Without, it writes a checked-in Swift file next to every
/// spec: `digits.strata.swift` for `digits.strata.yaml`.
package struct GenerateRun {
    /// Specs; without an output, folders of specs too.
    package var paths: [String]
    /// A Swift file.
    package var output: String?
    /// The configuration; if nil and without an output, the one in the spec's folder.
    package var configuration: String?
    package var access: SourceOptions.Access?
    /// Where to write the output's source files, as a rule for make and ninja.
    package var depfile: String?
    /// Whether to write nothing, and only check whether the files are up to date.
    package var checks = false
    /// Whether to overwrite edits made by hand.
    package var isForced = false
    /// Whether to print only errors and warnings.
    package var isQuiet = false
    /// The files besides the spec that the build system knows as inputs of the step; nil if it doesn't know any
    /// beforehand.
    package var declaredInputs: [String]?
    /// The last folder in which to look for the configuration file; nil for the root of the file system.
    package var projectRoot: String?

    package init(_ paths: [String]) { self.paths = paths }

    /// - Throws: `Failure.Misuse` if the options can't be combined.
    package func validate() throws(Failure.Misuse) {
        for (name, value) in [("--output", output), ("--config", configuration), ("--depfile", depfile)]
        where value?.isEmpty == true {
            throw .init("\(name) needs the path of a file")
        }
        if output == nil {
            if depfile != nil { throw .init("--depfile needs --output") }
        } else {
            if paths.count != 1 { throw .init("--output needs exactly one spec") }
            if isForced { throw .init("--force can't be combined with --output, which is always written") }
        }
        if checks, depfile != nil { throw .init("--depfile can't be combined with --check, which writes nothing") }
    }

    /// - Throws: `Failure.findings` if a spec has errors, or, when checking, if a file is out of date.
    package func run() throws {
        if let output {
            guard try generate(paths[0], to: output) else { throw Failure.findings }
            return
        }
        var batch = SpecBatch()
        var hasFindings = false
        for spec in try batch.find(paths) where !SpecFiles.isOnlyBlocks(spec) {
            do {
                if try batch.attempt({ try generate(spec, to: nil) }) == false { hasFindings = true }
            } catch Failure.findings {
                hasFindings = true
            }
        }
        if batch.hasFailed { throw Failure.reported }
        if hasFindings { throw Failure.findings }
    }

    /// - Returns: false if, when checking, the file is out of date.
    private func generate(_ spec: String, to output: String?) throws -> Bool {
        let place = output ?? SwiftTarget.path(besides: String(spec.dropLast(SpecFiles.suffix.count)))
        let build = SourceBuild(
            spec: spec, output: place,
            configuration: configuration ?? (output == nil ? Self.configuration(besides: spec) : nil),
            depfile: depfile, declaredInputs: declaredInputs, projectRoot: projectRoot, access: access ?? .internal,
            isSigned: output == nil)
        if checks {
            guard try build.isUpToDate() else { return false }
            try report(WrittenFile("up to date", place))
        } else {
            try report(build.run(force: isForced))
        }
        return true
    }

    private func report(_ file: WrittenFile) throws {
        if !isQuiet { try Terminal.output.write(file.line) }
    }

    /// The configuration in the spec's folder.
    private static func configuration(besides spec: String) -> String? {
        let path = Path.join(Path.folder(of: spec), GenerationConfiguration.fileName)
        return File.kind(path) == .file ? path : nil
    }
}
