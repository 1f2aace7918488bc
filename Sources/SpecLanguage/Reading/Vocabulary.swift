import Basics
import NetworkTerms
import SpecText

/// The entries that can be named at a place, such as the layers, with their words.
package struct Vocabulary: Sendable {
    private struct Entry: Sendable {
        var syntax: Syntax
        var form: Syntax.Form
    }

    private(set) var choices: [Syntax] = []
    /// The words of all entries.
    private(set) var words: [String] = []
    /// The number of them that the catalog has. Those of a spec's blocks follow, of which there can be any number.
    private let catalogWords: Int
    /// The forms by their first word, in the order of the choices.
    private var entries: [String: [Entry]] = [:]
    private var keys: [String: Syntax] = [:]

    /// The catalog's layers.
    static let layers = Vocabulary(Catalog.layers.map(\.syntax))
    static let dataSources = Vocabulary(Catalog.dataSources.map(\.syntax))
    static let losses = Vocabulary(Catalog.losses.map(\.syntax))
    static let optimizers = Vocabulary(Catalog.optimizers.map(\.syntax))
    static let schedules = Vocabulary(Catalog.schedules.map(\.syntax))

    package init(_ choices: [Syntax]) {
        catalogWords = choices.reduce(0) { $0 + $1.forms.count }
        for syntax in choices { add(syntax) }
    }

    /// The words to compare a misspelled one with: without the blocks if too many have been compared.
    func words(within comparisons: Comparisons) -> ArraySlice<String> {
        comparisons.allow(words.count - catalogWords) ? words[...] : words[..<catalogWords]
    }

    /// The entry with a name, which may be that of another framework.
    func choice(called name: String) -> Syntax? { entry(called: foreignWord(name) ?? name) }

    /// The entry with a key in longhand.
    package func entry(withKey key: String) -> Syntax? { keys[key] }

    /// The entry with these words.
    func entry(called words: String) -> Syntax? {
        entries[String(words.prefix { $0 != " " })]?.first { $0.form.words == words }?.syntax
    }

    /// The word that another framework's means.
    func foreignWord(_ text: String) -> String? { ForeignWords.word(text) { entry(called: $0) != nil } }

    /// The most words of a name, and of a misspelled one.
    static let mostWords = 6

    /// Whether a line names more than one entry, not counting options of the first.
    func holdsSeveral(_ clauses: [NotationClause]) -> Bool {
        var rest = clauses.flatMap(\.terms)[...]
        var first: Syntax?
        while !rest.isEmpty {
            guard let (syntax, form, count) = longestForm(rest.prefix(Self.mostWords).prefix(while: \.isWord)) else {
                rest.removeFirst()
                continue
            }
            if let first, !first.optionWords.contains(form.words) { return true }
            first = first ?? syntax
            rest.removeFirst(count)
        }
        return false
    }

    mutating func add(_ syntax: Syntax) {
        choices.append(syntax)
        if keys[syntax.key] == nil { keys[syntax.key] = syntax }
        for form in syntax.forms {
            words.append(form.words)
            let entry = Entry(syntax: syntax, form: form)
            if let first = form.parts.first { entries[first, default: []].append(entry) }
            // A parameter may stand for several words at once: `$act` for `hard swish`.
            if form.parts.count > 1 { entries[form.words, default: []].append(entry) }
        }
    }

    /// The longest form that the words start with, and its number of words.
    func longestForm(_ words: ArraySlice<NotationTerm>) -> (Syntax, Syntax.Form, count: Int)? {
        guard let first = words.first?.text, let entries = entries[first] else { return nil }
        var best: Entry?
        var bestLength = 0
        var bestCount = 0
        for entry in entries {
            let parts = entry.form.parts
            guard parts.count > bestLength else { continue }
            let isWhole = parts.count > 1 && first == entry.form.words
            guard isWhole || words.count >= parts.count && zip(words, parts).allSatisfy({ $0.text == $1 }) else {
                continue
            }
            (best, bestLength, bestCount) = (entry, parts.count, isWhole ? 1 : parts.count)
        }
        return best.map { ($0.syntax, $0.form, bestCount) }
    }
}
