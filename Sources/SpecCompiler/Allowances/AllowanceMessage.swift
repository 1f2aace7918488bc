import Basics

extension Rule {
    /// A comment that suppresses nothing.
    public static let unusedAllow = Rule("unused-allow", .structure, .advice, marksUnused: true)
}

/// Messages about `allow` comments.
enum AllowanceMessage {
    static func nothingNamed(_ span: Span) -> Diagnostic {
        Diagnostic(
            .unusedAllow, "the comment doesn't name a rule", at: span,
            help: "add a rule's name, for example `# strata: allow dropped-pixels`; `strata rules` lists all rules")
    }

    private static let ruleNames = RulePage.all.map(\.name)

    static func unknown(_ name: Located<String>) -> Diagnostic {
        let closest = Suggestion.closest(to: name.value, among: ruleNames)
        return Diagnostic(
            .unusedAllow, "unknown rule `\(name.value)`", at: name.span,
            help: closest.map { "did you mean `\($0)`?" }
                ?? "`strata rules` lists all rules; a reason goes in parentheses",
            fixes: closest.map { [Diagnostic.Fix("change to `\($0)`", replacing: name.span, with: $0)] } ?? [])
    }

    static func error(_ name: Located<String>) -> Diagnostic {
        Diagnostic(
            .unusedAllow, "`\(name.value)` reports an error here, and errors can't be suppressed", at: name.span,
            help: "fix the error, and remove the name")
    }

    static func unused(_ name: Located<String>) -> Diagnostic {
        Diagnostic(
            .unusedAllow, "`\(name.value)` reports nothing here", at: name.span,
            help: "remove it: it would hide later findings")
    }
}
