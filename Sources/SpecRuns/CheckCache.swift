import Basics
import OperatingSystem
import SpecCompiler
import SpecReports

/// The findings of earlier checks, kept on disk.
///
/// A spec's findings depend only on its bytes, on those of its includes, of the start of its table, and of a
/// configuration file with a budget, and on the program. An entry contains them, and is valid as long as they are the same. Which findings are shown is
/// decided afterwards. A cache that can't be read or written only costs time.
struct CheckCache {
    /// If there are more entries or bytes than these, the oldest entries are removed.
    private static let mostEntries = 4096
    private static let mostBytes = 64 << 20

    private let folder: String
    private let program: String
    /// Specs of one project have many lines in common.
    private let lines = ReadLines()
    /// Whether anything was written, so that the cache may be too large.
    private var hasGrown = false

    /// The cache in `XDG_CACHE_HOME`, or in the folder `.cache` in `HOME`. Nil without either, or if the program can't
    /// distinguish itself from another version.
    init?() {
        func absolute(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
        guard
            let caches = absolute(Environment["XDG_CACHE_HOME"])
                ?? absolute(Environment["HOME"]).map({ Path.join($0, ".cache") }),
            let program = File.thisProgram, let facts = File.facts(program)
        else { return nil }
        folder = Path.join(caches, "strata/check")
        self.program = "\(strataVersion) \(program) \(facts.size) \(facts.changed)"
    }

    /// A spec's findings, from the cache or from a new check.
    mutating func checked(_ source: SourceFile, _ project: ProjectBudget?) -> CheckedSpec {
        let load = SpecFiles.includes(of: source.path)
        guard let place = place(of: source.path) else { return check(source, project, load).spec }
        if let known = known(source, project, at: place, load) { return known }
        let (spec, entry) = check(source, project, load)
        store(entry, at: place)
        hasGrown = true
        return spec
    }

    /// Removes the oldest entries if this run has made too many. A run that wrote nothing doesn't even look.
    func trim() {
        guard hasGrown, let names = try? Folder.names(in: folder) else { return }
        var entries = names.compactMap { name in
            let path = Path.join(folder, name)
            return File.facts(path).map { (path: path, facts: $0) }
        }
        var size = entries.reduce(0) { $0 + $1.facts.size }
        guard entries.count > Self.mostEntries || size > Self.mostBytes else { return }
        entries.sort { $0.facts.changed > $1.facts.changed }
        // A quarter more than needed, so that not every run has to.
        while entries.count > Self.mostEntries * 3 / 4 || size > Self.mostBytes * 3 / 4,
            let oldest = entries.popLast()
        {
            File.remove(oldest.path)
            size -= oldest.facts.size
        }
    }

    private func place(of path: String) -> String? {
        File.absolutePath(path).map { absolute in
            Path.join(folder, Fingerprint.text(of: "\(program)\n\(absolute)\n\(path)".utf8))
        }
    }

    private func known(
        _ source: SourceFile, _ project: ProjectBudget?, at place: String, _ load: SpecCompiler.Loader
    ) -> CheckedSpec? {
        guard let bytes = try? File.read(place, atMost: Self.mostBytes), let entry = CheckCacheEntry(bytes),
            entry.spec == .init(source), entry.project == project.map({ .init($0.source) })
        else { return nil }
        var files: [String: SourceFile] = [:]
        for include in entry.includes {
            let now = load(include.name)
            guard include == CheckCacheEntry.Include(include.name, now) else { return nil }
            if case .file(let file) = now { files[include.name] = file }
        }
        let tables = SpecFiles.tables(of: source.path)
        guard entry.tables.allSatisfy({ $0 == .init($0.name, tables($0.name)) }) else { return nil }
        let sources = entry.sources.compactMap { files[$0] }
        guard sources.count == entry.sources.count else { return nil }
        return CheckedSpec(
            sources: [source] + sources + [project?.source].compactMap { $0 }, findings: entry.findings)
    }

    private func check(
        _ source: SourceFile, _ project: ProjectBudget?, _ load: SpecCompiler.Loader
    ) -> (spec: CheckedSpec, entry: CheckCacheEntry) {
        var includes: [String: SpecCompiler.Include] = [:]
        var names: [String: String] = [:]
        var tables: [CheckCacheEntry.Table] = []
        let loadTable = SpecFiles.tables(of: source.path)
        let compilation = SpecCompiler.compile(
            source, project: project, lines: lines,
            load: { name in
                let include = load(name)
                includes[name] = include
                if case .file(let file) = include { names[file.path] = name }
                return include
            },
            tables: { name in
                let table = loadTable(name)
                tables.append(.init(name, table))
                return table
            })
        let entry = CheckCacheEntry(
            spec: .init(source),
            includes: includes.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
            sources: compilation.includes.compactMap { names[$0.path] },
            project: project.map { .init($0.source) },
            tables: tables,
            findings: compilation.diagnostics)
        return (CheckedSpec(compilation), entry)
    }

    private func store(_ entry: CheckCacheEntry, at place: String) {
        let bytes = entry.bytes
        guard bytes.count < Self.mostBytes / 4 else { return }
        try? Folder.make(above: place)
        try? File.writeDispensable(bytes, to: place)
    }
}
