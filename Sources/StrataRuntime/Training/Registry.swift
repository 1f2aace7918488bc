import Basics

/// What the runtime can do for one kind of thing of the catalog. A test compares its entries with the catalog's.
struct Registry<Entry: Sendable>: Sendable {
    /// What the kind is called in a message: `optimizer`.
    let noun: String
    let entries: [Entry]
    private let keys: [String]

    /// - Parameter key: that of the definition of an entry.
    init(_ noun: String, _ entries: [Entry], key: (Entry) -> String) {
        (self.noun, self.entries) = (noun, entries)
        keys = entries.map(key)
    }

    /// The entry for a key of the catalog.
    ///
    /// - Throws: `RuntimeError` for a key without one.
    subscript(key: String) -> Entry {
        get throws {
            if let place = keys.firstIndex(of: key) { return entries[place] }
            let meant = Suggestion.closest(to: key, among: keys).map { "Did you mean `\($0)`?" }
            throw RuntimeError(
                "unknown \(noun) `\(key)`", advice: meant ?? "The runtime knows \(keys.joined(separator: ", ")).")
        }
    }
}

extension TrainingChoice {
    /// Checks the values of the parameters.
    ///
    /// - Throws: `RuntimeError` that names the first that makes no sense.
    func checkValues() throws {
        do throws(CallProblem) {
            try check()
        } catch {
            throw RuntimeError("\(Self.noun) '\(definition.syntax.key)': \(error)")
        }
    }
}
