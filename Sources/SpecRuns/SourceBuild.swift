import Basics
import OperatingSystem
import SpecCompiler

/// One spec becomes one Swift file.
///
/// It reads the spec, its includes, the configuration and the project's file, and writes the files that it is given: each
/// whole or not at all, and not at all where nothing changed.
struct SourceBuild {
    var spec: String
    /// The Swift file.
    var output: String
    /// The configuration's file, if there is one.
    var configuration: String?
    /// Where the rule goes that says what the Swift file was made from, as compilers write it for make and ninja.
    var depfile: String?
    /// What the build system was told that the step reads beside the spec; nil where it is not told beforehand.
    var declaredInputs: [String]?
    /// The folder in which the project's file is looked for at last; nil for no such bound.
    var projectRoot: String?
    var access: SourceOptions.Access
    /// Whether the Swift file ends in a signature, by which an edit is seen before it would be lost.
    var isSigned = false

    /// What the file is to hold, and what it is made from.
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
    /// - Parameter force: whether an edit of a signed file is written over.
    /// - Returns: what became of the Swift file.
    func run(force: Bool) throws -> WrittenFile {
        let result = try generate()
        if isSigned, !force, let old = File.text(output), old != result.text, Signature.state(of: old) != .intact {
            throw Failure.work("\(output) was edited since Strata wrote it, and would be written over; --force does it")
        }
        let file = try WrittenFile(writing: result.text, to: output)
        if let depfile {
            _ = try WrittenFile(writing: Depfile.text(output: output, inputs: result.inputs), to: depfile)
        }
        return file
    }

    /// Looks whether the Swift file is what the spec gives, and says what is wrong with it if not.
    func isUpToDate() throws -> Bool {
        let result = try generate()
        let old = File.text(output)
        guard old != result.text else { return true }
        let specName = Path.fileName(of: spec)
        let what =
            switch old {
            case nil: "\(output) is missing: \(specName) has not been generated"
            case let old? where isSigned && Signature.state(of: old) == .edited: "this file was edited by hand"
            case _?: "this file is not what \(specName) gives"
            }
        Terminal.errors.tell("\(old == nil ? spec : output):1:1: error: \(what); generate it again\n")
        return false
    }

    private static func read(_ path: String) throws -> GenerationConfiguration {
        let source = try SpecFiles.read(path)
        let (configuration, findings) = GenerationConfiguration.read(source)
        SpecFiles.show(findings, in: [source])
        guard !findings.hasErrors else { throw Failure.findings }
        return configuration
    }

    /// What the build was not told of: it was written since the build was planned.
    private func warn(of includes: [String], _ project: ProjectFile?, beyond declared: [String]) {
        let known = Set(declared.map { File.absolutePath($0) ?? $0 })
        let reasons = includes.map { ($0, "was included") } + (project.map { [($0.path, "was there")] } ?? [])
        for (path, reason) in reasons where !known.contains(File.absolutePath(path) ?? path) {
            Terminal.errors.tell(
                """
                \(spec):1:1: warning: the build was planned before \(path) \(reason), and won't see its edits yet; touch \
                Package.swift once\n
                """)
        }
    }
}

/// The rule of a depfile: `output: input input`.
private enum Depfile {
    /// Each input is a target without a recipe, too, so that one which is removed later doesn't stop make.
    static func text(output: String, inputs: [String]) -> String {
        let inputs = inputs.map(escaped)
        return "\(escaped(output)): \(inputs.joined(separator: " \\\n  "))\n"
            + inputs.dropFirst().map { "\n\($0):\n" }.joined()
    }

    private static func escaped(_ path: String) -> String {
        var result = ""
        for character in path {
            switch character {
            case " ", "#", ":": result += "\\\(character)"
            case "$": result += "$$"
            default: result.append(character)
            }
        }
        return result
    }
}
