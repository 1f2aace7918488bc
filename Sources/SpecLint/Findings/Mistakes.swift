import SpecText

/// The findings that are no rules of their own: what keeps a text from being a spec, and a spec from being a network. The
/// rooms that find them say what is wrong at a place; here stands what is told of each in general.
extension RulePage {
    static let mistakes = textMistakes + languageMistakes + sizeMistakes
}
