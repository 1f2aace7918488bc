import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import SpecCompiler

/// What was found in specs before, kept on disk.
///
/// What is found in a spec depends on its bytes, on those of its includes and of a project's file that has a budget, and on the
/// program alone; an entry holds them, and stands for as long as all are the same. Which findings are shown is decided afterwards. A cache that can't be read or
/// written costs time, and nothing else.
struct CheckCache {
    /// Entries are removed, the oldest first, when there are more than these.
    struct Limits {
        var entries = 4096
        var bytes = 64 << 20
    }

    /// What one check read, and what it found.
    private struct Entry: Codable {
        struct Include: Codable {
            var name: String
            /// As it was read; nil where it could not be.
            var bytes: Data?
            var path: String?
            var problem: String?
        }

        struct Project: Codable, Equatable {
            var path: String
            var bytes: Data

            init(_ source: SourceFile) { (path, bytes) = (source.path, Data(source.bytes)) }
        }

        var path: String
        var bytes: Data
        var includes: [Include]
        /// The names of the includes that stand behind the spec among its sources, in their order.
        var sources: [String]
        /// The project's file, where it has a budget. It stands behind the includes.
        var project: Project?
        var findings: [Diagnostic]
    }

    private let folder: String
    private let program: String
    private let limits: Limits
    /// Specs of one project have many lines in common.
    private let lines = ReadLines()
    /// Whether anything was written, so that there may be too much.
    private var hasGrown = false

    /// - Parameter environment: names the folder: `XDG_CACHE_HOME`, or `.cache` in the `HOME` folder. Without either, or
    ///   where the program can't tell itself from another version of it, there is no cache.
    init?(environment: [String: String] = ProcessInfo.processInfo.environment, limits: Limits = Limits()) {
        func absolute(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
        guard
            let caches = absolute(environment["XDG_CACHE_HOME"])
                ?? absolute(environment["HOME"]).map({ $0 + "/.cache" }),
            let program = ByteFile.thisProgram, let facts = ByteFile.facts(program)
        else { return nil }
        folder = caches + "/strata/check"
        self.program = "\(strataVersion) \(program) \(facts.size) \(facts.changed)"
        self.limits = limits
    }

    /// What is found in a spec: as it was before, or by a check.
    mutating func checked(_ source: SourceFile, _ project: ProjectBudget?) -> CheckedSpec {
        let load = SpecFiles.includes(of: source.path)
        guard let place = place(of: source.path) else { return check(source, project, load).spec }
        if let known = known(source, project, at: place, load) { return known }
        let (spec, entry) = check(source, project, load)
        store(entry, at: place)
        hasGrown = true
        return spec
    }

    /// Removes the oldest entries where this run has made too many. One that wrote nothing does not even look.
    func trim() {
        guard hasGrown, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        var entries = names.compactMap { name in
            let path = "\(folder)/\(name)"
            return ByteFile.facts(path).map { (path: path, facts: $0) }
        }
        var size = entries.reduce(0) { $0 + $1.facts.size }
        guard entries.count > limits.entries || size > limits.bytes else { return }
        entries.sort { $0.facts.changed > $1.facts.changed }
        // A quarter more than needed, so that not every run has to.
        while entries.count > limits.entries * 3 / 4 || size > limits.bytes * 3 / 4, let oldest = entries.popLast() {
            try? FileManager.default.removeItem(atPath: oldest.path)
            size -= oldest.facts.size
        }
    }

    private func place(of path: String) -> String? {
        ByteFile.absolutePath(path).map { absolute in
            "\(folder)/\(Fingerprint.text(of: "\(program)\n\(absolute)\n\(path)".utf8)).json"
        }
    }

    private func known(
        _ source: SourceFile, _ project: ProjectBudget?, at place: String, _ load: SpecCompiler.Loader
    ) -> CheckedSpec? {
        guard let bytes = try? ByteFile.read(place, atMost: limits.bytes),
            let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes)),
            entry.path == source.path, entry.bytes.elementsEqual(source.bytes),
            entry.project == project.map({ Entry.Project($0.source) })
        else { return nil }
        var files: [String: SourceFile] = [:]
        for include in entry.includes {
            switch load(include.name) {
            case .file(let file):
                guard file.path == include.path, include.bytes.map(file.bytes.elementsEqual) == true else { return nil }
                files[include.name] = file
            case .problem(let problem):
                guard problem == include.problem else { return nil }
            }
        }
        let sources = entry.sources.compactMap { files[$0] }
        guard sources.count == entry.sources.count else { return nil }
        return CheckedSpec(
            sources: [source] + sources + [project?.source].compactMap { $0 }, findings: entry.findings)
    }

    private func check(
        _ source: SourceFile, _ project: ProjectBudget?, _ load: SpecCompiler.Loader
    ) -> (spec: CheckedSpec, entry: Entry) {
        var includes: [String: SpecCompiler.Include] = [:]
        var names: [String: String] = [:]
        let compilation = SpecCompiler.compile(source, project: project, lines: lines) { name in
            let include = load(name)
            includes[name] = include
            if case .file(let file) = include { names[file.path] = name }
            return include
        }
        let entry = Entry(
            path: source.path, bytes: Data(source.bytes),
            includes: includes.sorted { $0.key < $1.key }.map { name, include in
                switch include {
                case .file(let file): .init(name: name, bytes: Data(file.bytes), path: file.path)
                case .problem(let problem): .init(name: name, problem: problem)
                }
            },
            sources: compilation.includes.compactMap { names[$0.path] },
            project: project.map { Entry.Project($0.source) },
            findings: compilation.diagnostics)
        return (CheckedSpec(compilation), entry)
    }

    private func store(_ entry: Entry, at place: String) {
        guard let bytes = try? JSONEncoder().encode(entry), bytes.count < limits.bytes / 4 else { return }
        try? ByteFile.makeFolder(of: place)
        try? ByteFile.writeDispensable(Array(bytes), to: place)
    }
}
