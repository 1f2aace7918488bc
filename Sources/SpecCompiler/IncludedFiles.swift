/// The files that one spec includes. Each is read and parsed once, even if the spec is compiled repeatedly with
/// changes, for example to try fixes. They are kept for one run, which doesn't see changes on disk.
public final class IncludedFiles {
    /// A file, parsed as one of a compilation's sources.
    private struct Tree: Hashable {
        var path: String
        /// The file's number in spans.
        var file: Int
    }

    private var files: [String: SpecCompiler.Include] = [:]
    /// The tables are read once, too.
    private var tables: [String: SpecCompiler.Include] = [:]
    private var trees: [Tree: (YAMLDocument, [Diagnostic])] = [:]

    /// Creates an empty collection, which compilations fill.
    public init() {}

    /// The file of an include, by its path as written.
    func file(_ path: String, _ load: SpecCompiler.Loader) -> SpecCompiler.Include {
        if let known = files[path] { return known }
        let file = load(path)
        files[path] = file
        return file
    }

    /// The start of a table, by its path as written.
    func table(_ path: String, _ load: SpecCompiler.Loader) -> SpecCompiler.Include {
        if let known = tables[path] { return known }
        let table = load(path)
        tables[path] = table
        return table
    }

    /// The tree of a file, which is one of a compilation's sources, and the findings in its text.
    ///
    /// - Parameter path: the path as written.
    func tree(of source: SourceFile, _ path: String, file: Int) -> (YAMLDocument, [Diagnostic]) {
        let tree = Tree(path: path, file: file)
        if let known = trees[tree] { return known }
        let parsed = YAMLParser.parse(source, file: file)
        trees[tree] = parsed
        return parsed
    }
}
