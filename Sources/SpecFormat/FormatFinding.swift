import SpecText

extension Diagnostic {
    /// A file that the formatter leaves alone.
    static func notFormatted(at span: Span) -> Diagnostic {
        Diagnostic(
            .advice, "not-formatted", "the file is left as it is: this part of YAML is not one that specs use",
            at: span,
            help: "write it as docs/language.md does, and format again")
    }
}
