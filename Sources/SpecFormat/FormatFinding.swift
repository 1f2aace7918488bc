import SpecText

extension Rule {
    /// A file that the formatter leaves unchanged.
    public static let notFormatted = Rule("not-formatted", .structure, .advice)
}

extension Diagnostic {
    /// A file that the formatter leaves unchanged.
    static func notFormatted(at span: Span) -> Diagnostic {
        Diagnostic(
            .notFormatted, "the file is left unchanged: specs don't use this part of YAML",
            at: span,
            help: "rewrite it as in docs/language.md, and format again")
    }
}
