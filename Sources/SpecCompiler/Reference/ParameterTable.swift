import NetworkTerms
import SpecLanguage

/// The part of the reference pages that describes an entry of the catalog: its syntax, and its parameters.
enum ParameterTable {
    static func summary(_ syntax: Syntax) -> String {
        var text = """
            \(syntax.summary)

            - Names: \(syntax.forms.map { "`\($0.words)`" }.joined(separator: ", "))
            - Notation: `\(syntax.example.notation)`
            - Longhand: `\(syntax.example.longhand)`
            """
        guard !syntax.parameters.isEmpty else { return text }
        text += "\n\n| parameter | value | default | notation | meaning |\n|---|---|---|---|---|\n"
        return text + syntax.parameters.map { row($0, of: syntax) }.joined(separator: "\n")
    }

    private static func row(_ parameter: ParameterDefinition, of syntax: Syntax) -> String {
        var places = parameter.places.map(place).joined(separator: ", ")
        if places.isEmpty {
            let isInName = syntax.forms.contains { $0.presets[parameter.name] != nil }
            places = isInName ? "the layer's name" : "only in longhand"
        }
        let unit = parameter.unit.map { " (\($0))" } ?? ""
        return "| `\(parameter.name)` | \(parameter.type.expectation)\(unit) | \(fallback(parameter)) | "
            + "\(places) | \(parameter.documentation) |"
    }

    private static func fallback(_ parameter: ParameterDefinition) -> String {
        if let fallback = parameter.fallback { return "`\(fallback.text)`" }
        if let exception = parameter.requiredUnless {
            return "required, unless `\(exception.parameter)` is `\(exception.value.text)`"
        }
        return parameter.isRequired ? "required" : "none"
    }

    private static func place(_ place: NotationPlace) -> String {
        switch place {
        case .leading: "before the name"
        case .trailing: "after the name"
        case .alone: "alone between commas"
        case .slash: "`/…`"
        case .keyword(let word): "`\(word) …`"
        case .flag(let words, _): "`\(words)`"
        case .itself: "just the word"
        }
    }
}
