import Basics
import SpecCompiler

/// A step of a build: one spec becomes one Swift file.
///
/// It reads the spec, its includes, the configuration and the project's file, and writes the files that it is told to: each whole or not at
/// all, and not at all where nothing changed.
package struct SourceBuild {
    package var spec: String
    /// The Swift file.
    package var output: String
    /// The configuration's file, if there is one.
    package var configuration: String?
    /// Where the rule goes that says what the Swift file was made from, as compilers write it for make and ninja.
    package var depfile: String?
    /// What the build system was told that the step reads beside the spec; nil where it is not told beforehand.
    package var declaredInputs: [String]?
    /// The folder in which the project's file is looked for at last; nil for no such bound.
    package var projectRoot: String?
    package var access: SourceOptions.Access
    /// The type's name, where neither the model nor the configuration decides.
    package var typeName: String?
    /// Whether the Swift file ends in a signature, by which an edit is seen before it would be lost.
    package var isSigned = false

    package init(spec: String, output: String, access: SourceOptions.Access) {
        (self.spec, self.output, self.access) = (spec, output, access)
    }

    /// What the file is to hold, and what it is made from.
    package struct Result {
        package var text: String
        package var inputs: [String]
    }

    /// Reads and compiles; findings are shown on the error output.
    package func generate() throws -> Result {
        let configuration = try configuration.map(Self.read)
        let project = try ProjectFile.find(above: spec, within: projectRoot)
        let compilation = try SpecFiles.compilation(of: spec, in: project)
        let network = try SpecFiles.network(of: compilation)
        let includes = compilation.includes.map(\.path)
        if let declaredInputs { warn(of: includes, project, beyond: declaredInputs) }
        var options = (configuration ?? GenerationConfiguration()).options(
            forSpec: SpecFiles.name(of: spec), access: access)
        options.typeName = typeName ?? options.typeName
        let text = SwiftSource.generate(
            network, specPath: SpecFiles.fileName(of: spec), options: options,
            data: .fromSource(folder: SpecFiles.folder(of: spec, seenFrom: output)))
        return Result(
            text: isSigned ? GeneratedFile(path: output, text: text, owner: .strata).text : text,
            inputs: [spec] + includes + [self.configuration, project?.path].compactMap { $0 })
    }

    /// Generates and writes.
    /// - Returns: whether the Swift file changed.
    @discardableResult
    package func run() throws -> Bool {
        let result = try generate()
        let hasChanged = try Self.write(result.text, to: output)
        if let depfile { _ = try Self.write(Depfile.text(output: output, inputs: result.inputs), to: depfile) }
        return hasChanged
    }

    /// Looks whether the Swift file is what the spec gives, and says what is wrong with it if not.
    package func isUpToDate() throws -> Bool {
        let result = try generate()
        let old = (try? ByteFile.read(output, atMost: 1 << 28)).map { String(decoding: $0, as: UTF8.self) }
        guard old != result.text else {
            try Terminal.output.write("\("up to date".padded(to: 10)) \(output)\n")
            return true
        }
        let specName = SpecFiles.fileName(of: spec)
        let what: String
        switch old {
        case nil: what = "\(output) is missing: \(specName) has not been generated"
        case .some(let old) where isSigned && Signature.state(of: old) == .edited: what = "this file was edited by hand"
        case .some: what = "this file is not what \(specName) gives"
        }
        Terminal.errors.tell("\(old == nil ? spec : output):1:1: error: \(what); generate it again\n")
        return false
    }

    private static func write(_ text: String, to path: String) throws -> Bool {
        do {
            try ByteFile.makeFolder(of: path)
            return try ByteFile.write(text, to: path)
        } catch let problem as ByteFile.Problem {
            throw Failure.work("\(path): \(problem.reason)")
        }
    }

    private static func read(_ path: String) throws -> GenerationConfiguration {
        let source = try SpecFiles.read(path)
        let (configuration, findings) = GenerationConfiguration.read(source)
        let text = FindingText(sources: [source], terminal: .errors)
        for finding in findings { Terminal.errors.tell(text.text(of: finding) + "\n") }
        guard !findings.hasErrors else { throw Failure.findings }
        return configuration
    }

    /// What the build was not told of: it was written since the build was planned.
    private func warn(of includes: [String], _ project: ProjectFile?, beyond declared: [String]) {
        let known = Set(declared.map { ByteFile.absolutePath($0) ?? $0 })
        let reasons = includes.map { ($0, "was included") } + (project.map { [($0.path, "was there")] } ?? [])
        for (path, reason) in reasons where !known.contains(ByteFile.absolutePath(path) ?? path) {
            Terminal.errors.tell(
                """
                \(spec):1:1: warning: the build was planned before \(path) \(reason), and won't see its edits yet; touch \
                Package.swift once\n
                """)
        }
    }
}

/// The rule of a depfile: `output: input input`.
package enum Depfile {
    /// Each input is a target without a recipe, too, so that one which is removed later doesn't stop make.
    package static func text(output: String, inputs: [String]) -> String {
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
