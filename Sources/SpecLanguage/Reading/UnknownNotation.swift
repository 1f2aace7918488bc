import Basics
import NetworkTerms
import SpecText

/// What is said of words that the notation doesn't have.
extension NotationReader {
    // MARK: At the start of a line

    /// Reports nothing if the vocabulary is incomplete.
    func unknownWord(_ text: String, meant: String?, at span: Span) -> [Diagnostic] {
        lacksWords
            ? []
            : [
                NotationMessage.unknownWord(
                    text, noun, meant: meant, known: meant == nil ? vocabulary.words(within: comparisons) : [],
                    rest: listing, at: span)
            ]
    }

    /// Where all words of the vocabulary are listed.
    private var listing: String {
        admitsName ? "docs/layers lists all layers" : "docs/language.md lists all of them"
    }

    func unknown(
        _ words: ArraySlice<NotationTerm>, after leading: ArraySlice<NotationTerm>,
        before trailing: ArraySlice<NotationTerm>, options: ArraySlice<NotationClause>
    ) -> [Diagnostic] {
        let span = words.span ?? Span(start: 0, end: 0)
        let text = words.text
        // `3 x 3 conv`
        if ["x", "X", "×", "*", "by"].contains(words.first?.text), let height = leading.last,
            let width = trailing.first,
            words.count == 1, height.isNumber, width.isNumber
        {
            return [
                NotationMessage.spacedSize("\(height.text)x\(width.text)", at: height.span.joined(with: width.span))
            ]
        }
        // `fc10`
        let stem = String(text.reversed().drop { $0.isNumber }.reversed())
        if stem != text, vocabulary.entry(called: stem) != nil {
            return unknownWord(text, meant: "\(stem) \(text.dropFirst(stem.count))", at: span)
        }
        // `penguins.csv`
        if let dot = text.lastIndex(of: "."), let syntax = vocabulary.entry(withKey: String(text[dot...].dropFirst())),
            syntax.parameter(at: .trailing)?.type == .path
        {
            return unknownWord(text, meant: "\(syntax.key) \(text)", at: span)
        }
        // The longest run of words that is close to a known name decides what was meant.
        for count in stride(from: min(words.count, Vocabulary.mostWords), to: 0, by: -1) {
            let text = words.prefix(count).text
            let place = words.prefix(count).span ?? span
            if let meant = vocabulary.foreignWord(text) {
                let line = ForeignWords.line(text, meaning: meant)
                guard line != meant else { return unknownWord(text, meant: meant, at: place) }
                return [
                    NotationMessage.otherDefaults(
                        text, noun, meant: meant, line, overridden: isSet(line, options), at: place)
                ]
            }
            // What other tools have isn't misspelled.
            if ForeignWords.isAbsent(text) { return unknownWord(text, meant: nil, at: place) }
            if let meant = Suggestion.closest(to: text, among: vocabulary.words(within: comparisons)) {
                return unknownWord(text, meant: meant, at: place)
            }
        }
        return unknownWord(words.text, meant: nil, at: span)
    }

    /// Whether one of the options of a line is also among those that are written.
    private func isSet(_ line: String, _ options: ArraySlice<NotationClause>) -> Bool {
        let own = line.split(separator: ",").dropFirst().compactMap { $0.split(separator: " ").first.map(String.init) }
        return options.contains { clause in
            clause.terms.first.map { term in
                let name = term.text.split(separator: "=").first.map(String.init) ?? term.text
                return own.contains { $0 == name || ForeignWords.key(name, among: [$0]) != nil }
            } ?? false
        }
    }

    /// `Conv2d(3, 64)`: suggests the same in the notation, if that can be read; nil if there is no call.
    func call(_ clauses: [NotationClause]) -> [Diagnostic]? {
        let terms = clauses.flatMap(\.terms)
        guard let opening = clauses.first?.terms.first(where: { $0.isWord && $0.text.contains("(") }),
            let bracket = opening.text.firstIndex(of: "("), let first = terms.first, let last = terms.last
        else { return nil }
        let span = first.span.joined(with: last.span)
        let text = clauses.map { $0.terms.map(\.writtenText).joined(separator: " ") }.joined(separator: ",")
        if let translation = ForeignCall(text)?.translation {
            var reader = NotationReader(vocabulary, noun: noun, admitsName: false, environment: .none)
            let scalar = YAMLScalar(text: translation.line, style: .plain, span: span, verbatimStart: nil)
            if reader.read(NotationParser.clauses(of: scalar), at: span) != nil, reader.diagnostics.isEmpty {
                if let before = translation.before {
                    return [NotationMessage.call(noun, lines: before, translation.line, at: span)]
                }
                return [NotationMessage.call(noun, line: translation.line, at: span, isSized: translation.isSized)]
            }
        }
        let callee = opening.text[..<bracket].split(separator: ".").last.map(String.init) ?? ""
        let known = vocabulary.words(within: comparisons)
        let meant =
            vocabulary.entry(called: callee) != nil
            ? callee : vocabulary.foreignWord(callee) ?? ForeignWords.closest(to: callee.lowercased(), among: known)
        guard let meant, let syntax = vocabulary.entry(called: meant) else {
            return lacksWords
                ? [] : [NotationMessage.unknownWord(callee, noun, meant: nil, known: known, rest: listing, at: span)]
        }
        if !admitsName, let line = ForeignCall(text)?.line(with: syntax), line != syntax.key {
            return [NotationMessage.call(noun, about: line, at: span)]
        }
        // The example of an entry with several forms may show another one.
        let example = syntax.example.notation
        return [NotationMessage.call(noun, example: example.contains(meant) ? example : meant, at: span)]
    }

    /// `3x3 conv` of `3x3conv`.
    func joined(_ terms: [NotationTerm]) -> String? {
        guard let text = terms.last?.text, let split = text.firstIndex(where: { $0.isLetter && $0 != "x" }) else {
            return nil
        }
        let (size, word) = (String(text[..<split]), String(text[split...]))
        guard !size.isEmpty, vocabulary.entry(called: word) != nil else { return nil }
        return (terms.dropLast().map(\.text) + [size, word]).joined(separator: " ")
    }

    // MARK: Among the options

    /// An option of which nothing is known is the value of a required parameter that is missing, because then both have
    /// one cause: `3x3 conv, many`.
    mutating func takeUnknownOption(_ state: inout State) {
        guard let (option, finding) = state.unknown.first, state.unknown.count == 1,
            let parameter = state.arguments.syntax.parameter(at: .alone), parameter.mayBeRequired,
            state.arguments.syntax.missing(in: state.arguments, except: state.failed).contains(where: {
                $0.name == parameter.name
            }),
            case .failure(let mismatch) = parameter.type.value(of: option)
        else { return }
        diagnostics[finding] = WrongType.message(parameter.name, found: option, mismatch)
        state.failed.insert(parameter.name)
    }

    func unknownOption(
        _ words: ArraySlice<NotationTerm>, of terms: ArraySlice<NotationTerm>, _ state: inout State
    ) -> Diagnostic {
        let syntax = state.arguments.syntax
        let known = knownOptions(of: syntax)
        let span = words.span ?? state.formSpan
        if admitsName, let first = words.first, StructureWord.as.otherNames.contains(first.text), words.count == 2 {
            return NotationMessage.nameByWord(first, words.dropFirst().text, of: state.formWords)
        }
        if admitsName, let first = words.first, let word = first.text.split(separator: "=").first,
            StructureWord.repeat.isCalled(word)
        {
            let count =
                terms.last.flatMap { $0.isNumber ? $0.text : nil }
                ?? String(first.text.dropFirst(word.count + 1))
            return NotationMessage.repeatAsOption(
                words.text, count: count.isEmpty ? "3" : count, of: state.formWords, at: span)
        }
        // `filters 8`, `out_channels 8`, and `filters=8` name a parameter, so it isn't missing.
        if let first = words.first, let name = first.text.split(separator: "=").first.map(String.init),
            closestOption(to: words, of: syntax) == nil || syntax.parameter(named: name) != nil,
            let parameter = syntax.parameter(named: name)
                ?? ForeignWords.key(name, among: syntax.parameters.map(\.name), of: syntax)
                .flatMap(syntax.parameter(named:))
        {
            state.failed.insert(parameter.name)
            // `stride=2`, `stride 2`, and `stride = 2`
            let joined = first.text.dropFirst(name.count + 1)
            let isAlone = joined.isEmpty && terms.count == 2
            let isSpaced = terms.count == 3 && terms[terms.startIndex + 1].text == "="
            let value = isAlone || isSpaced ? terms.last?.text : joined.isEmpty ? nil : String(joined)
            let whole = terms.span ?? first.span
            // `activation=softmax`
            if admitsName, let value, !parameter.type.words.isEmpty, parameter.type.admits(word: value) == nil,
                OtherLayer.isLayer(value)
            {
                return NotationMessage.layerAsOption(value, line: value, of: state.formWords, at: whole)
            }
            return NotationMessage.parameterByName(
                parameter, called: name, value: value, of: state.formWords, syntax: syntax,
                owner: owner(of: name, except: syntax),
                at: isSpaced ? whole : first.span, with: isAlone || isSpaced ? whole : first.span)
        }
        // `3x3 conv, 16, prelu` isn't a misspelled `relu`.
        let isLayer = admitsName && vocabulary.entry(called: words.text) != nil
        if !isLayer, let (meant, count) = closestOption(to: words, of: syntax) {
            // The size isn't certain without the option, and guessing it would cause a second finding.
            if let parameter = syntax.options[meant]?.parameter, parameter.isOfSize {
                state.failed.insert(parameter.name)
            }
            let words = words.prefix(count)
            return NotationMessage.unknownOption(
                words.text, of: state.formWords, meant: meant, known: known, rest: optionListing(syntax),
                at: words.span ?? span)
        }
        // One or two letters are close to anything.
        let isLong = words.text.count > 2
        if admitsName,
            let form = vocabulary.entry(called: words.text).map({ _ in words.text })
                ?? vocabulary.foreignWord(words.text)
                ?? (isLong
                    ? ForeignWords.closest(to: words.text, among: vocabulary.words(within: comparisons)) : nil)
        {
            let value = terms.dropFirst(words.count).map(\.writtenText).joined(separator: " ")
            return NotationMessage.layerAsOption(
                words.text, line: OtherLayer.line(of: form, value), of: state.formWords, at: span)
        }
        if admitsName, let name = words.first?.text.split(separator: "=").first.map(String.init),
            let line = OtherLayer.line(
                for: name, terms.count > 1 ? terms.last?.writtenText : nil, beside: syntax)
        {
            return NotationMessage.layerAsOption(words.text, line: line, of: state.formWords, at: span)
        }
        if words.count == 1, let word = words.first { state.unknown.append((word, finding: diagnostics.count)) }
        return NotationMessage.unknownOption(
            words.text, of: state.formWords, meant: nil, known: known, rest: optionListing(syntax),
            owner: owner(of: words.text, except: syntax), at: span)
    }

    /// Another optimizer, schedule, or loss that has an option.
    private func owner(of option: String, except syntax: Syntax) -> String? {
        guard !admitsName else { return nil }
        return vocabulary.choices.first { $0 !== syntax && $0.options[option] != nil }?.key
    }

    /// Where all options are listed.
    private func optionListing(_ syntax: Syntax) -> String {
        if !admitsName { return "docs/language.md lists all of them" }
        return Catalog.layer(key: syntax.key) == nil
            ? "the block's `given` lists all of them" : "docs/layers lists all of them"
    }

    func knownOptions(of syntax: Syntax) -> [String] {
        syntax.optionWords + (admitsName ? [StructureWord.as.key] : [])
    }

    /// The option that terms probably mean, and the number of words that name it.
    func closestOption(to terms: ArraySlice<NotationTerm>, of syntax: Syntax) -> (meant: String, count: Int)? {
        let known = knownOptions(of: syntax)
        let words = terms.prefix(Vocabulary.mostWords).prefix(while: \.isWord)
        for count in stride(from: words.count, to: 0, by: -1) {
            let text = words.prefix(count).text
            let foreign = ForeignWords.word(text, among: known)
            if let meant = foreign ?? ForeignWords.closest(to: text, among: known) { return (meant, count) }
        }
        return nil
    }
}
