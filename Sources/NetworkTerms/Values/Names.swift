import Basics

extension String {
    /// The words of a term as one name in Swift: `hard swish` becomes `hardSwish`.
    package var camelCased: String {
        let words = split { $0 == " " || $0 == "-" }
        return words.dropFirst().reduce(String(words.first ?? "")) { name, word in
            name + String(word).capitalizedFirst
        }
    }
}
