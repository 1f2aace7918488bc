#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import SpecCompiler

/// Finds and reads spec files.
enum SpecFiles {
    static let suffix = ".strata.yaml"

    /// The specs that a path names: a file itself, a folder's specs at any depth in the order of their paths.
    static func find(_ path: String) throws -> [String] {
        guard let kind = ByteFile.kind(path) else { throw Failure.work("\(path): there is no such file") }
        guard kind == .folder else { return [path] }
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
            throw Failure.work("\(path): the folder can't be read")
        }
        let found = names.filter { $0.hasSuffix(suffix) }.sorted()
        guard !found.isEmpty else {
            throw Failure.work("\(path): no spec in this folder; a spec's name ends in \(suffix)")
        }
        return found.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
    }

    /// Reads a spec. Of a file that is larger than a spec may be, no more than shows that is read.
    static func read(_ path: String) throws -> SourceFile {
        guard let kind = ByteFile.kind(path) else { throw Failure.work("\(path): there is no such file") }
        guard kind != .folder else { throw Failure.work("\(path): this is a folder, not a spec") }
        do {
            return SourceFile(path: path, bytes: try ByteFile.read(path, atMost: YAMLLimits().bytes + 1))
        } catch let problem as ByteFile.Problem {
            throw Failure.work("\(path): \(problem.reason)")
        }
    }

    /// The spec that stands on the standard input.
    static func readInput() throws -> SourceFile {
        do {
            return SourceFile(path: "<input>", bytes: try ByteFile.readInput(atMost: YAMLLimits().bytes + 1))
        } catch let problem as ByteFile.Problem {
            throw Failure.work("the input: \(problem.reason)")
        }
    }

    /// Reads and compiles a spec with its includes.
    static func compilation(
        of path: String, overriding overrides: SizeOverrides = .none
    ) throws -> SpecCompiler.Compilation {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let root = ByteFile.absolutePath(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
        return SpecCompiler.compile(try read(path), overriding: overrides) { include in
            let included = folder.isEmpty ? include : "\(folder)/\(include)"
            guard let root, let absolute = ByteFile.absolutePath(included) else { return .problem("can't be found") }
            // A link must not lead out of the folder either.
            guard absolute.hasPrefix(root == "/" ? root : root + "/") else {
                return .problem("leads out of the spec's folder")
            }
            do {
                return .file(
                    SourceFile(path: included, bytes: try ByteFile.read(absolute, atMost: YAMLLimits().bytes + 1)))
            } catch {
                return .problem("can't be read: \((error as? ByteFile.Problem)?.reason ?? "\(error)")")
            }
        }
    }

    /// Reads and compiles a spec, and shows what was found.
    /// - Returns: the network, if the spec has no errors.
    /// - Throws: `Failure.findings` where it has.
    static func compile(_ path: String) throws -> (source: SourceFile, network: SizedNetwork) {
        let compilation = try compilation(of: path)
        return (compilation.source, try network(of: compilation))
    }

    /// Shows what was found, and gives the network, if the spec is one and has no errors.
    static func network(of compilation: SpecCompiler.Compilation) throws -> SizedNetwork {
        show(compilation.diagnostics, of: compilation)
        if let network = compilation.accepted { return network }
        if compilation.diagnostics.hasErrors { throw Failure.findings }
        throw Failure.work(
            "\(compilation.source.path): this spec only defines blocks, and is no network; include it in one that is")
    }

    /// Shows findings to a person.
    static func show(_ findings: [Diagnostic], of compilation: SpecCompiler.Compilation) {
        let text = FindingText(sources: compilation.sources, terminal: .errors)
        for finding in findings { Terminal.errors.tell(text.text(of: finding) + "\n") }
    }

    /// Reads and compiles a spec that is to be trained.
    static func compileForTraining(_ path: String) throws -> SizedNetwork {
        let network = try compile(path).network
        guard network.auxiliaryHeads.isEmpty else {
            throw Failure.work("\(path): auxiliary heads are checked and sized, but can't be trained yet; remove them")
        }
        return network
    }
}
