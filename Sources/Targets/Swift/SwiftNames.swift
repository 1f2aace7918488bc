/// The names in one Swift scope, such as a type and its members: each is an identifier, and no two are the same.
///
/// A type's name starts with a capital, and no other name does. So whatever a spec calls things, a member can't hide a type
/// that the source refers to next to it or within it.
struct SwiftNames {
    private var taken: Set<String>

    /// - Parameter taken: names that the scope has already.
    init(taken: Set<String> = []) {
        self.taken = taken
    }

    /// Returns the name of a property, function, or case, made of the letters and digits of a text: `T-shirt/top`
    /// becomes `tShirtTop`. A keyword is in backticks.
    mutating func member(_ text: String, orElse fallback: String) -> String {
        SwiftText.quoted(unique(Self.lowered(SwiftText.words(text), fallback)))
    }

    /// Returns the name of a property for a parameter of a block: the parameter's own, or another one where the type
    /// uses that itself.
    mutating func property(_ parameter: String) -> String {
        let name = Self.lowered(SwiftText.words(parameter), "value")
        return SwiftText.quoted(unique(taken.contains(name) ? name + "Value" : name))
    }

    /// A nested type's name.
    mutating func type(_ text: String) -> String {
        let name = SwiftText.typeName(text)
        return unique(Self.startsWithCapital(name) ? name : "Block" + name)
    }

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

    /// Returns a name with a lowercase first letter, and with a word before an initial digit, or before a capital that
    /// has no lowercase letter of its own.
    private static func lowered(_ words: String, _ fallback: String) -> String {
        guard let first = words.unicodeScalars.first, words.contains(where: { $0 != "_" }) else { return fallback }
        if first.properties.numericType != nil { return fallback + words }
        let small = String(first).lowercased()
        guard small.unicodeScalars.count == 1, !startsWithCapital(small) else { return fallback + words }
        return small + String(words.unicodeScalars.dropFirst())
    }

    private static func startsWithCapital(_ name: String) -> Bool {
        switch name.unicodeScalars.first?.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: true
        default: false
        }
    }
}
