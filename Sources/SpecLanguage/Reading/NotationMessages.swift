import Basics
import NetworkTerms
import SpecText

/// Messages about lines of the notation.
enum NotationMessage {
    static func emptyClause(at span: Span, canRemove: Bool) -> Diagnostic {
        Diagnostic(
            .notation, "extra comma", at: span, help: "remove the comma",
            fixes: canRemove ? [Diagnostic.Fix("remove the comma", replacing: span, with: "")] : [])
    }

    static func empty(_ noun: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) is missing here", at: span, about: .missing(noun),
            help: "add one, or remove the line")
    }

    static func noWords(_ noun: String, example: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "this line doesn't name \(noun.withArticle)", at: span, about: .missing(noun),
            help: "for example, `\(example)`")
    }

    /// - Parameter rest: where all of the known words are listed, if they are too many for a message.
    static func unknownWord(
        _ text: String, _ noun: String, meant: String?, known: ArraySlice<String>, rest: String, at span: Span
    ) -> Diagnostic {
        Diagnostic(
            .unknownWord, "unknown \(noun) `\(text)`", at: span, about: .name(text),
            help: meant.map { "did you mean `\($0)`?" } ?? Suggestion.known(known, near: text, rest: rest),
            fixes: meant.map { [Diagnostic.Fix("change to `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    /// `adam`, which is `adamw` with another default.
    ///
    /// - Parameter overridden: whether the line has the option that the other tool's default is about. Then it isn't
    ///   certain that both mean the same.
    static func otherDefaults(
        _ text: String, _ noun: String, meant: String, _ line: String, overridden: Bool, at span: Span
    ) -> Diagnostic {
        Diagnostic(
            .unknownWord, "unknown \(noun) `\(text)`", at: span, about: .name(text),
            help: overridden ? "the closest is `\(meant)`, which uses these options differently" : "write `\(line)`",
            fixes: overridden ? [] : [Diagnostic.Fix("change to `\(line)`", replacing: span, with: line)])
    }

    static func spacedSize(_ size: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "a size can't contain spaces", at: span, help: "write `\(size)`",
            fixes: [Diagnostic.Fix("change to `\(size)`", replacing: span, with: size)])
    }

    static func call(_ noun: String, example: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) isn't written as a function call", at: span,
            help: "for example, `\(example)`")
    }

    /// A call whose arguments don't all have a counterpart, so that the line isn't the same.
    static func call(_ noun: String, about line: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) isn't written as a function call", at: span,
            help: "the closest is `\(line)`")
    }

    /// - Parameter isSized: whether the call has the size of its input as an argument.
    static func call(_ noun: String, line: String, at span: Span, isSized: Bool) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) isn't written as a function call", at: span,
            help: "write `\(line)`" + (isSized ? "; the size of its input follows from the layers above" : ""),
            fixes: [Diagnostic.Fix("change to `\(line)`", replacing: span, with: line)])
    }

    /// A call that is two layers here: `Conv2d(3, 8, 3, padding=1, padding_mode="reflect")`.
    static func call(_ noun: String, lines first: String, _ second: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .notation, "\(noun.withArticle) isn't written as a function call", at: span,
            help: "write two lines, because zeros are the only padding that a layer has itself: `- \(first)` and "
                + "`- \(second)`")
    }

    /// `3x3 conv, 8, name first`.
    static func nameByWord(_ word: NotationTerm, _ name: String, of form: String) -> Diagnostic {
        Diagnostic(
            .unknownWord, "`\(form)` has no option `\(word.text)`", at: word.span, about: .name(word.text),
            help: "names follow `as`: write `as \(name)`",
            fixes: [Diagnostic.Fix("change to `as`", replacing: word.span, with: StructureWord.as.key)])
    }

    /// - Parameters:
    ///   - rest: where all of the known options are listed, if they are too many for a message.
    ///   - owner: something else that has this option.
    static func unknownOption(
        _ text: String, of form: String, meant: String?, known: [String], rest: String, owner: String? = nil,
        at span: Span
    ) -> Diagnostic {
        let allowed =
            (known.isEmpty
                ? "`\(form)` doesn't accept options" : Suggestion.known(known, near: text, rest: rest))
            + (owner.map { "; `\($0)` has `\(text)`" } ?? "")
        return Diagnostic(
            .unknownWord, "`\(form)` has no option `\(text)`", at: span, about: .name(text),
            help: meant.map { "did you mean `\($0)`?" } ?? allowed,
            fixes: meant.map { [Diagnostic.Fix("change to `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    /// `fc 10, softmax`: an option in other tools, a layer here.
    static func layerAsOption(_ text: String, line: String, of form: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .unknownWord, "`\(form)` has no option `\(text)`", at: span, about: .name(text),
            help: OtherLayer.advice(for: line))
    }

    /// `3x3 conv, 16, relu 0.1`.
    static func valueOfOption(_ option: String, at span: Span, _ value: NotationTerm) -> Diagnostic {
        // Without its number, the network would compute something else, so there is no fix.
        Diagnostic(
            .notation, "the option `\(option)` has no value", at: value.span, about: .name(option),
            help: "remove `\(value.writtenText)`")
    }

    /// `3x3 conv, 8, repeat 3`.
    static func repeatAsOption(_ text: String, count: String, of form: String, at span: Span) -> Diagnostic {
        let word = StructureWord.repeat.key
        return Diagnostic(
            .unknownWord, "`\(form)` has no option `\(text)`", at: span, about: .name(text),
            help:
                "write `- \(word): \(count)`, and this layer in the list below `\(StructureWord.layers.key):` next to it"
        )
    }

    /// `stride 2`, `groups=4`: the notation writes this parameter without its name, or with a space.
    ///
    /// - Parameters:
    ///   - owner: something else that has an option of this name.
    ///   - whole: the span of the name and its value.
    static func parameterByName(
        _ parameter: ParameterDefinition, called name: String, value: String?, of form: String, syntax: Syntax,
        owner: String?, at span: Span, with whole: Span
    ) -> Diagnostic {
        let example = syntax.example.notation
        let help: String
        var meant: String?
        switch parameter.places.first {
        case .slash:
            (help, meant) = ("write a stride as `/2`", value.map { "/\($0)" })
        case .leading: help = "write the \(parameter.name) before `\(form)`, for example `\(example)`"
        case .trailing: help = "write just the number after `\(form)`, for example `\(example)`"
        case .alone: (help, meant) = ("write just the number between commas, for example `\(example)`", value)
        case .keyword(let word): (help, meant) = ("did you mean `\(word)`?", value.map { "\(word) \($0)" } ?? word)
        case .flag(_, .boolean(let isSet)) where value.map { $0.lowercased() != "\(isSet)" } ?? false:
            help = "that's the default: remove it"
        case .flag(let word, _): (help, meant) = ("did you mean `\(word)`?", word)
        case .itself: help = "write just the \(parameter.name) between commas, for example `\(example)`"
        case nil where syntax.forms.contains { $0.presets[parameter.name] != nil }:
            help = "the layer's name sets it, for example `\(example)`"
        case nil: help = "only longhand has it, for example `\(syntax.example.longhand)`"
        }
        // `padding=same`, `activation=relu`
        if let value, syntax.options[value]?.parameter.name == parameter.name { meant = value }
        let isOption = syntax.options[name]?.parameter.name == parameter.name
        return Diagnostic(
            .unknownWord,
            isOption ? "options are written without `=`" : "`\(form)` has no option `\(name)`", at: span,
            about: .name(name),
            help: ((value == nil ? nil : meant.map { "write `\($0)`" }) ?? help)
                + (owner.map { "; or use `\($0)`, which has `\(name)`" } ?? ""),
            fixes: meant.map { [Diagnostic.Fix("change to `\($0)`", replacing: whole, with: $0)] } ?? [])
    }

    /// `/ 2`.
    static func spaceAfterSlash(_ slash: NotationTerm, _ number: NotationTerm) -> Diagnostic {
        let span = slash.span.joined(with: number.span)
        return Diagnostic(
            .notation, "unexpected space between `/` and `\(number.text)`", at: span, about: .name(number.text),
            help: "write `/\(number.text)`",
            fixes: [Diagnostic.Fix("change to `/\(number.text)`", replacing: span, with: "/\(number.text)")])
    }

    static func missingComma(before term: NotationTerm, after previous: Span) -> Diagnostic {
        let place = Span(file: previous.file, start: previous.end, end: previous.end)
        return Diagnostic(
            .notation, "missing comma before `\(term.writtenText)`", at: term.span, about: .name(term.writtenText),
            help: "separate options with commas",
            fixes: [Diagnostic.Fix("add the comma", replacing: place, with: ",")])
    }

    static func misplaced(_ term: NotationTerm, belongs side: String, _ form: String, at formSpan: Span) -> Diagnostic {
        let both = side == "before" ? "\(term.writtenText) \(form)" : "\(form) \(term.writtenText)"
        return Diagnostic(
            .notation, "`\(term.writtenText)` goes \(side) `\(form)`", at: term.span, about: .name(term.writtenText),
            help: "write `\(both)`",
            fixes: [Diagnostic.Fix("change to `\(both)`", replacing: formSpan.joined(with: term.span), with: both)])
    }

    /// `groups = 4`.
    static func equals(_ sign: NotationTerm, after keyword: String, before value: NotationTerm) -> Diagnostic {
        let place = Span(file: sign.span.file, start: sign.span.start, end: value.span.start)
        return Diagnostic(
            .notation, "options are written without `=`", at: sign.span, about: .name(keyword),
            help: "write `\(keyword) \(value.writtenText)`",
            fixes: [Diagnostic.Fix("remove the `=`", replacing: place, with: "")])
    }

    static func missingValue(_ keyword: String, expected: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .wrongType, "`\(keyword)` needs a value", at: span, about: .missing(keyword), help: "expected \(expected)")
    }

    static func noPlace(for term: NotationTerm, in form: String, syntax: Syntax) -> Diagnostic {
        Diagnostic(
            .notation, "`\(form)` doesn't accept `\(term.writtenText)` here", at: term.span,
            about: .name(term.writtenText),
            help: "for example, `\(syntax.example.notation)`")
    }

    static func repeated(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "`\(name)` is given twice", at: span, about: .name(name),
            notes: [Diagnostic.Note("first given here", at: first)], help: "remove one")
    }

    static func missing(_ parameter: ParameterDefinition, in form: String, example: String, at span: Span)
        -> Diagnostic
    {
        Diagnostic(
            .missingKey, "missing `\(parameter.name)` in `\(form)`", at: span, about: .missing(parameter.name),
            help: explanation(parameter.documentation, example: example))
    }

    /// Explains something that is missing: the first sentence of its documentation, and an example.
    static func explanation(_ documentation: String, example: String) -> String {
        let sentence = documentation.firstRange(of: ". ").map { documentation[..<$0.lowerBound] } ?? documentation[...]
        let clause = sentence.prefix(1).lowercased() + sentence.dropFirst()
        return "\(clause.hasSuffix(".") ? String(clause.dropLast()) : clause); for example, `\(example)`"
    }
}

extension String {
    /// `a layer`, `an optimizer`.
    var withArticle: String { (first.map("aeiou".contains) ?? false ? "an " : "a ") + self }
}

/// The message for a value of a wrong type, in notation and longhand.
enum WrongType {
    static func message(_ name: String, found term: NotationTerm, _ mismatch: ValueMismatch) -> Diagnostic {
        let found = term.text.isEmpty ? (term.isStride ? "`/` alone" : "empty") : "`\(term.text)`"
        return message(name, found: found, at: term.span, mismatch)
    }

    static func message(_ name: String, found: String, at span: Span, _ mismatch: ValueMismatch) -> Diagnostic {
        Diagnostic(
            .wrongType, "\(name) can't be \(found)", at: span, about: .value(found, of: name),
            help: mismatch.replacement.map { "write `\($0)`" } ?? "expected \(mismatch.expected)",
            fixes: mismatch.replacement.map { [Diagnostic.Fix("change to `\($0)`", replacing: span, with: $0)] } ?? [])
    }
}
