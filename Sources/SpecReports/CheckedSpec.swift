import SpecCompiler

/// A spec, and its findings to show.
package struct CheckedSpec {
    package var sources: [SourceFile]
    package var findings: [Diagnostic]

    package init(sources: [SourceFile], findings: [Diagnostic]) {
        (self.sources, self.findings) = (sources, findings)
    }

    /// A spec, and all its findings.
    package init(_ compilation: SpecCompiler.Compilation) {
        self.init(sources: compilation.sources, findings: compilation.diagnostics)
    }

    func place(of span: Span) -> Place {
        let source = sources.file(of: span)
        let end = source.position(at: max(span.start, span.end))
        let start = source.position(at: span.start)
        return Place(
            path: source.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
    }

    /// Lines and columns from 1, columns in Unicode scalars; the end is the first column after it.
    struct Place {
        var path: String
        var line: Int
        var column: Int
        var endLine: Int
        var endColumn: Int
    }
}
