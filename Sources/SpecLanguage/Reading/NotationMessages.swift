import Basics
import NetworkTerms
import SpecText

/// What is wrong with a line of notation, and how to mend it.
enum NotationMessage {
    static func emptyClause(at span: Span, canRemove: Bool) -> Diagnostic {
        Diagnostic(
            .notation, "nothing stands beside this comma", at: span, help: "remove the comma",
            fixes: canRemove ? [Diagnostic.Fix("remove the comma", replacing: span, with: "")] : [])
    }

    static func empty(_ noun: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) is missing here", at: span, about: .missing(noun),
            help: "write it here, or remove the line")
    }

    static func noWords(_ noun: String, example: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "no word says what \(noun) this is", at: span, about: .missing(noun),
            help: "write it as in `\(example)`")
    }

    static func unknownWord(_ text: String, _ noun: String, meant: String?, known: [String], at span: Span)
        -> Diagnostic
    {
        Diagnostic(
            .unknownWord, "`\(text)` is no \(noun) that Strata knows", at: span, about: .name(text),
            help: meant.map { "did you mean `\($0)`?" } ?? "known: \(Suggestion.list(known, conjunction: "and"))",
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func partedSize(_ size: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "blanks part the numbers of a size", at: span, help: "write `\(size)`",
            fixes: [Diagnostic.Fix("write `\(size)`", replacing: span, with: size)])
    }

    static func call(_ noun: String, example: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) is not written as a call", at: span,
            help: "write it as in `\(example)`")
    }

    /// - Parameter isSized: whether the call tells the size of its input.
    static func call(_ noun: String, line: String, at span: Span, isSized: Bool) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) is not written as a call", at: span,
            help: "write `\(line)`" + (isSized ? "; the size of its input follows from what is above" : ""),
            fixes: [Diagnostic.Fix("write `\(line)`", replacing: span, with: line)])
    }

    /// `3x3 conv, 8, name first`.
    static func nameByWord(_ word: NotationTerm, _ name: String, of form: String) -> Diagnostic {
        Diagnostic(
            .unknownWord, "`\(word.text)` is no option of `\(form)`", at: word.span, about: .name(word.text),
            help: "a name stands behind `as`: write `as \(name)`",
            fixes: [Diagnostic.Fix("write `as`", replacing: word.span, with: StructureWord.as.key)])
    }

    static func unknownOption(_ text: String, of form: String, meant: String?, known: [String], at span: Span)
        -> Diagnostic
    {
        let allowed =
            known.isEmpty
            ? "`\(form)` takes no options" : "`\(form)` takes \(Suggestion.list(known, conjunction: "and"))"
        return Diagnostic(
            .unknownWord, "`\(text)` is no option of `\(form)`", at: span, about: .name(text),
            help: meant.map { "did you mean `\($0)`?" } ?? allowed,
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    /// `fc 10, softmax`: what other tools take as an option is a layer here.
    static func layerAsOption(_ text: String, line: String, of form: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .unknownWord, "`\(text)` is no option of `\(form)`", at: span, about: .name(text),
            help:
                "it is a layer by itself: give it a line of its own, `- \(line)`, where it stands in the order of computation"
        )
    }

    /// `stride 2`, `groups=4`: the notation has another place for this parameter than behind its name, or a blank before it.
    ///
    /// - Parameter whole: the place of the name and its value.
    static func parameterByName(
        _ parameter: ParameterDefinition, called name: String, value: String?, of form: String, syntax: Syntax,
        at span: Span, with whole: Span
    ) -> Diagnostic {
        let example = syntax.example.notation
        let help: String
        var meant: String?
        switch parameter.places.first {
        case .slash:
            (help, meant) = ("a stride is written behind a `/`, as in `/2`", value.map { "/\($0)" })
        case .leading: help = "write the \(parameter.name) before `\(form)`, as in `\(example)`"
        case .trailing: help = "write the number alone behind `\(form)`, as in `\(example)`"
        case .alone: (help, meant) = ("write the number alone between commas, as in `\(example)`", value)
        case .keyword(let word): (help, meant) = ("did you mean `\(word)`?", value.map { "\(word) \($0)" } ?? word)
        case .flag(let word, .boolean(let isSet)) where value.map { $0.lowercased() != "\(isSet)" } ?? false:
            help = "it goes without saying where `\(word)` is not written: leave it out"
        case .flag(let word, _): (help, meant) = ("did you mean `\(word)`?", word)
        case .itself: help = "write the \(parameter.name) alone between commas, as in `\(example)`"
        case nil: help = "write it as in `\(example)`"
        }
        // `padding=same`, `activation=relu`
        if let value, syntax.options[value]?.parameter.name == parameter.name { meant = value }
        return Diagnostic(
            .unknownWord, "`\(name)` is no option of `\(form)`", at: span, about: .name(name),
            help: (value == nil ? nil : meant.map { "write `\($0)`" }) ?? help,
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: whole, with: $0)] } ?? [])
    }

    /// `/ 2`.
    static func parted(_ slash: NotationTerm, _ number: NotationTerm) -> Diagnostic {
        let span = slash.span.joined(with: number.span)
        return Diagnostic(
            .notation, "a blank parts `/` from its `\(number.text)`", at: span, about: .name(number.text),
            help: "write `/\(number.text)`",
            fixes: [Diagnostic.Fix("write `/\(number.text)`", replacing: span, with: "/\(number.text)")])
    }

    static func missingComma(before term: NotationTerm, after previous: Span) -> Diagnostic {
        let place = Span(file: previous.file, start: previous.end, end: previous.end)
        return Diagnostic(
            .notation, "a comma is missing before `\(term.writtenText)`", at: term.span, about: .name(term.writtenText),
            help: "options are set apart by commas",
            fixes: [Diagnostic.Fix("put a comma before it", replacing: place, with: ",")])
    }

    static func misplaced(_ term: NotationTerm, belongs side: String, _ form: String, at formSpan: Span) -> Diagnostic {
        let both = side == "before" ? "\(term.writtenText) \(form)" : "\(form) \(term.writtenText)"
        return Diagnostic(
            .notation, "`\(term.writtenText)` belongs \(side) `\(form)`", at: term.span, about: .name(term.writtenText),
            help: "write `\(both)`",
            fixes: [Diagnostic.Fix("write `\(both)`", replacing: formSpan.joined(with: term.span), with: both)])
    }

    /// `groups = 4`.
    static func equals(_ sign: NotationTerm, after keyword: String, before value: NotationTerm) -> Diagnostic {
        let place = Span(file: sign.span.file, start: sign.span.start, end: value.span.start)
        return Diagnostic(
            .notation, "a value stands behind its word without `=`", at: sign.span, about: .name(keyword),
            help: "write `\(keyword) \(value.writtenText)`",
            fixes: [Diagnostic.Fix("remove the `=`", replacing: place, with: "")])
    }

    static func missingValue(_ keyword: String, expected: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "`\(keyword)` needs a value", at: span, about: .missing(keyword), help: "expected \(expected)")
    }

    static func noPlace(for term: NotationTerm, in form: String, syntax: Syntax) -> Diagnostic {
        Diagnostic(
            .notation, "`\(form)` has no use for `\(term.writtenText)` here", at: term.span,
            about: .name(term.writtenText),
            help: "write it as in `\(syntax.example.notation)`")
    }

    static func repeated(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "`\(name)` is given a second time", at: span, about: .name(name),
            notes: [Diagnostic.Note("first given here", at: first)], help: "keep one of the two")
    }

    static func missing(_ parameter: ParameterDefinition, in form: String, example: String, at span: Span)
        -> Diagnostic
    {
        Diagnostic(
            .missingKey, "`\(form)` does not say its `\(parameter.name)`", at: span, about: .missing(parameter.name),
            help: "\(parameter.documentation) Write it as in `\(example)`")
    }
}

extension String {
    /// `a layer`, `an optimizer`.
    fileprivate var withArticle: String { (first.map("aeiou".contains) ?? false ? "an " : "a ") + self }
}

/// The message for a value of a wrong type, alike in notation and longhand.
enum WrongType {
    static func message(_ name: String, found term: NotationTerm, _ mismatch: ValueMismatch) -> Diagnostic {
        let found = term.text.isEmpty ? (term.isStride ? "`/` alone" : "empty") : "`\(term.text)`"
        return message(name, found: found, at: term.span, mismatch)
    }

    static func message(_ name: String, found: String, at span: Span, _ mismatch: ValueMismatch) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(name) can't be \(found)", at: span, about: .value(found, of: name),
            help: mismatch.replacement.map { "write `\($0)`" } ?? "expected \(mismatch.expected)",
            fixes: mismatch.replacement.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }
}
