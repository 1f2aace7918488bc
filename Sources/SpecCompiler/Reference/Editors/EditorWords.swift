import NetworkTerms
import SpecLanguage

/// The words of the notation, grouped by how editors color them. Longer ones come first, so that an expression that
/// tries them in order finds `hard swish` before a part of it.
enum EditorWords {
    /// Names of layers, without activations.
    static let layers = sorted(Set(Catalog.layers.flatMap(\.syntax.forms).map(\.words)).subtracting(Activation.words))

    /// Activations.
    static let activations = sorted(Set(Activation.words))

    /// Words that structure a list of layers, at the start of a line.
    static let structure = sorted(Set(StructurePlace.line.keys))

    /// Choices for training.
    static let training = sorted(Set(choices.flatMap(\.forms).map(\.words)))

    /// Options after a comma, without activations.
    static let options = sorted(
        Set((Catalog.layers.map(\.syntax) + choices).flatMap(\.optionWords)).union(StructurePlace.option.keys)
            .subtracting(Activation.words))

    private static let choices = StructurePlace.training.words.compactMap(\.choices).flatMap { $0 }

    private static func sorted(_ words: Set<String>) -> [String] {
        words.sorted { ($1.count, $0) < ($0.count, $1) }
    }
}
