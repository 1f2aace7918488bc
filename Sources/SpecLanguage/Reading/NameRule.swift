import Basics
import NetworkTerms
import SpecText

/// The names that authors can choose: one rule for the reader, the formatter, and renaming.
public enum NameRule: Sendable {
    case layer
    case block
    case parameter

    public enum Problem: Sendable {
        /// The name is a reserved word.
        case reserved
        /// The name isn't a single word of allowed characters.
        case malformed
    }

    /// Why a name isn't allowed; nil if it is.
    public func problem(with name: String) -> Problem? {
        switch self {
        case .layer:
            if name == Names.ofInput { return .reserved }
            guard !name.contains(".") else { return .malformed }
        case .block:
            if Self.reserved.contains(name) { return .reserved }
            guard Self.isWord(name), name.unicodeScalars.first?.properties.numericType == nil else { return .malformed }
        case .parameter:
            guard name.first?.isNumber == false, name.utf8.allSatisfy(Expression.isNamePart) else { return .malformed }
        }
        return nil
    }

    /// The words that a line or an item of a list of layers can start with, and the keys that can accompany it.
    private static let reserved = Set(
        Catalog.layers.flatMap { layer in [layer.syntax.key] + layer.syntax.forms.map(\.words) }
            + [StructurePlace.item, .besideItem, .line, .option].flatMap(\.keys))

    /// Whether a name is a single word, which never needs quotes.
    public static func isWord(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.first != "-" && name.unicodeScalars.count <= Names.longest
            && name.unicodeScalars.allSatisfy {
                $0 == "_" || $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType != nil
            }
    }
}
