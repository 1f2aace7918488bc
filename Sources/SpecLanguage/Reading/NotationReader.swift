import Basics
import NetworkTerms
import SpecText

/// A line of notation or a mapping of longhand as read: an entry of the catalog, its arguments, and its name.
struct Reading {
    var arguments: Arguments
    var name: Located<String>?
    /// Required parameters that aren't written, and those whose value couldn't be read.
    var unread: Set<String> = []
    /// The parts of a layer that follow from its line alone, if they have been computed before.
    var layer: Layer?

    struct Layer {
        var definition: LayerDefinition
        var relation: SizeRelation
    }
}

/// Reads the notation of anything in the catalog: `3x3 conv, 64, /2, pad 1, relu` or `adamw, rate 1e-3`.
struct NotationReader {
    /// The entries that can be named here, and the noun for one in messages: `layer`.
    let vocabulary: Vocabulary
    let noun: String
    /// Whether `as NAME` can follow.
    let admitsName: Bool
    /// The parameters that can be used for values here.
    let environment: Environment
    /// Whether the vocabulary is incomplete, so that a word it lacks may still be valid.
    let lacksWords: Bool
    /// How many more words can be compared.
    let comparisons: Comparisons

    var diagnostics: [Diagnostic] = []

    init(
        _ vocabulary: Vocabulary, noun: String, admitsName: Bool, environment: Environment, lacksWords: Bool = false,
        comparisons: Comparisons = Comparisons()
    ) {
        self.vocabulary = vocabulary
        self.noun = noun
        self.admitsName = admitsName
        self.environment = environment
        self.lacksWords = lacksWords
        self.comparisons = comparisons
    }

    /// Reads as much of the line as it understands; returns nil if it doesn't even know the line's words.
    mutating func read(_ clauses: [NotationClause], at span: Span) -> Reading? {
        defer {
            // In text with escapes or folds, terms have no spans of their own: fixing one would replace them all.
            let terms = diagnostics.isEmpty ? [] : clauses.flatMap(\.terms)
            if terms.count > 1, terms.contains(where: { $0.span == span }) {
                for index in diagnostics.indices { diagnostics[index].fixes = [] }
            }
        }
        var clauses = clauses
        for index in clauses.indices where clauses[index].terms.contains(where: { $0.isComputed }) {
            clauses[index].terms = clauses[index].terms.flatMap { environment.resolve($0, &diagnostics).parts }
        }
        if clauses.count > 1, clauses.contains(where: { $0.terms.isEmpty }) {
            for clause in clauses where clause.terms.isEmpty {
                diagnostics.append(NotationMessage.emptyClause(at: clause.span, canRemove: clause.span != span))
            }
            clauses.removeAll(where: \.terms.isEmpty)
        }
        guard let first = clauses.first, !first.terms.isEmpty else {
            diagnostics.append(NotationMessage.empty(noun, at: span))
            return nil
        }
        let leading = first.terms.prefix { !$0.isWord }
        let words = first.terms.dropFirst(leading.count).prefix(while: \.isWord)
        let trailing = first.terms.dropFirst(leading.count + words.count)
        guard !words.isEmpty else {
            // The term has no value, and has been reported if it should be.
            if first.terms.contains(where: { $0.kind == .unresolved }) { return nil }
            if let meant = joined(first.terms) {
                diagnostics += unknownWord(first.terms.text, meant: meant, at: first.span)
                return nil
            }
            diagnostics.append(
                NotationMessage.noWords(noun, example: vocabulary.choices.first?.example.notation ?? "", at: first.span)
            )
            return nil
        }
        guard let (syntax, form, count) = vocabulary.longestForm(words) else {
            diagnostics +=
                call(clauses)
                ?? unknown(
                    words, after: leading[...], before: trailing, options: clauses.dropFirst()[...])
            return nil
        }
        var arguments = Arguments(syntax: syntax)
        let formSpan = words.prefix(count).span ?? span
        for (name, value) in form.presets { arguments.write(value, for: name, at: formSpan) }
        // In a line that is just `$act`, a parameter chooses the layer.
        if count == 1, form.presets.count == 1, let name = form.presets.keys.first, let term = words.first {
            arguments.expressions[name] = term.expression
        }
        var state = State(arguments: arguments, formWords: form.words, formSpan: formSpan)
        state.hasLoneNumber = clauses.dropFirst().contains { clause in
            clause.terms.first.map { !$0.isWord && !$0.isStride } ?? false
        }

        var rest = Array(words.dropFirst(count)) + Array(trailing)
        for term in leading {
            if !term.isStride, syntax.parameter(at: .leading) == nil, rest.isEmpty,
                let parameter = syntax.parameter(at: .trailing)
            {
                diagnostics.append(NotationMessage.misplaced(term, belongs: "after", form.words, at: formSpan))
                set(parameter, to: term, &state)
            } else if term.isStride {
                state.failed.formUnion(syntax.parameter(at: .slash).map { [$0.name] } ?? [])
                diagnostics.append(NotationMessage.noPlace(for: term, in: form.words, syntax: syntax))
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
                diagnostics.append(NotationMessage.misplaced(term, belongs: "before", form.words, at: formSpan))
                set(parameter, to: term, &state)
                rest.removeFirst()
            }
        }
        if !rest.isEmpty {
            reportMissingComma(
                before: rest[...], after: first.terms[first.terms.count - rest.count - 1].span, of: state)
            readOptions(rest[...], &state)
        }
        for clause in clauses.dropFirst() { readOptions(clause.terms[...], &state) }
        takeUnknownOption(&state)
        let missing = state.arguments.syntax.missing(in: state.arguments, except: state.failed)
        for parameter in missing {
            diagnostics.append(
                NotationMessage.missing(
                    parameter, in: state.formWords, example: state.arguments.syntax.example.notation, at: span))
        }
        return Reading(
            arguments: state.arguments, name: state.name, unread: state.failed.union(missing.map(\.name)))
    }

    struct State {
        var arguments: Arguments
        var formWords: String
        var formSpan: Span
        var name: Located<String>?
        /// Parameters whose value couldn't be read. They aren't missing.
        var failed: Set<String> = []
        /// Options of which nothing is known, and the indices of their findings.
        var unknown: [(option: NotationTerm, finding: Int)] = []
        /// Whether a number is alone between commas.
        var hasLoneNumber = false
    }

    // MARK: Options

    /// Reads an option, and those after it without a comma.
    private mutating func readOptions(_ terms: ArraySlice<NotationTerm>, _ state: inout State) {
        var rest = terms
        while let first = rest.first {
            let next = readOption(first, of: rest, &state)
            if !next.isEmpty {
                reportMissingComma(before: next, after: terms[next.startIndex - 1].span, of: state)
            }
            rest = next
        }
    }

    /// Reads the option that some terms start with.
    ///
    /// - Returns: the terms after it.
    private mutating func readOption(
        _ first: NotationTerm, of terms: ArraySlice<NotationTerm>, _ state: inout State
    ) -> ArraySlice<NotationTerm> {
        let syntax = state.arguments.syntax
        var rest = terms.dropFirst()
        if first.isStride, first.text.isEmpty, let number = rest.first, !number.isWord, !number.isStride {
            rest.removeFirst()
            state.failed.formUnion(syntax.parameter(at: .slash).map { [$0.name] } ?? [])
            diagnostics.append(NotationMessage.spaceAfterSlash(first, number))
        } else if first.isStride {
            take(first, at: .slash, &state)
        } else if !first.isWord {
            take(first, at: .alone, &state)
        } else if option(terms, of: syntax) == nil, isCount(first, of: state) {
            take(first, at: .alone, &state)
        } else if admitsName, first.text == StructureWord.as.key {
            guard let name = rest.popFirst() else {
                diagnostics.append(NotationMessage.missingValue(first.text, expected: "a name", at: first.span))
                return rest
            }
            if let earlier = state.name {
                diagnostics.append(
                    NotationMessage.repeated(first.text, at: first.span.joined(with: name.span), first: earlier.span))
            } else {
                state.name = Located(name.writtenText, at: name.span)
            }
        } else {
            guard let (parameter, place, count) = option(terms, of: syntax) else {
                diagnostics.append(unknownOption(terms.prefix(while: \.isWord), of: terms, &state))
                return []
            }
            rest = terms.dropFirst(count)
            let span = terms.prefix(count).span ?? first.span
            switch place {
            case .flag(_, let value):
                set(parameter, to: value, at: span, &state)
            case .keyword(let keyword):
                if rest.first?.text == "=", rest.count > 1 {
                    diagnostics.append(
                        NotationMessage.equals(rest.removeFirst(), after: keyword, before: rest[rest.startIndex]))
                }
                guard let term = rest.popFirst() else {
                    state.failed.insert(parameter.name)
                    diagnostics.append(
                        NotationMessage.missingValue(keyword, expected: parameter.type.expectation(near: ""), at: span))
                    return rest
                }
                let values = terms[(rest.startIndex - 1)...]
                let known = longestWord(of: parameter.type, values)
                if let known,
                    setNumbered(parameter, values.prefix(known.count), rest.dropFirst(known.count - 1).first, &state)
                {
                    rest.removeFirst(known.count)
                    return rest
                }
                if let (meant, words) = foreignWord(of: parameter.type, values, longerThan: known?.count ?? 0) {
                    let written = values.prefix(words)
                    state.failed.insert(parameter.name)
                    diagnostics.append(
                        WrongType.message(
                            parameter.name, found: "`\(written.text)`", at: written.span ?? term.span,
                            ValueMismatch(expected: parameter.type.expectation, replacement: meant)))
                    rest.removeFirst(words - 1)
                } else if let (value, words) = known {
                    set(parameter, to: value, at: values.prefix(words).span ?? term.span, &state)
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
                let text = terms.prefix(count).text
                if let number = rest.first, !isFilters(number, state),
                    setNumbered(parameter, terms.prefix(count), number, &state)
                {
                    rest.removeFirst()
                    return rest
                }
                if let value = parameter.type.admits(word: text) {
                    set(parameter, to: value, at: span, &state)
                    state.arguments.expressions[parameter.name] = first.expression
                }
                if admitsName, let value = rest.first, !value.isWord, !value.isStride {
                    // Without a number between commas, this is probably it, and only the comma is missing.
                    let hasNumber = syntax.parameter(at: .alone).map { state.arguments.span(of: $0.name) != nil }
                    if hasNumber != false {
                        rest.removeFirst()
                        diagnostics.append(NotationMessage.valueOfOption(text, at: span, value))
                    }
                }
            }
        }
        return rest
    }

    /// Whether a whole number after an activation is the missing number of filters rather than the activation's own:
    /// `3x3 conv, leaky relu 64`.
    private func isFilters(_ number: NotationTerm, _ state: State) -> Bool {
        guard number.isNumber, !state.hasLoneNumber, let alone = state.arguments.syntax.parameter(at: .alone) else {
            return false
        }
        return alone.isRequired(beside: state.arguments.call) && !state.arguments.isWritten(alone.name)
    }

    /// Sets a word with the number that may follow it: `leaky relu 0.1`.
    ///
    /// - Returns: whether there is such a number.
    private mutating func setNumbered(
        _ parameter: ParameterDefinition, _ words: ArraySlice<NotationTerm>, _ number: NotationTerm?,
        _ state: inout State
    ) -> Bool {
        guard let number, let first = words.first, let result = parameter.type.numbered(words.text, number) else {
            return false
        }
        switch result {
        case .success(let value):
            set(parameter, to: value, at: words.span?.joined(with: number.span) ?? number.span, &state)
            state.arguments.expressions[parameter.name] = words.count == 1 ? first.expression : nil
        case .failure(let mismatch):
            state.failed.insert(parameter.name)
            guard number.kind != .unresolved else { break }
            let name = parameter.type.number(after: words.text)?.name ?? parameter.name
            diagnostics.append(WrongType.message(name, found: number, mismatch))
        }
        return true
    }

    /// The longest of a type's words that the terms start with, and its number of terms.
    private func longestWord(
        of type: ParameterType, _ terms: ArraySlice<NotationTerm>
    ) -> (value: ParameterValue, count: Int)? {
        // A block's parameter can be any word, but only an activation has several.
        let type = type == .any ? .word(Activation.words) : type
        guard case .word = type else { return nil }
        for count in stride(from: min(terms.count, 3), to: 0, by: -1) where terms.prefix(count).allSatisfy(\.isWord) {
            if let value = type.admits(word: terms.prefix(count).text) { return (value, count) }
        }
        return nil
    }

    /// The meaning of terms that start with another framework's words, and the number of those terms; nil if they
    /// aren't longer than the known ones.
    private func foreignWord(
        of type: ParameterType, _ terms: ArraySlice<NotationTerm>, longerThan known: Int
    ) -> (meant: String, count: Int)? {
        guard case .word = type else { return nil }
        for count in stride(from: min(terms.count, 3), to: known, by: -1) where terms.prefix(count).allSatisfy(\.isWord)
        {
            if let meant = ForeignWords.word(terms.prefix(count).text, among: type.words) { return (meant, count) }
        }
        return nil
    }

    /// The parameter that the terms start with, the place that names it, and the number of words that do.
    private func option(
        _ terms: ArraySlice<NotationTerm>, of syntax: Syntax
    ) -> (ParameterDefinition, NotationPlace, count: Int)? {
        let words = terms.prefix(syntax.longestOption).prefix(while: \.isWord)
        for count in stride(from: min(words.count, syntax.longestOption), to: 0, by: -1) {
            if let option = syntax.options[words.prefix(count).text] { return (option.parameter, option.place, count) }
        }
        return nil
    }

    private func isOption(_ terms: ArraySlice<NotationTerm>, of syntax: Syntax) -> Bool {
        guard let first = terms.first, first.isWord else { return false }
        return option(terms, of: syntax) != nil || admitsName && first.text == StructureWord.as.key
    }

    /// Whether a word is the number between commas, which isn't given yet: `channels`.
    private func isCount(_ term: NotationTerm, of state: State) -> Bool {
        guard let parameter = state.arguments.syntax.parameter(at: .alone), parameter.type.canBeRelative,
            state.arguments.span(of: parameter.name) == nil, !state.failed.contains(parameter.name)
        else { return false }
        return term.text == Expression.channelsWord || Expression.meant(by: term.text) != nil
    }

    /// Reports a missing comma, unless the next word isn't close to an option, such as the unit in `16 filters`: then
    /// the word is wrong rather than the comma.
    private mutating func reportMissingComma(
        before terms: ArraySlice<NotationTerm>, after previous: Span, of state: State
    ) {
        let syntax = state.arguments.syntax
        guard let next = terms.first, next.isWord || next.isStride || syntax.parameter(at: .alone) != nil else {
            return
        }
        let isForeign =
            next.isWord && !isOption(terms, of: syntax) && closestOption(to: terms, of: syntax) == nil
            && !isCount(next, of: state)
        if !isForeign { diagnostics.append(NotationMessage.missingComma(before: next, after: previous)) }
    }

    // MARK: Values

    private mutating func take(_ term: NotationTerm, at place: NotationPlace, _ state: inout State) {
        guard let parameter = state.arguments.syntax.parameter(at: place) else {
            if term.kind == .unresolved { return }
            diagnostics.append(
                NotationMessage.noPlace(for: term, in: state.formWords, syntax: state.arguments.syntax))
            return
        }
        set(parameter, to: term, &state)
    }

    private mutating func set(_ parameter: ParameterDefinition, to term: NotationTerm, _ state: inout State) {
        if term.isStride, !parameter.places.contains(.slash), !parameter.type.isText {
            state.failed.insert(parameter.name)
            diagnostics.append(NotationMessage.noPlace(for: term, in: state.formWords, syntax: state.arguments.syntax))
            return
        }
        if let open = OpenParameter(term, for: parameter) {
            if let earlier = state.arguments.span(of: parameter.name) {
                diagnostics.append(NotationMessage.repeated(parameter.name, at: term.span, first: earlier))
            } else {
                state.arguments.open[parameter.name] = open
            }
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
        if let earlier = state.arguments.span(of: parameter.name) {
            diagnostics.append(NotationMessage.repeated(parameter.name, at: span, first: earlier))
        } else {
            state.arguments.write(value, for: parameter.name, at: span)
        }
    }
}

extension Syntax {
    /// Whether terms start with the keyword of an option or are a whole one, such as `pad 1` or `no bias`.
    fileprivate func isOption(_ first: String, of terms: [NotationTerm]) -> Bool {
        parameters.flatMap(\.places).contains { place in
            switch place {
            case .keyword(let word): word == first
            case .flag(let word, _): word == terms.text
            default: false
            }
        }
    }

    /// The required parameters that aren't written.
    func missing(in arguments: Arguments, except failed: Set<String>) -> [ParameterDefinition] {
        parameters.filter { parameter in
            parameter.mayBeRequired && arguments.span(of: parameter.name) == nil && !failed.contains(parameter.name)
                && parameter.isRequired(beside: arguments.call)
        }
    }
}

extension [NotationTerm] {
    /// Whether they can't be a layer but could be an option of one: `8`, `/2`, `pad 1`, `no bias`, `as stem`.
    package var areOption: Bool {
        guard let first else { return false }
        if !first.isWord { return count == 1 }
        return first.text == StructureWord.as.key || count == 1 && first.text == Expression.channelsWord
            || Catalog.layers.contains { $0.syntax.isOption(first.text, of: self) }
    }
}

extension Sequence<NotationTerm> {
    var text: String { map(\.text).joined(separator: " ") }
}

extension ArraySlice<NotationTerm> {
    var text: String { count == 1 ? self[startIndex].text : map(\.text).joined(separator: " ") }
}

extension BidirectionalCollection<NotationTerm> {
    var span: Span? { first.flatMap { first in last.map { first.span.joined(with: $0.span) } } }
}
