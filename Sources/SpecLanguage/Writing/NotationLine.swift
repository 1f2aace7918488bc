import Basics
import NetworkTerms
import SpecText

/// One line of the notation as written: the entry it names, and the text of each parameter, with `$width*4` unchanged.
///
/// Unlike a `Reading`, it has no values: a line inside a block is written once, and its values differ between uses.
public struct NotationLine: Sendable {
    public let syntax: Syntax
    /// The text of every written parameter, including those that the words imply.
    public private(set) var values: [String: String] = [:]
    public private(set) var name: String?
    /// False if a `$parameter` alone between commas could be one of two things, which the block's use decides.
    public private(set) var isCertain = true

    /// Nil if the line isn't understood as a whole.
    /// - Parameters:
    ///   - choices: the entries that can be named here: the catalog's layers and the spec's blocks, or optimizers.
    ///   - admitsName: whether `as NAME` can follow.
    package init?(_ scalar: YAMLScalar, choices: Vocabulary, admitsName: Bool = true) {
        let clauses = NotationParser.clauses(of: scalar)
        guard let first = clauses.first, clauses.allSatisfy({ !$0.terms.isEmpty && $0.terms.allSatisfy(\.isValid) })
        else { return nil }
        let leading = first.terms.prefix { !$0.isWord }
        let words = first.terms.dropFirst(leading.count).prefix(while: \.isWord)
        guard leading.count <= 1, let (syntax, form, count) = choices.longestForm(words) else {
            return nil
        }
        self.syntax = syntax
        for (name, value) in form.presets { values[name] = value.text }
        for (terms, place) in [
            (leading, NotationPlace.leading), (first.terms.dropFirst(leading.count + count), .trailing),
        ] where !terms.isEmpty {
            guard terms.count == 1, let term = terms.first, !term.isStride, let parameter = syntax.parameter(at: place),
                !term.isWord || parameter.type.admits(word: term.text) != nil, set(parameter, term.text)
            else { return nil }
        }
        var lone: [NotationTerm] = []
        for clause in clauses.dropFirst() {
            guard read(clause.terms, admitsName, &lone) else { return nil }
        }
        guard place(lone) else { return nil }
    }

    /// The line in its standard form.
    public var text: String? { NotationWriter.text(of: syntax, values, name: name) }

    private mutating func set(_ parameter: ParameterDefinition, _ text: String) -> Bool {
        guard values[parameter.name] == nil else { return false }
        values[parameter.name] = NotationWriter.canonical(text, parameter.type)
        return true
    }

    // MARK: Options

    private mutating func read(_ terms: [NotationTerm], _ admitsName: Bool, _ lone: inout [NotationTerm]) -> Bool {
        let first = terms[0]
        if first.isStride {
            guard terms.count == 1, let parameter = syntax.parameter(at: .slash) else { return false }
            return set(parameter, first.text)
        }
        if !first.isWord {
            lone.append(first)
            return terms.count == 1
        }
        if admitsName, first.text == StructureWord.as.key {
            guard terms.count == 2, name == nil else { return false }
            name = terms[1].writtenText
            return true
        }
        // The number between commas.
        if terms.count == 1, first.text == Expression.channelsWord, syntax.options[first.text] == nil,
            syntax.parameter(at: .alone)?.type.canBeRelative == true
        {
            lone.append(first)
            return true
        }
        return readOption(terms)
    }

    private mutating func readOption(_ terms: [NotationTerm]) -> Bool {
        let words = terms.prefix(while: \.isWord)
        for count in stride(from: min(words.count, 3), to: 0, by: -1) {
            let text = words.prefix(count).text
            let rest = terms.dropFirst(count)
            for parameter in syntax.parameters {
                for place in parameter.places {
                    switch place {
                    case .keyword(text): return setKeyword(parameter, rest)
                    case .flag(text, let value): return rest.isEmpty && set(parameter, value.text)
                    case .itself where parameter.type.admits(word: text) != nil:
                        return (rest.isEmpty || rest.count == 1 && parameter.type.isWord(terms[...]))
                            && set(parameter, terms.text)
                    default: continue
                    }
                }
            }
        }
        return false
    }

    /// Sets the value after a keyword: a term, or several words that form one, and optionally the unit.
    private mutating func setKeyword(_ parameter: ParameterDefinition, _ terms: ArraySlice<NotationTerm>) -> Bool {
        var terms = terms
        if let unit = parameter.unit, terms.count > 1, let last = terms.last, last.isWord,
            last.text == unit || last.text == String(unit.dropLast())
        {
            terms.removeLast()
        }
        guard let first = terms.first, !terms.contains(where: \.isStride) else { return false }
        if terms.count > 1 || first.isWord {
            guard parameter.type.isWord(terms) else { return false }
        }
        return set(parameter, terms.text)
    }

    /// Assigns numbers and `$parameters` alone between commas: the number, or a word such as an activation.
    private mutating func place(_ lone: [NotationTerm]) -> Bool {
        let alone = syntax.parameter(at: .alone)
        let itself = syntax.parameters.filter { $0.places.contains(.itself) && values[$0.name] == nil }
        var rest = lone
        if let alone, values[alone.name] == nil, let term = rest.first {
            // `3x3 conv, $act, 64` has an unusual order, which only the block's use can resolve.
            guard !term.isLoneParameter || rest.allSatisfy(\.isLoneParameter) else { return false }
            let isForced = syntax.missing(in: Arguments(deciding), except: []).contains {
                $0.name == alone.name
            }
            if term.isLoneParameter, !itself.isEmpty, rest.count > 1 || !isForced { isCertain = false }
            rest.removeFirst()
            guard set(alone, term.text) else { return false }
        }
        guard let term = rest.first else { return true }
        // The block's use decides which of several words it stands for.
        guard rest.count == 1, term.isLoneParameter, let parameter = itself.last else { return false }
        if itself.count > 1 { isCertain = false }
        return set(parameter, term.text)
    }

    /// The written parameters that decide which others are required.
    private var deciding: Call {
        var call = Call(syntax)
        for (name, text) in values where text == Expression.channelsWord { call.values[name] = .channels }
        return call
    }
}

extension NotationTerm {
    fileprivate var isValid: Bool {
        if case .invalid = kind { false } else { true }
    }

    /// Whether it is `$name`, which can stand for a word as well as for a number.
    fileprivate var isLoneParameter: Bool {
        if case .expression(.parameter) = kind { true } else { false }
    }
}
