import NetworkTerms
import SpecLanguage

/// Writes the methods of the runtime's network builder that add layers, one for every way to call a layer of the catalog.
public enum BuilderSource {
    /// The text of `Sources/StrataRuntime/Network/LayerMethods.swift`.
    public static var text: String {
        let methods = Catalogue.layers.flatMap { layer in layer.methods.map { text(of: $0, of: layer) } }
        return """
            // Generated from the catalog of layers by `strata reference`. Change a layer's definition, then generate it again.

            extension NetworkBuilder {
            \(methods.joined(separator: "\n\n"))
            }

            """
    }

    private static func text(of method: BuilderMethod, of layer: LayerDefinition) -> String {
        let form = layer.syntax.forms.last { form in
            !form.presets.isEmpty && form.presets.allSatisfy { method.presets[$0.key] == $0.value }
        }
        let title = form?.words ?? layer.syntax.title
        let documentation =
            [
                "\(title.prefix(1).uppercased() + title.dropFirst()). \(layer.syntax.summary)", "", "- Parameters:",
                "  - name: Unique within its scope.",
            ]
            + method.arguments.map { argument in
                let name = argument.label ?? argument.parameter.name.camelCased
                return "  - \(name): \(argument.parameter.documentation)"
            }
        let parameters = ["_ name: String"] + method.arguments.map(text)
        let line = "    public mutating func \(method.name)(\(parameters.joined(separator: ", "))) -> LayerReference {"
        let commas = parameters.enumerated().map { $1 + ($0 == parameters.count - 1 ? "" : ",") }
        let head =
            line.count <= 120
            ? line
            : """
                public mutating func \(method.name)(
            \(filled(commas, indent: 8))
                ) -> LayerReference {
            """
        let values =
            method.presets.sorted { $0.key < $1.key }.map { "\"\($0.key)\": ParameterValue.\($0.value)" }
            + method.arguments.map { "\"\($0.parameter.name)\": \(variable($0))" }
        let key = "\"\(layer.syntax.key)\""
        let body = "        add(name, \(key), [\(values.isEmpty ? ":" : values.joined(separator: ", "))])"
        let call =
            body.count <= 120
            ? body
            : """
                    add(
                        name, \(key),
                        [
            \(filled(values.map { $0 + "," }, indent: 16))
                        ])
            """
        return """
            \(documentation.flatMap { wrapped($0) }.map { "    ///\($0.isEmpty ? "" : " ")\($0)" }.joined(separator: "\n"))
                @discardableResult
            \(head)
            \(call)
                }
            """
    }

    /// Items filled into lines of at most 120 columns.
    private static func filled(_ items: [String], indent: Int) -> String {
        let indent = String(repeating: " ", count: indent)
        var lines: [String] = []
        for item in items {
            if let last = lines.last, last.count + 1 + item.count <= 120 {
                lines[lines.count - 1] += " " + item
            } else {
                lines.append(indent + item)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func variable(_ argument: BuilderMethod.Argument) -> String {
        argument.label ?? argument.parameter.name.camelCased
    }

    private static func text(of argument: BuilderMethod.Argument) -> String {
        let name = variable(argument)
        let label = argument.label == nil ? "_ \(name)" : name
        let type = argument.type.rawValue
        if argument.isRequired { return "\(label): \(type)" }
        guard let fallback = argument.parameter.fallback else { return "\(label): \(type)? = nil" }
        return "\(label): \(type) = \(ValueText.literal(fallback, argument.type, channels: 1))"
    }

    /// A line of documentation in lines of at most 112 columns; what follows the first is indented as far.
    private static func wrapped(_ line: String) -> [String] {
        let indent = String(line.prefix { $0 == " " }) + (line.contains("- ") && line.hasPrefix(" ") ? "  " : "")
        var lines = [""]
        for word in line.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(line.prefix { $0 == " " }) + word
            } else if last.count + 1 + word.count <= 112 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(indent + word)
            }
        }
        return lines
    }
}
