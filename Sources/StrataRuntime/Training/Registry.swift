import Basics

/// The runtime's implementations for one kind of entry in the catalog. A test compares the two.
struct Registry<Entry: Sendable>: Sendable {
    /// The kind's name in messages: `optimizer`.
    let noun: String
    let entries: [Entry]
    private let keys: [String]

    /// Creates a registry.
    ///
    /// - Parameter key: returns the key of an entry's definition.
    init(_ noun: String, _ entries: [Entry], key: (Entry) -> String) {
        (self.noun, self.entries) = (noun, entries)
        keys = entries.map(key)
    }

    /// Returns the entry for a key in the catalog.
    ///
    /// - Throws: `RuntimeError` if there is none.
    subscript(key: String) -> Entry {
        get throws {
            if let place = keys.firstIndex(of: key) { return entries[place] }
            let meant = Suggestion.closest(to: key, among: keys).map { "Did you mean `\($0)`?" }
            throw RuntimeError(
                "unknown \(noun) `\(key)`", advice: meant ?? "The runtime supports \(keys.joined(separator: ", ")).")
        }
    }
}

extension TrainingChoice {
    /// Checks the values of the parameters.
    ///
    /// - Throws: `RuntimeError` that names the first invalid one.
    func checkValues() throws {
        do throws(CallProblem) {
            try check()
        } catch {
            throw RuntimeError("\(Self.noun) '\(definition.syntax.key)': \(error)")
        }
    }
}
