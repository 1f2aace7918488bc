import SpecText

/// What a line of notation or a mapping of longhand names: something of the catalogue, its arguments and its name.
struct Reading {
    var arguments: Arguments
    var name: Located<String>?
    /// Parameters that have to be written and are not, or whose value could not be read.
    var unread: Set<String> = []
}

/// Reads the notation of anything in the catalogue: `3x3 conv, 64, /2, pad 1, relu` or `adamw, rate 1e-3`.
struct NotationReader {
    /// What may be named here, and what a reader calls one of it: `layer`.
    let choices: [Syntax]
    let noun: String
    /// Whether `as NAME` may follow.
    let admitsName: Bool
    /// The parameters that stand for values here.
    let environment: Environment

    private(set) var diagnostics: [Diagnostic] = []

    init(choices: [Syntax], noun: String, admitsName: Bool, environment: Environment) {
        self.choices = choices
        self.noun = noun
        self.admitsName = admitsName
        self.environment = environment
    }

    /// The reading, as far as the line was understood; nil where not even its words were.
    mutating func read(_ clauses: [NotationClause], at span: Span) -> Reading? {
        var clauses = clauses
        for index in clauses.indices {
            clauses[index].terms = clauses[index].terms.map { environment.resolve($0, &diagnostics) }
        }
        if clauses.count > 1 {
            for clause in clauses where clause.terms.isEmpty {
                diagnostics.append(Message.emptyClause(at: clause.span, canRemove: clause.span != span))
            }
            clauses.removeAll(where: \.terms.isEmpty)
        }
        guard let first = clauses.first, !first.terms.isEmpty else {
            diagnostics.append(Message.empty(noun, at: span))
            return nil
        }
        let leading = first.terms.prefix { !$0.isWord }
        let words = first.terms.dropFirst(leading.count).prefix(while: \.isWord)
        let trailing = first.terms.dropFirst(leading.count + words.count)
        guard !words.isEmpty else {
            if let meant = joined(first.terms) {
                diagnostics.append(Message.unknownWord(first.terms.text, noun, meant: meant, known: [], at: first.span))
                return nil
            }
            diagnostics.append(
                Message.noWords(noun, example: choices.first?.example.notation ?? "", at: first.span))
            return nil
        }
        guard let (syntax, form, count) = longestForm(words) else {
            diagnostics.append(unknown(words, after: leading[...], before: trailing))
            return nil
        }
        var arguments = Arguments(syntax: syntax)
        let formSpan = words.prefix(count).span ?? span
        for (name, value) in form.presets { arguments.written[name] = Located(value, at: formSpan) }
        // `$act` alone names the layer by a parameter.
        if count == 1, form.presets.count == 1, let name = form.presets.keys.first, let term = words.first {
            arguments.expressions[name] = term.expression
        }
        var state = State(arguments: arguments, formWords: form.words, formSpan: formSpan)

        var rest = Array(words.dropFirst(count)) + Array(trailing)
        for term in leading {
            if !term.isStride, syntax.parameter(at: .leading) == nil, rest.isEmpty,
                let parameter = syntax.parameter(at: .trailing)
            {
                diagnostics.append(Message.misplaced(term, belongs: "behind", form.words, at: formSpan))
                set(parameter, to: term, &state)
            } else if term.isStride {
                state.failed.formUnion(syntax.parameter(at: .slash).map { [$0.name] } ?? [])
                diagnostics.append(Message.noPlace(for: term, in: form.words, syntax: syntax))
            } else {
                take(term, at: .leading, &state)
            }
        }
        if let term = rest.first {
            if let parameter = syntax.parameter(at: .trailing) {
                if !isOption(rest[...], of: syntax) {
                    set(parameter, to: term, &state)
                    rest.removeFirst()
                }
            } else if leading.isEmpty, !term.isWord, !term.isStride, let parameter = syntax.parameter(at: .leading),
                syntax.parameter(at: .alone) == nil || !term.isNumber
            {
                diagnostics.append(Message.misplaced(term, belongs: "before", form.words, at: formSpan))
                set(parameter, to: term, &state)
                rest.removeFirst()
            }
        }
        if !rest.isEmpty {
            reportMissingComma(
                before: rest[...], after: first.terms[first.terms.count - rest.count - 1].span,
                of: state.arguments.syntax)
            readOption(NotationClause(terms: rest, span: rest[...].span ?? span), &state)
        }
        for clause in clauses.dropFirst() { readOption(clause, &state) }
        let missing = state.arguments.syntax.missing(in: state.arguments, except: state.failed)
        for parameter in missing {
            diagnostics.append(
                Message.missing(
                    parameter, in: state.formWords, example: state.arguments.syntax.example.notation, at: span))
        }
        return Reading(
            arguments: state.arguments, name: state.name, unread: state.failed.union(missing.map(\.name)))
    }

    private struct State {
        var arguments: Arguments
        var formWords: String
        var formSpan: Span
        var name: Located<String>?
        /// Parameters whose value could not be read: they are not missing.
        var failed: Set<String> = []
    }

    // MARK: The words at the head

    private func longestForm(_ words: ArraySlice<NotationTerm>) -> (Syntax, Syntax.Form, count: Int)? {
        var best: (Syntax, Syntax.Form, count: Int)?
        var bestLength = 0
        for syntax in choices {
            for form in syntax.forms {
                let length = form.words.utf8.reduce(1) { $1 == UInt8(ascii: " ") ? $0 + 1 : $0 }
                guard length > bestLength else { continue }
                // A parameter may stand for several words at once: `$act` for `hard swish`.
                let counts = [length, 1].prefix(length == 1 ? 1 : 2)
                guard
                    let count = counts.first(where: {
                        $0 <= words.count && ($0 == 1 ? words.first?.text : words.prefix($0).text) == form.words
                    })
                else { continue }
                best = (syntax, form, count)
                bestLength = length
            }
        }
        return best
    }

    private func unknown(
        _ words: ArraySlice<NotationTerm>, after leading: ArraySlice<NotationTerm>,
        before trailing: ArraySlice<NotationTerm>
    ) -> Diagnostic {
        let known = choices.flatMap(\.forms).map(\.words)
        let span = words.span ?? Span(start: 0, end: 0)
        let text = words.text
        // `3 x 3 conv`
        if ["x", "X", "×", "*", "by"].contains(words.first?.text), let height = leading.last,
            let width = trailing.first,
            words.count == 1, height.isNumber, width.isNumber
        {
            return Message.partedSize("\(height.text)x\(width.text)", at: height.span.joined(with: width.span))
        }
        // `Conv2d(3, 64)`
        if let bracket = text.firstIndex(of: "(") {
            let callee = text[..<bracket].split(separator: ".").last.map(String.init) ?? ""
            let meant = ForeignWords.word(callee, among: known) ?? Suggestion.closest(to: callee, among: known)
            let syntax = choices.first { $0.forms.contains { $0.words == meant } } ?? choices.first
            return Message.call(noun, example: syntax?.example.notation ?? "", at: span)
        }
        // `fc10`
        let stem = String(text.reversed().drop { $0.isNumber }.reversed())
        if stem != text, known.contains(stem) {
            return Message.unknownWord(
                text, noun, meant: "\(stem) \(text.dropFirst(stem.count))", known: known, at: span)
        }
        // The longest run of words that is near to something known names what was meant.
        for count in stride(from: words.count, to: 0, by: -1) {
            let text = words.prefix(count).text
            let foreign = ForeignWords.word(text, among: known)
            if let meant = foreign ?? Suggestion.closest(to: text, among: known) {
                let place = words.prefix(count).span ?? span
                return Message.unknownWord(text, noun, meant: meant, known: known, at: place)
            }
        }
        return Message.unknownWord(words.text, noun, meant: nil, known: known, at: span)
    }

    /// `3x3 conv` of `3x3conv`.
    private func joined(_ terms: [NotationTerm]) -> String? {
        guard let text = terms.last?.text, let split = text.firstIndex(where: { $0.isLetter && $0 != "x" }) else {
            return nil
        }
        let (size, word) = (String(text[..<split]), String(text[split...]))
        guard !size.isEmpty, choices.contains(where: { $0.forms.contains { $0.words == word } }) else { return nil }
        return (terms.dropLast().map(\.text) + [size, word]).joined(separator: " ")
    }

    // MARK: What follows the commas

    private mutating func readOption(_ clause: NotationClause, _ state: inout State) {
        guard let first = clause.terms.first else { return }
        let syntax = state.arguments.syntax
        var rest = clause.terms.dropFirst()
        if first.isStride, first.text.isEmpty, let number = rest.first, !number.isWord, !number.isStride {
            rest.removeFirst()
            state.failed.formUnion(syntax.parameter(at: .slash).map { [$0.name] } ?? [])
            diagnostics.append(Message.parted(first, number))
        } else if first.isStride {
            take(first, at: .slash, &state)
        } else if !first.isWord {
            take(first, at: .alone, &state)
        } else if admitsName, first.text == "as" {
            guard let name = rest.popFirst() else {
                diagnostics.append(Message.missingValue("as", expected: "a name", at: first.span))
                return
            }
            if let earlier = state.name {
                diagnostics.append(Message.repeated("as", at: first.span.joined(with: name.span), first: earlier.span))
            } else {
                state.name = Located(name.writtenText, at: name.span)
            }
        } else {
            let words = clause.terms.prefix(while: \.isWord)
            guard let (parameter, place, count) = option(words, of: syntax) else {
                diagnostics.append(unknownOption(words, &state))
                return
            }
            rest = clause.terms.dropFirst(count)
            let span = clause.terms.prefix(count).span ?? clause.span
            switch place {
            case .flag(_, let value):
                set(parameter, to: value, at: span, &state)
            case .keyword(let keyword):
                guard let term = rest.popFirst() else {
                    state.failed.insert(parameter.name)
                    diagnostics.append(
                        Message.missingValue(keyword, expected: parameter.type.expectation, at: span))
                    return
                }
                if let (value, words) = longestWord(of: parameter.type, [term] + rest) {
                    set(parameter, to: value, at: ([term] + rest.prefix(words - 1)).span ?? term.span, &state)
                    state.arguments.expressions[parameter.name] = words == 1 ? term.expression : nil
                    rest.removeFirst(words - 1)
                } else {
                    set(parameter, to: term, &state)
                }
                if let unit = rest.first, unit.isWord, let name = parameter.unit,
                    unit.text == name || unit.text == String(name.dropLast())
                {
                    rest.removeFirst()
                }
            default:
                if let value = parameter.type.admits(word: clause.terms.prefix(count).text) {
                    set(parameter, to: value, at: span, &state)
                    state.arguments.expressions[parameter.name] = first.expression
                }
            }
        }
        if !rest.isEmpty {
            reportMissingComma(
                before: rest, after: clause.terms[clause.terms.count - rest.count - 1].span, of: state.arguments.syntax)
            readOption(NotationClause(terms: Array(rest), span: rest.span ?? clause.span), &state)
        }
    }

    /// The longest of a type's words that the terms begin with, and of how many terms it is.
    private func longestWord(
        of type: ParameterType, _ terms: [NotationTerm]
    ) -> (value: ParameterValue, count: Int)? {
        guard case .word = type else { return nil }
        for count in stride(from: min(terms.count, 3), to: 0, by: -1) where terms.prefix(count).allSatisfy(\.isWord) {
            if let value = type.admits(word: terms.prefix(count).text) { return (value, count) }
        }
        return nil
    }

    /// The parameter that the words begin with, how it is named, and by how many words.
    private func option(
        _ words: ArraySlice<NotationTerm>, of syntax: Syntax
    ) -> (ParameterDefinition, NotationPlace, count: Int)? {
        for count in stride(from: min(words.count, 3), to: 0, by: -1) {
            let text = words.prefix(count).text
            for parameter in syntax.parameters {
                for place in parameter.places {
                    switch place {
                    case .keyword(text), .flag(text, _): return (parameter, place, count)
                    case .itself where parameter.type.admits(word: text) != nil: return (parameter, place, count)
                    default: continue
                    }
                }
            }
        }
        return nil
    }

    private func isOption(_ terms: ArraySlice<NotationTerm>, of syntax: Syntax) -> Bool {
        let words = terms.prefix(while: \.isWord)
        return option(words, of: syntax) != nil || admitsName && words.first?.text == "as"
    }

    /// A word that is no option, nor near to one, is what is wrong, such as the unit in `16 filters`: not its comma.
    private mutating func reportMissingComma(
        before terms: ArraySlice<NotationTerm>, after previous: Span, of syntax: Syntax
    ) {
        guard let next = terms.first else { return }
        let isForeign = next.isWord && !isOption(terms, of: syntax) && closestOption(to: terms, of: syntax) == nil
        if !isForeign { diagnostics.append(Message.missingComma(before: next, after: previous)) }
    }

    private func unknownOption(_ words: ArraySlice<NotationTerm>, _ state: inout State) -> Diagnostic {
        let syntax = state.arguments.syntax
        let known = knownOptions(of: syntax)
        let span = words.span ?? state.formSpan
        // `filters 8`, `out_channels 8` and `filters=8` call a parameter by a name; what it is called so is not missing.
        if let first = words.first, let name = first.text.split(separator: "=").first.map(String.init),
            closestOption(to: words, of: syntax) == nil || syntax.parameter(named: name) != nil,
            let parameter = syntax.parameter(named: name)
                ?? ForeignWords.key(name, among: syntax.parameters.map(\.name)).flatMap(syntax.parameter(named:))
        {
            state.failed.insert(parameter.name)
            return Message.parameterByName(
                parameter, called: name, of: state.formWords, example: syntax.example.notation, at: first.span)
        }
        if let (meant, count) = closestOption(to: words, of: syntax) {
            let words = words.prefix(count)
            return Message.unknownOption(
                words.text, of: state.formWords, meant: meant, known: known, at: words.span ?? span)
        }
        return Message.unknownOption(words.text, of: state.formWords, meant: nil, known: known, at: span)
    }

    private func knownOptions(of syntax: Syntax) -> [String] { syntax.optionWords + (admitsName ? ["as"] : []) }

    /// The option that terms most likely mean, and how many words name it.
    private func closestOption(to terms: ArraySlice<NotationTerm>, of syntax: Syntax) -> (meant: String, count: Int)? {
        let known = knownOptions(of: syntax)
        let words = terms.prefix(while: \.isWord)
        for count in stride(from: words.count, to: 0, by: -1) {
            let text = words.prefix(count).text
            let foreign = ForeignWords.word(text, among: known)
            if let meant = foreign ?? Suggestion.closest(to: text, among: known) { return (meant, count) }
        }
        return nil
    }

    // MARK: Values

    private mutating func take(_ term: NotationTerm, at place: NotationPlace, _ state: inout State) {
        guard let parameter = state.arguments.syntax.parameter(at: place) else {
            if term.kind == .unresolved { return }
            diagnostics.append(
                Message.noPlace(for: term, in: state.formWords, syntax: state.arguments.syntax))
            return
        }
        set(parameter, to: term, &state)
    }

    private mutating func set(_ parameter: ParameterDefinition, to term: NotationTerm, _ state: inout State) {
        if term.isStride, !parameter.places.contains(.slash) {
            state.failed.insert(parameter.name)
            diagnostics.append(Message.noPlace(for: term, in: state.formWords, syntax: state.arguments.syntax))
            return
        }
        switch parameter.type.value(of: term) {
        case .success(let value):
            set(parameter, to: value, at: term.span, &state)
            state.arguments.expressions[parameter.name] = term.expression
        case .failure(let mismatch):
            state.failed.insert(parameter.name)
            if term.kind == .unresolved { return }
            diagnostics.append(WrongType.message(parameter.name, found: term, mismatch))
        }
    }

    private mutating func set(
        _ parameter: ParameterDefinition, to value: ParameterValue, at span: Span, _ state: inout State
    ) {
        if let earlier = state.arguments.written[parameter.name] {
            diagnostics.append(Message.repeated(parameter.name, at: span, first: earlier.span))
        } else {
            state.arguments.written[parameter.name] = Located(value, at: span)
        }
    }
}

extension Syntax {
    /// The words that may follow a comma.
    var optionWords: [String] {
        parameters.flatMap { parameter in
            parameter.places.flatMap { place -> [String] in
                switch place {
                case .keyword(let word), .flag(let word, _): [word]
                case .itself: parameter.type.words
                default: []
                }
            }
        }
    }

    /// Whether terms begin with the keyword of an option or are one in full, such as `pad 1` or `no bias`.
    func isOption(_ first: String, of terms: [NotationTerm]) -> Bool {
        parameters.flatMap(\.places).contains { place in
            switch place {
            case .keyword(let word): word == first
            case .flag(let word, _): word == terms.text
            default: false
            }
        }
    }

    /// The parameters that have to be written and are not.
    func missing(in arguments: Arguments, except failed: Set<String>) -> [ParameterDefinition] {
        parameters.filter { parameter in
            arguments.written[parameter.name] == nil && !failed.contains(parameter.name)
                && (parameter.isRequired || needsFilters(parameter, arguments))
        }
    }

    /// A depthwise convolution has as many filters as channels by itself; any other has to say.
    private func needsFilters(_ parameter: ParameterDefinition, _ arguments: Arguments) -> Bool {
        key == "conv" && parameter.name == "filters" && arguments["groups"] != .channels
    }
}

extension Sequence<NotationTerm> {
    var text: String { map(\.text).joined(separator: " ") }
}

extension BidirectionalCollection<NotationTerm> {
    var span: Span? { first.flatMap { first in last.map { first.span.joined(with: $0.span) } } }
}

private enum Message {
    static func emptyClause(at span: Span, canRemove: Bool) -> Diagnostic {
        Diagnostic(
            .error, "notation", "nothing stands beside this comma", at: span, help: "remove the comma",
            fixes: canRemove ? [Diagnostic.Fix("remove the comma", replacing: span, with: "")] : [])
    }

    static func empty(_ noun: String, at span: Span) -> Diagnostic {
        Diagnostic(.error, "notation", "a \(noun) is missing here", at: span, help: "write it here, or remove the line")
    }

    static func noWords(_ noun: String, example: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "notation", "no word says what \(noun) this is", at: span, help: "write it as in `\(example)`")
    }

    static func unknownWord(_ text: String, _ noun: String, meant: String?, known: [String], at span: Span)
        -> Diagnostic
    {
        Diagnostic(
            .error, "unknown-word", "`\(text)` is no \(noun) that Strata knows", at: span,
            help: meant.map { "did you mean `\($0)`?" } ?? "known: \(Suggestion.list(known, conjunction: "and"))",
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func partedSize(_ size: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "notation", "blanks part the numbers of a size", at: span, help: "write `\(size)`",
            fixes: [Diagnostic.Fix("write `\(size)`", replacing: span, with: size)])
    }

    static func call(_ noun: String, example: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "notation", "a \(noun) is not written as a call", at: span, help: "write it as in `\(example)`")
    }

    static func unknownOption(_ text: String, of form: String, meant: String?, known: [String], at span: Span)
        -> Diagnostic
    {
        let allowed =
            known.isEmpty
            ? "`\(form)` takes no options" : "`\(form)` takes \(Suggestion.list(known, conjunction: "and"))"
        return Diagnostic(
            .error, "unknown-word", "`\(text)` is no option of `\(form)`", at: span,
            help: meant.map { "did you mean `\($0)`?" } ?? allowed,
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    /// `stride 2`: the notation has another place for this parameter than behind its name.
    static func parameterByName(
        _ parameter: ParameterDefinition, called name: String, of form: String, example: String, at span: Span
    ) -> Diagnostic {
        let place: String? = parameter.places.lazy.compactMap { place in
            switch place {
            case .slash: "a stride is written behind a `/`, as in `/2`"
            case .leading: "write the \(parameter.name) before `\(form)`, as in `\(example)`"
            case .trailing: "write the number alone behind `\(form)`, as in `\(example)`"
            case .alone: "write the number alone between commas, as in `\(example)`"
            case .keyword(let word): "did you mean `\(word)`?"
            case .flag(let word, _): "did you mean `\(word)`?"
            case .itself: "write the \(parameter.name) alone between commas, as in `\(example)`"
            }
        }.first
        let word: String? = parameter.places.lazy.compactMap { place in
            if case .keyword(let word) = place { word } else if case .flag(let word, _) = place { word } else { nil }
        }.first
        return Diagnostic(
            .error, "unknown-word", "`\(name)` is no option of `\(form)`", at: span,
            help: place ?? "write it as in `\(example)`",
            fixes: word.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    /// `/ 2`.
    static func parted(_ slash: NotationTerm, _ number: NotationTerm) -> Diagnostic {
        let span = slash.span.joined(with: number.span)
        return Diagnostic(
            .error, "notation", "a blank parts `/` from its `\(number.text)`", at: span,
            help: "write `/\(number.text)`",
            fixes: [Diagnostic.Fix("write `/\(number.text)`", replacing: span, with: "/\(number.text)")])
    }

    static func missingComma(before term: NotationTerm, after previous: Span) -> Diagnostic {
        let place = Span(file: previous.file, start: previous.end, end: previous.end)
        // Where escapes or folds stand between, terms have no place of their own.
        let isPlaced = previous.end < term.span.start
        return Diagnostic(
            .error, "notation", "a comma is missing before `\(term.writtenText)`", at: term.span,
            help: "options are set apart by commas",
            fixes: isPlaced ? [Diagnostic.Fix("put a comma before it", replacing: place, with: ",")] : [])
    }

    static func misplaced(_ term: NotationTerm, belongs side: String, _ form: String, at formSpan: Span) -> Diagnostic {
        let both = side == "before" ? "\(term.writtenText) \(form)" : "\(form) \(term.writtenText)"
        // Where escapes or folds stand between, neither has a place of its own.
        let isPlaced = formSpan.end < term.span.start || term.span.end < formSpan.start
        return Diagnostic(
            .error, "notation", "`\(term.writtenText)` belongs \(side) `\(form)`", at: term.span,
            help: "write `\(both)`",
            fixes: isPlaced
                ? [Diagnostic.Fix("write `\(both)`", replacing: formSpan.joined(with: term.span), with: both)] : [])
    }

    static func missingValue(_ keyword: String, expected: String, at span: Span) -> Diagnostic {
        Diagnostic(.error, "wrong-type", "`\(keyword)` needs a value", at: span, help: "expected \(expected)")
    }

    static func noPlace(for term: NotationTerm, in form: String, syntax: Syntax) -> Diagnostic {
        Diagnostic(
            .error, "notation", "`\(form)` has no use for `\(term.writtenText)` here", at: term.span,
            help: "write it as in `\(syntax.example.notation)`")
    }

    static func repeated(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .error, "duplicate-key", "`\(name)` is given a second time", at: span,
            notes: [Diagnostic.Note("first given here", at: first)], help: "keep one of the two")
    }

    static func missing(_ parameter: ParameterDefinition, in form: String, example: String, at span: Span)
        -> Diagnostic
    {
        Diagnostic(
            .error, "missing-key", "`\(form)` does not say its `\(parameter.name)`", at: span,
            help: "\(parameter.documentation) Write it as in `\(example)`")
    }
}

/// The message for a value of a wrong type, alike in notation and longhand.
enum WrongType {
    static func message(_ name: String, found term: NotationTerm, _ mismatch: ValueMismatch) -> Diagnostic {
        message(name, found: "`\(term.text)`", at: term.span, mismatch)
    }

    static func message(_ name: String, found: String, at span: Span, _ mismatch: ValueMismatch) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "\(name) can't be \(found)", at: span,
            help: mismatch.replacement.map { "write `\($0)`" } ?? "expected \(mismatch.expected)",
            fixes: mismatch.replacement.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }
}
