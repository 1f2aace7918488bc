import Basics
import OperatingSystem
import SpecCompiler
import SpecReports

/// Finds and reads spec files.
package enum SpecFiles {
    package static let suffix = ".strata.yaml"

    /// The name of a spec's file without the suffix: `lenet5`.
    package static func name(of path: String) -> String {
        let name = Path.fileName(of: path)
        return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    }

    /// What was found at a path.
    package struct Found {
        package var specs: [String] = []
        /// Why others may be missing.
        package var problems: [Failure] = []
    }

    /// The specs at a path: the file itself, or a folder's specs at any depth, in the order of their paths. What can't be
    /// read below a folder doesn't hide the rest.
    package static func find(_ path: String) throws(Failure) -> Found {
        guard try existing(path) == .folder else { return Found(specs: [path]) }
        let contents = try Failure.naming(path, unreadableFolder) { () throws(FileProblem) in
            try Folder.contents(below: path) { $0 != ".build" }
        }
        var found = Found(specs: contents.files.filter { $0.hasSuffix(suffix) }.map { Path.join(path, $0) })
        for problem in contents.problems where problem.isFolder || problem.path.hasSuffix(suffix) {
            let what = problem.isFolder ? unreadableFolder : "can't be read"
            found.problems.append(.work("\(Path.join(path, problem.path)): \(what): \(problem.reason)"))
        }
        guard !found.specs.isEmpty || !found.problems.isEmpty else {
            throw .work("\(path): no spec in this folder; a spec's name ends in \(suffix)")
        }
        return found
    }

    private static let unreadableFolder = "the folder can't be read"

    /// The kind of what is at a path.
    private static func existing(_ path: String) throws(Failure) -> File.Kind {
        if let kind = File.kind(path) { return kind }
        if path.isEmpty { throw .work("an empty path names no file") }
        if path.unicodeScalars.contains("\u{FFFD}") { throw .work("\(path): can't be read: \(FileProblem.notUTF8)") }
        throw .work("\(path): no such file")
    }

    /// Whether a file defines blocks for other specs to include, and no network. A file that can't be read doesn't.
    package static func isOnlyBlocks(_ path: String) -> Bool {
        guard let source = try? read(path) else { return false }
        return YAMLParser.parse(source).document.definesOnlyBlocks
    }

    /// Reads a spec. A file over the size limit is read only far enough to show that it is too large.
    package static func read(_ path: String) throws(Failure) -> SourceFile {
        guard try existing(path) != .folder else { throw .work("\(path): this is a folder, not a spec") }
        return try Failure.reading(path) { () throws(FileProblem) in
            SourceFile(path: path, bytes: try File.read(path, atMost: YAMLLimits().bytes + 1))
        }
    }

    /// Replaces a spec and keeps its permissions.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        try Failure.writing(path) { () throws(FileProblem) in try File.replace(path, with: bytes) }
    }

    /// The spec on standard input.
    package static func readInput(as path: String = "<input>") throws(Failure) -> SourceFile {
        try Failure.reading("standard input") { () throws(FileProblem) in
            SourceFile(path: path, bytes: try File.readInput(atMost: YAMLLimits().bytes + 1))
        }
    }

    /// Reads and compiles a spec with its includes, for a command other than `check`, without the findings that its
    /// project ignores.
    package static func compilation(
        of path: String, overriding overrides: SizeOverrides = .none
    ) throws -> SpecCompiler.Compilation {
        try compilation(of: path, overriding: overrides, in: ProjectFile.find(above: path))
    }

    package static func compilation(
        of path: String, overriding overrides: SizeOverrides = .none, in project: ProjectFile?
    ) throws -> SpecCompiler.Compilation {
        var compilation = compilation(of: try read(path), overriding: overrides, project: project?.budget)
        if let selection = project?.selection { compilation.diagnostics.removeAll { !selection.reports($0) } }
        return compilation
    }

    /// Compiles a spec's text with the includes next to its path.
    ///
    /// - Parameter tables: finds the start of tables, for a check. Other commands may use the spec with another table, or
    ///   run where there is none.
    package static func compilation(
        of source: SourceFile, overriding overrides: SizeOverrides = .none, project: ProjectBudget?,
        included: IncludedFiles = IncludedFiles(),
        tables: SpecCompiler.Loader = SpecCompiler.unread
    ) -> SpecCompiler.Compilation {
        SpecCompiler.compile(
            source, overriding: overrides, project: project, included: included,
            load: includes(of: source.path), tables: tables)
    }

    /// Reads the start of the tables that a spec names relative to its folder.
    package static func tables(of path: String) -> SpecCompiler.Loader {
        let folder = Path.folder(of: path)
        return { table in
            let place = table.hasPrefix("/") ? table : Path.join(folder, table)
            guard File.kind(place) == .file,
                let bytes = try? File.read(place, atMost: SpecCompiler.tableHead)
            else { return .problem("can't be found") }
            return .file(SourceFile(path: table, bytes: bytes))
        }
    }

    /// Reads the includes of a spec, which must be inside its folder.
    ///
    /// - Parameter text: the current text of a file, by its path without links, if it differs from the text on disk.
    package static func includes(
        of path: String, text: @escaping (String) -> SourceFile? = { _ in nil }
    ) -> SpecCompiler.Loader {
        let folder = Path.folder(of: path)
        // The folder, and, if the spec itself is a link (as in a build's sandbox), the folder of the link's target.
        let roots =
            [folder.isEmpty ? "." : folder].compactMap(File.absolutePath)
            + (File.absolutePath(path).map { [Path.folder(of: $0)] } ?? [])
        return { include in
            let included = Path.join(folder, include)
            guard let absolute = File.absolutePath(included) else { return .problem("can't be found") }
            // A link must not lead out of the folder either.
            guard roots.contains(where: { absolute.hasPrefix(Path.join($0, "")) }) else {
                return .problem("leads out of the spec's folder")
            }
            if let present = text(absolute) { return .file(present) }
            do throws(FileProblem) {
                return .file(
                    SourceFile(path: included, bytes: try File.read(absolute, atMost: YAMLLimits().bytes + 1)))
            } catch {
                return .problem("can't be read: \(error)")
            }
        }
    }

    /// Reads and compiles a spec, and shows its findings.
    /// - Returns: the network, if the spec has no errors.
    /// - Throws: `Failure.findings` if it has.
    package static func compile(_ path: String) throws -> SizedNetwork { try network(of: compilation(of: path)) }

    /// Shows the findings, and returns the network if the spec defines one without errors.
    package static func network(of compilation: SpecCompiler.Compilation) throws -> SizedNetwork {
        show(compilation.diagnostics, in: compilation.sources)
        if let network = compilation.accepted { return network }
        if compilation.diagnostics.hasErrors { throw Failure.findings }
        throw Failure.work(
            "\(compilation.source.path): this spec only defines blocks; include it in the spec of a network")
    }

    /// Shows the findings for a command other than `check`, without advice.
    package static func show(_ findings: [Diagnostic], in sources: [SourceFile]) {
        let text = FindingText(sources: sources, terminal: .errors)
        for finding in text.texts(of: findings.filter { $0.severity > .advice }) {
            Terminal.errors.tell(finding + "\n")
        }
    }

    /// The folder of a spec relative to that of another file, which may not exist yet; absolute if the two have nothing
    /// in common. Links are followed, so that `..` leads to the right folder.
    package static func folder(of path: String, seenFrom file: String) -> String {
        let folder = absoluteFolder(of: path)
        let to = folder.split(separator: "/")
        let from = File.absoluteFolder(of: file).split(separator: "/")
        let common = zip(to, from).prefix { $0 == $1 }.count
        guard common > 0 || to == from else { return folder }
        return (from.dropFirst(common).map { _ in ".." } + to.dropFirst(common)).joined(separator: "/")
    }

    /// The absolute path of a spec's folder.
    package static func absoluteFolder(of path: String) -> String {
        let folder = Path.folder(of: path)
        return File.absolutePath(folder.isEmpty ? "." : folder) ?? folder
    }
}
