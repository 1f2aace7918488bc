import Basics
import SpecCompiler
import SpecRuns

/// A spec that is open in the editor, and the compiler's results for its current text.
final class Document {
    let uri: String
    /// Nil if it was never saved.
    let path: String?
    let encoding: PositionEncoding
    /// Whether it is a spec at all; some editors send any YAML file.
    let isSpec: Bool
    private(set) var version: Int?
    private(set) var source: SourceFile
    /// The blocks of the last text whose blocks could be read, because a line that is being typed may hide them
    /// temporarily.
    private(set) var knownBlocks: [BlockDefinition] = []

    /// The project's configuration: the findings to show, and the budget.
    private(set) var project: ProjectFile?

    private var current: Analysis?
    /// The parsed lines of earlier texts, which include most lines of the current one.
    private let lines = ReadLines()
    /// The included files, as long as the text doesn't change.
    private var included = IncludedFiles()

    init(uri: String, language: String? = nil, text: String, version: Int?, encoding: PositionEncoding) {
        self.uri = uri
        path = DocumentURI.path(of: uri)
        isSpec =
            path == nil || path?.hasSuffix(SpecFiles.suffix) == true || !["yaml", "yml", nil].contains(language)
        self.encoding = encoding
        self.version = version
        source = SourceFile(path: path ?? uri, text: text)
    }

    /// Reads the start of the spec's table.
    private var tables: SpecCompiler.Loader {
        path.map(SpecFiles.tables) ?? SpecCompiler.unread
    }

    /// The analysis of the current text, which is compiled once per change.
    func analysis(_ load: SpecCompiler.Loader) -> Analysis {
        if let current { return current }
        included = IncludedFiles()
        let compilation = SpecCompiler.compile(
            untried: source, project: project?.budget, lines: lines, included: included, load: load,
            tables: tables)
        if !compilation.spec.definitions.isEmpty || compilation.spec.isComplete {
            knownBlocks = compilation.spec.definitions
        }
        let analysis = analysis(of: compilation)
        current = analysis
        return analysis
    }

    private func analysis(of compilation: SpecCompiler.Compilation) -> Analysis {
        Analysis(
            compilation, positions: PositionMap(source, encoding), uri: uri, blocks: knownBlocks, version: version,
            project: project)
    }

    /// Sets the project's configuration, and returns whether it changed. Only a different budget requires another
    /// compilation.
    func join(_ project: ProjectFile?) -> Bool {
        guard project != self.project else { return false }
        let hasSameBudget = project?.budget == self.project?.budget
        self.project = project
        current = hasSameBudget ? current.map { analysis(of: $0.compilation) } : nil
        return true
    }

    /// Whether there are fixes that haven't been tried yet.
    var hasUntriedFixes: Bool {
        current?.compilation.diagnostics.contains { !$0.proposals.isEmpty } ?? false
    }

    /// The analysis of the current text after all fixes have been tried, which takes several compilations.
    func analysisWithFixes(_ load: SpecCompiler.Loader) -> Analysis {
        let analysis = analysis(load)
        guard hasUntriedFixes else { return analysis }
        let tried = self.analysis(
            of: SpecCompiler.tryingFixes(
                of: analysis.compilation, project: project?.budget, lines: lines, included: included, load: load,
                tables: tables))
        current = tried
        return tried
    }

    /// Discards the analysis, because the text or an include has changed.
    func invalidate() { current = nil }

    /// Whether the analysis depends on a file.
    func includes(_ path: String, resolve: (String) -> String?) -> Bool {
        guard let current else { return false }
        return current.compilation.includes.contains { resolve($0.path) == path || $0.path == path }
            || current.compilation.diagnostics.contains { $0.rule == .include }
    }

    /// Whether the analysis depends on any other file.
    var hasIncludes: Bool {
        current.map { !$0.compilation.includes.isEmpty || $0.compilation.diagnostics.contains { $0.rule == .include } }
            ?? true
    }

    /// Applies changes in order, each to the result of the previous one.
    func change(_ changes: [JSON], version: Int?) {
        self.version = version ?? self.version
        for change in changes {
            guard let text = change["text"]?.string else { continue }
            guard change["range"] != nil else {
                source = SourceFile(path: source.path, text: text)
                continue
            }
            guard let range = PositionMap(source, encoding).bytes(of: change["range"]) else { continue }
            var bytes = source.bytes
            bytes.replaceSubrange(range, with: Array(text.utf8))
            source = SourceFile(path: source.path, bytes: bytes)
        }
        invalidate()
    }
}
