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

    /// Reads and compiles a spec with its includes.
    static func compilation(of path: String) throws -> SpecCompiler.Compilation {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let root = ByteFile.absolutePath(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
        return SpecCompiler.compile(try read(path)) { include in
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
        for finding in compilation.diagnostics {
            let text = FindingText(sources: compilation.sources, terminal: .errors).text(of: finding)
            Terminal.errors.tell(text + "\n")
        }
        guard let network = compilation.accepted else { throw Failure.findings }
        return (compilation.source, network)
    }

    /// Reads and compiles a spec that is to be trained.
    static func compileForTraining(_ path: String) throws -> SizedNetwork { try compile(path).network }

    /// The folder that a spec lies in, as its path names it; nothing for the current one.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
