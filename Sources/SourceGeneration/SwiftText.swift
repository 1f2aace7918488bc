/// Turns text from a spec into Swift that can't mean anything else.
enum SwiftText {
    /// A string literal. What can't be seen, or could reorder what is seen, is escaped.
    static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case _ where isPlain(scalar): result.unicodeScalars.append(scalar)
            default: result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return result + "\""
    }

    /// Text for a comment of one line.
    static func comment(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isPlain($0) ? $0 : "\u{FFFD}" }))
            .replacing("*/", with: "* /")
    }

    /// A number as Swift writes it: `0.001`, `1e-05`.
    static func literal(_ value: Double) -> String { "\(value)" }

    /// A type's name, made of the letters and digits of a text: `ResNet-18 (v2)` becomes `ResNet18V2`.
    static func typeName(_ text: String) -> String {
        var result = ""
        var startsWord = false
        for scalar in text.precomposed.unicodeScalars {
            guard isLetter(scalar) || isDigit(scalar) || scalar == "_" else {
                startsWord = true
                continue
            }
            if result.isEmpty || startsWord {
                result +=
                    String(scalar).uppercased().unicodeScalars.allSatisfy(isLetter)
                    ? String(scalar).uppercased() : String(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
            startsWord = false
        }
        if result.allSatisfy({ $0 == "_" }) { return "SpecNetwork" }
        if result.unicodeScalars.first.map(isDigit) == true { result = "Network" + result }
        return taken.contains(result) ? result + "Network" : result
    }

    /// A property's name: a parameter's, unless Swift or the generated source has another use for the word.
    static func propertyName(_ text: String) -> String {
        if ["net", "index", "self", "Self", "init", "Type", "super", "layers", "_"].contains(text) {
            return text + "Value"
        }
        return keywords.contains(text) ? "`\(text)`" : text
    }

    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else",
        "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
        "inout",
        "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat",
        "rethrows", "return", "static", "struct", "subscript", "switch", "throw", "throws", "true", "try", "typealias",
        "var", "where", "while", "Any",
    ]

    /// The name of a target or an executable: ASCII letters, digits and `_` only.
    static func moduleName(_ typeName: String) -> String {
        let name = String(String.UnicodeScalarView(typeName.unicodeScalars.filter { $0.isASCII }))
        guard let first = name.first, first.isLetter, name.count > 1 else { return "SpecNetwork" }
        return taken.contains(name) ? name + "Network" : name
    }

    /// Letters, digits, marks, punctuation, symbols and the plain space.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.isAlphabetic }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter:
            return scalar.properties.isXIDStart && scalar.value >= 0xC0
        default: return false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.numericType != nil
    }

    /// Names that a network's type can't have: keywords, and types that its own source uses.
    private static let taken: Set<String> = [
        "Any", "Self", "Type", "Protocol", "Never", "Optional", "Array", "String", "Int", "Bool", "Double", "Float",
        "Void", "Swift", "Foundation", "Network", "NetworkBuilder", "NetworkGraph", "TensorShape", "Tensor", "Size",
        "Padding", "Activation", "Pooling", "Optimizer", "Schedule", "DataSource", "TrainingOptions",
        "TrainingProgram", "StrataRuntime", "Block", "Joining", "Loss", "LayerReference", "_", "Sendable", "Package",
        "PackageDescription",
        "COneDNN", "CZlib", "CYAML", "Main", "Builtin", "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Darwin",
        "CDispatch", "SwiftGlibc", "SwiftShims", "Synchronization", "RegexBuilder", "Observation", "Cxx", "CxxStdlib",
        "Testing", "XCTest", "Extension",
    ]
}

extension String {
    /// Without loose combining marks, so that a name is one word to the compiler.
    fileprivate var precomposed: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter {
                    switch $0.properties.generalCategory {
                    case .nonspacingMark, .spacingMark, .enclosingMark, .format: false
                    default: true
                    }
                }))
    }
}
