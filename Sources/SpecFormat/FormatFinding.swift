import SpecText

extension Rule {
    /// A file that the formatter leaves alone.
    public static let notFormatted = Rule("not-formatted", .structure, .advice)
}

extension Diagnostic {
    /// A file that the formatter leaves alone.
    static func notFormatted(at span: Span) -> Diagnostic {
        Diagnostic(
            .notFormatted, "the file is left as it is: this part of YAML is not one that specs use",
            at: span,
            help: "write it as docs/language.md does, and format again")
    }
}
