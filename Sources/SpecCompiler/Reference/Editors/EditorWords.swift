import NetworkTerms
import SpecLanguage

/// The words of the notation by what editors color alike. Longer ones come first, so that an expression that tries them in
/// this order finds `hard swish` before a part of it.
enum EditorWords {
    /// What layers are called, without activations.
    static let layers = sorted(Set(Catalogue.layers.flatMap(\.syntax.forms).map(\.words)).subtracting(Activation.words))

    /// What is done to each value.
    static let activations = sorted(Set(Activation.words))

    /// What structures a list of layers, at the beginning of a line.
    static let structure = sorted(Set(StructurePlace.line.keys))

    /// What a training may choose.
    static let training = sorted(Set(choices.flatMap(\.forms).map(\.words)))

    /// What follows a comma, without activations.
    static let options = sorted(
        Set((Catalogue.layers.map(\.syntax) + choices).flatMap(\.optionWords)).union(StructurePlace.option.keys)
            .subtracting(Activation.words))

    private static let choices = StructurePlace.training.words.compactMap(\.choices).flatMap { $0 }

    private static func sorted(_ words: Set<String>) -> [String] {
        words.sorted { ($1.count, $0) < ($0.count, $1) }
    }
}
