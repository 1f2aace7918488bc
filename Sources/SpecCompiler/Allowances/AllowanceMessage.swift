import Basics

extension Rule {
    /// A comment that allows nothing.
    public static let unusedAllow = Rule("unused-allow", .structure, .advice, marksUnused: true)
}

/// What is wrong with a comment that allows something.
enum AllowanceMessage {
    static func nothingNamed(_ span: Span) -> Diagnostic {
        Diagnostic(
            .unusedAllow, "the comment does not say which rule it allows", at: span,
            help: "write the names behind it, as in `# strata: allow dropped-pixels`; `strata rules` lists them")
    }

    static func unknown(_ name: Located<String>) -> Diagnostic {
        let closest = Suggestion.closest(to: name.value, among: RulePage.all.map(\.name))
        return Diagnostic(
            .unusedAllow, "no rule is called `\(name.value)`", at: name.span,
            help: closest.map { "did you mean `\($0)`?" }
                ?? "`strata rules` lists them; a reason goes into parentheses",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: name.span, with: $0)] } ?? [])
    }

    static func error(_ name: Located<String>) -> Diagnostic {
        Diagnostic(
            .unusedAllow, "`\(name.value)` reports an error here, and an error can't be allowed", at: name.span,
            help: "mend what it reports, and remove the name")
    }

    static func unused(_ name: Located<String>) -> Diagnostic {
        Diagnostic(
            .unusedAllow, "`\(name.value)` has nothing to report here", at: name.span,
            help: "remove it: it would hide what comes later")
    }
}
