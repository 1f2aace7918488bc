import Basics
import NetworkTerms
import SpecText

/// Writes anything in the catalog in the notation, from its syntax alone: `3x3 conv, 64, /2, pad 1, relu`.
///
/// The order is that of the catalog: the value before the words, the words, the value after them, then the options in
/// the order of the layer's parameters, and the name.
public enum NotationWriter {
    /// The notation of arguments, or nil if the notation can't express them because it has no place for a parameter.
    public static func text(of arguments: Arguments, name: String? = nil) -> String? {
        var values: [String: String] = [:]
        for (parameter, value) in arguments.call.values {
            let expression = arguments.expressions[parameter]
            values[parameter] = expression?.notation ?? value.text
        }
        return text(of: arguments.syntax, values, name: name)
    }

    /// The notation of parameters that are given as text.
    public static func text(of syntax: Syntax, _ values: [String: String], name: String?) -> String? {
        guard Set(values.keys).isSubset(of: syntax.parameters.map(\.name)), let form = form(of: syntax, values) else {
            return nil
        }
        var (before, after): ([String], [String]) = ([], [])
        var options: [String] = []
        for parameter in syntax.parameters where form.presets[parameter.name] == nil {
            guard let written = values[parameter.name] else { continue }
            let text = canonical(written, parameter.type)
            guard let place = place(of: parameter, text) else {
                // The notation expresses `bias: true` by omitting it.
                if parameter.isFallback(text) { continue }
                return nil
            }
            switch place {
            case .leading: before.append(text)
            case .trailing: after.append(text)
            case .alone, .itself: options.append(text)
            case .slash: options.append("/" + text)
            case .flag(let words, _): options.append(words)
            case .keyword(let word): options.append(word + " " + text + unit(of: parameter, text))
            }
        }
        if let name {
            guard isTerm(name) else { return nil }
            options.append("\(StructureWord.as.key) \(name)")
        }
        let head = (before + [form.words] + after).joined(separator: " ")
        return ([head] + options).joined(separator: ", ")
    }

    /// The words for something with these values: `max pool`.
    static func words(of syntax: Syntax, _ values: [String: String]) -> String? { form(of: syntax, values)?.words }

    /// The form whose words imply the most values.
    private static func form(of syntax: Syntax, _ values: [String: String]) -> Syntax.Form? {
        syntax.forms.filter { $0.presets.allSatisfy { values[$0.key] == $0.value.text } }
            .max { $0.presets.count < $1.presets.count }
    }

    private static func place(of parameter: ParameterDefinition, _ text: String) -> NotationPlace? {
        let isWord = parameter.type.admits(word: text) != nil
        let isParameter = text.hasPrefix("$") && isTerm(text)
        return parameter.places.filter { place in
            switch place {
            // A word needs no keyword; a number does.
            case .itself: isWord || isParameter && parameter.places.count == 1
            case .flag(_, let value): parameter.type.admits(word: text) == value
            case .keyword: isWord || isTerm(text)
            case .leading, .trailing, .alone, .slash: isTerm(text)
            }
        }.max { rank($0) < rank($1) }
    }

    private static func rank(_ place: NotationPlace) -> Int { place == .itself ? 1 : 0 }

    private static func isTerm(_ text: String) -> Bool {
        !text.isEmpty && !text.utf8.contains { $0.isWhitespace || $0 == UInt8(ascii: ",") }
    }

    /// A factor is written `2x`, and arithmetic without spaces. Any other value stays as written.
    package static func canonical(_ text: String, _ type: ParameterType) -> String {
        if !type.isText, text.utf8.contains(UInt8(ascii: " ")) {
            let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
            if let term = NotationParser.term(of: scalar), case .expression = term.kind { return term.text }
            return text
        }
        return type == .factor && text.utf8.allSatisfy(\.isDigit) && !text.isEmpty
            ? text + "x" : text
    }

    /// Epochs are spelled out; pixels and channels aren't.
    private static func unit(of parameter: ParameterDefinition, _ text: String) -> String {
        guard parameter.unit == "epochs" else { return "" }
        return Double(text) == 1 ? " epoch" : " epochs"
    }
}

extension ParameterDefinition {
    /// Whether a text is the default.
    fileprivate func isFallback(_ text: String) -> Bool {
        guard let fallback else { return false }
        return type.admits(word: text) == fallback || text == fallback.text
    }
}
