import NetworkTerms
import SpecLanguage

/// What the pages of the reference say of anything in the catalogue: how it is written, and its parameters.
enum ParameterTable {
    static func summary(_ syntax: Syntax) -> String {
        var text = """
            \(syntax.summary)

            - Words: \(syntax.forms.map { "`\($0.words)`" }.joined(separator: ", "))
            - Notation: `\(syntax.example.notation)`
            - Longhand: `\(syntax.example.longhand)`
            """
        guard !syntax.parameters.isEmpty else { return text }
        text += "\n\n| parameter | value | default | notation | meaning |\n|---|---|---|---|---|\n"
        return text + syntax.parameters.map(row).joined(separator: "\n")
    }

    private static func row(_ parameter: ParameterDefinition) -> String {
        let places = parameter.places.map(place).joined(separator: ", ")
        let unit = parameter.unit.map { " (\($0))" } ?? ""
        return "| `\(parameter.name)` | \(parameter.type.expectation)\(unit) | \(fallback(parameter)) | "
            + "\(places.isEmpty ? "the layer's word" : places) | \(parameter.documentation) |"
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
        case .leading: "before the words"
        case .trailing: "behind the words"
        case .alone: "alone between commas"
        case .slash: "`/…`"
        case .keyword(let word): "`\(word) …`"
        case .flag(let words, _): "`\(words)`"
        case .itself: "the word itself"
        }
    }
}
