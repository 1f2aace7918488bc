/// Names for the members of one Swift type: each is an identifier, and no two are the same.
struct SwiftNames {
    private var taken: Set<String>

    /// - Parameter taken: names that the type has already.
    init(taken: Set<String> = []) {
        self.taken = taken
    }

    /// Returns the name of a property, function, or case, made of the letters and digits of a text: `T-shirt/top`
    /// becomes `tShirtTop`. A keyword is in backticks.
    mutating func member(_ text: String, orElse fallback: String) -> String {
        let name = unique(Self.lowered(SwiftText.words(text), fallback))
        return SwiftText.isKeyword(name) ? "`\(name)`" : name
    }

    /// A nested type's name.
    mutating func type(_ text: String) -> String { unique(SwiftText.typeName(text)) }

    private mutating func unique(_ stem: String) -> String {
        // A digit at the end of the stem must not run into the number.
        let stem = taken.contains(stem) && stem.last?.isNumber == true ? stem + "_" : stem
        var name = stem
        var number = 1
        while !taken.insert(name).inserted {
            number += 1
            name = "\(stem)\(number)"
        }
        return name
    }

    /// Returns a name with a lowercase first letter, and with a word before an initial digit.
    private static func lowered(_ words: String, _ fallback: String) -> String {
        guard let first = words.unicodeScalars.first, words.contains(where: { $0 != "_" }) else { return fallback }
        let rest = String(words.unicodeScalars.dropFirst())
        if first.properties.numericType != nil { return fallback + words }
        let small = String(first).lowercased()
        return (small.unicodeScalars.count == 1 ? small : String(first)) + rest
    }
}
