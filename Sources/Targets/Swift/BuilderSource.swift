import NetworkTerms
import SpecLanguage

/// Writes the methods of the runtime's network builder that add layers, one for every way to call a layer of the catalog.
public enum BuilderSource {
    /// The text of `Sources/StrataRuntime/Network/LayerMethods.swift`.
    public static var text: String {
        let methods = Catalog.layers.flatMap { layer in layer.methods.map { text(of: $0, of: layer) } }
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
        let documentation = MethodSource.documentation(
            title: form?.words ?? layer.syntax.title, layer.syntax, name: "Unique within its scope.", method)
        let head = MethodSource.head(
            "mutating func \(method.name)", ["_ name: String"] + MethodSource.parameters(method), "LayerReference")
        let presets = method.presets.sorted { $0.key < $1.key }.map { "\"\($0.key)\": ParameterValue.\($0.value)" }
        let call = MethodSource.call(
            "add", "name, \"\(layer.syntax.key)\"", presets + MethodSource.values(method))
        return """
            \(documentation)
                @discardableResult
            \(head)
            \(call)
                }
            """
    }
}
