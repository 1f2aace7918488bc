import SpecCompiler

extension [SourceFile] {
    /// The file that a span is in: of a spec and its includes.
    func file(of span: Span) -> SourceFile { self[indices.contains(span.file) ? span.file : 0] }

    /// Where a span begins, as compilers write it: `nets/lenet.strata.yaml:4:5:`.
    func start(of span: Span) -> String {
        let source = file(of: span)
        let position = source.position(at: span.start)
        return "\(source.path.escaped):\(position.line):\(position.column):"
    }
}
