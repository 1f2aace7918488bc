import NetworkTerms
import Basics
import SpecText

/// Reads the value of a structure word that is one term of the notation: `epochs: 10`, `weight: 0.3`.
enum TermReader {
    static func value(_ node: YAMLNode, of word: StructureWord, _ diagnostics: inout [Diagnostic]) -> ParameterValue? {
        guard let type = word.termType else { return nil }
        let written = node.scalar.flatMap(NotationParser.term)
        guard let term = written, !term.isStride else {
            let found = node.scalar.flatMap { $0.isEmpty ? nil : "`\($0.text)`" } ?? node.kindDescription
            let mismatch = ValueMismatch(expected: type.expectation, replacement: written?.strideCount)
            diagnostics.append(WrongType.message(word.key, found: found, at: node.span, mismatch))
            return nil
        }
        switch type.value(of: term) {
        case .success(let value): return value
        case .failure(var mismatch):
            if term.isWord, mismatch.replacement == nil, !type.words.isEmpty {
                mismatch.replacement = ForeignWords.closest(to: term.text, among: type.words)
            }
            diagnostics.append(WrongType.message(word.key, found: term, mismatch))
            return nil
        }
    }
}

extension NotationTerm {
    /// `10` of `/10`, which was probably meant without the slash.
    fileprivate var strideCount: String? {
        if case .integer(let value) = kind, isStride, value > 0 { text } else { nil }
    }
}
