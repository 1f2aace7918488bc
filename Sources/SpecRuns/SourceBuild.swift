import Basics
import OperatingSystem
import SpecCompiler

/// Builds one Swift file from one spec.
///
/// It reads the spec, its includes, and both configuration files. It writes each output atomically, and doesn't touch
/// an unchanged one.
struct SourceBuild {
    var spec: String
    /// The Swift file.
    var output: String
    /// The file with the configuration of the Swift file, if there is one.
    var configuration: String?
    /// Where to write the Swift file's source files, as a rule for make and ninja, the way compilers do.
    var depfile: String?
    /// The files besides the spec that the build system knows as inputs of the step; nil if it doesn't know any
    /// beforehand.
    var declaredInputs: [String]?
    /// The last folder in which to look for the project's configuration file; nil for the root of the file system.
    var projectRoot: String?
    var access: SourceOptions.Access
    /// Whether the Swift file ends in a signature, so that an edit is detected before it would be overwritten.
    var isSigned = false

    /// The Swift file's contents, and the paths of its source files.
    private struct Result {
        var text: String
        var inputs: [String]
    }

    /// Reads and compiles; findings are shown on the error output.
    private func generate() throws -> Result {
        let configuration = try configuration.map(Self.read)
        let project = try ProjectFile.find(above: spec, within: projectRoot)
        let compilation = try SpecFiles.compilation(of: spec, in: project)
        let network = try SpecFiles.network(of: compilation)
        let includes = compilation.includes.map(\.path)
        if let declaredInputs { warn(of: includes, project, beyond: declaredInputs) }
        let options = (configuration ?? GenerationConfiguration()).options(
            forSpec: SpecFiles.name(of: spec), access: access)
        let export = Export(
            network, specPath: Path.fileName(of: spec),
            data: .fromSource(folder: SpecFiles.folder(of: spec, seenFrom: output)))
        let files = try SwiftTarget(.source(options, isSigned: isSigned)).files(for: export)
        return Result(
            text: files[0].text,
            inputs: [spec] + includes + [self.configuration, project?.path].compactMap { $0 })
    }

    /// Generates and writes.
    ///
    /// - Parameter force: whether to overwrite an edit in a signed file.
    /// - Returns: the outcome for the Swift file.
    func run(force: Bool) throws -> WrittenFile {
        let result = try generate()
        let rule = try depfile.map { _ in try Depfile.text(output: output, inputs: result.inputs) }
        if isSigned, !force, let old = try OwnedFile.text(output), old != result.text,
            Signature.state(of: old) != .intact
        {
            throw Failure.work("\(output) was edited since Strata wrote it; use --force to overwrite it")
        }
        let file = try WrittenFile(writing: result.text, to: output)
        if let depfile, let rule { _ = try WrittenFile(writing: rule, to: depfile) }
        return file
    }

    /// Checks whether the Swift file matches the spec, and reports the reason if it doesn't.
    func isUpToDate() throws -> Bool {
        let result = try generate()
        let old = try Failure.reading(output) { () throws(FileProblem) in try File.textIfTaken(output) }
        guard old != result.text else { return true }
        let what =
            switch old {
            case nil: "\(output) is missing; run `strata generate`"
            case let old? where isSigned && Signature.state(of: old) == .edited:
                "this file was edited by hand; run `strata generate --force` to overwrite it"
            case _?: "this file doesn't match \(Path.fileName(of: spec)); run `strata generate`"
            }
        Terminal.errors.tell("\((old == nil ? spec : output).escaped):1:1: error: \(what.escaped)\n")
        return false
    }

    private static func read(_ path: String) throws -> GenerationConfiguration {
        let source = try SpecFiles.read(path)
        let (configuration, findings) = GenerationConfiguration.read(source)
        SpecFiles.show(findings, in: [source])
        guard !findings.hasErrors else { throw Failure.findings }
        return configuration
    }

    /// Warns about files that the build doesn't know, because they were added after it was planned.
    private func warn(of includes: [String], _ project: ProjectFile?, beyond declared: [String]) {
        let known = Set(declared.map { File.absolutePath($0) ?? $0 })
        let reasons = includes.map { ($0, "was included") } + (project.map { [($0.path, "was created")] } ?? [])
        for (path, reason) in reasons where !known.contains(File.absolutePath(path) ?? path) {
            Terminal.errors.tell(
                """
                \(spec.escaped):1:1: warning: the build was planned before \(path.escaped) \(reason), so it doesn't see its edits yet; touch \
                Package.swift once\n
                """)
        }
    }
}
