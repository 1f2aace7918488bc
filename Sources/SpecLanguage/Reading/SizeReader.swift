import NetworkTerms
import SpecText

/// Reads sizes of tensors: `28x28x1`, `?x?x512`, `10`.
public enum SizeReader {
    public static func read(_ node: YAMLNode, what: String, _ diagnostics: inout [Diagnostic]) -> Located<[Dimension]>?
    {
        guard let scalar = node.scalar, !scalar.isEmpty, let term = NotationParser.term(of: scalar) else {
            let found = node.scalar.flatMap { $0.isEmpty ? nil : "`\($0.text)`" } ?? node.kindDescription
            let numbers = node.joinedNumbers("x", counts: 1...3)
            diagnostics.append(notSize(found, numbers ?? node.scalar?.text ?? "", what, at: node.span))
            return nil
        }
        return read(Environment.none.resolve(term, &diagnostics), what: what, &diagnostics)
    }

    /// The message for something other than a size.
    private static func notSize(_ found: String, _ text: String, _ what: String, at span: Span) -> Diagnostic {
        guard let area = numbers(of: text), area.count == 2 else {
            return ReaderMessage.notSize(found: found, what, at: span, meant: meant(text))
        }
        return noChannels(found, area: area.map(String.init).joined(separator: "x"), what, at: span)
    }

    private static func noChannels(_ found: String, area: String, _ what: String, at span: Span) -> Diagnostic {
        ReaderMessage.noChannels(
            found, area: area, at: span, fix: what == StructureWord.input.key ? "\(area)x1" : nil)
    }

    /// `28x28x1` for `(28, 28, 1)`, `28 x 28 x 1`, `28*28*1`, and the sizes of other frameworks with the batch or the
    /// channels first; nil for anything else.
    static func meant(_ text: String) -> String? {
        guard let numbers = numbers(of: text), [1, 3].contains(numbers.count), let size = TensorShape(axes: numbers)
        else { return nil }
        return (size.channelsLast ?? size).description
    }

    /// The numbers of a size in the form of another framework, without the batch.
    private static func numbers(of text: String) -> [Int]? {
        let isBracketed = { (character: Character) in "()[] ".contains(character) }
        let separators = text.replacing(" by ", with: "x").lowercased()
        var parts = separators.split { ",x×*".contains($0) || isBracketed($0) }
        if parts.count > 1, ["none", "?", "-1", "n"].contains(parts[0]) { parts.removeFirst() }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, numbers.allSatisfy({ $0 > 0 }),
            numbers.count > 1 || text.hasPrefix("(") || text.hasPrefix("["), !text.hasSuffix("x")
        else { return nil }
        return numbers
    }

    /// Reads a size of three dimensions, or one.
    static func read(_ term: NotationTerm, what: String, _ diagnostics: inout [Diagnostic]) -> Located<[Dimension]>? {
        let dimensions: [Dimension]
        guard !term.isStride else {
            diagnostics.append(ReaderMessage.notSize(found: "`\(term.writtenText)`", what, at: term.span))
            return nil
        }
        switch term.kind {
        case .integer(let units): dimensions = [.known(units)]
        case .size(let size): dimensions = size
        case .unresolved: return nil
        default:
            diagnostics.append(notSize("`\(term.text)`", term.text, what, at: term.span))
            return nil
        }
        if dimensions.count == 2 {
            diagnostics.append(noChannels("`\(term.text)`", area: term.text, what, at: term.span))
            return nil
        }
        guard dimensions.count == 1 || dimensions.count == 3 else {
            diagnostics.append(ReaderMessage.notSize(found: "`\(term.text)`", what, at: term.span))
            return nil
        }
        if dimensions.contains(where: { $0.value == 0 }) {
            diagnostics.append(ReaderMessage.zero(term, what))
            return nil
        }
        return Located(dimensions, at: term.span)
    }
}
