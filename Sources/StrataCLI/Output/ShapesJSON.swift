import SpecCompiler

/// The sizes and costs of a network for other programs. Fields are added in later versions, never renamed.
struct ShapesJSON {
    let network: SizedNetwork
    let source: SourceFile

    var text: String {
        let fields = FieldJSON(network)
        let layers = network.steps.map { step in
            """
                {"name": \(JSON.quoted(step.name)), "kind": \(JSON.quoted(step.kind)), \
            "line": \(source.line(at: step.span.start)), "input": \(Self.array(step.input)), \
            "output": \(Self.array(step.output)), \(Self.fields(step.cost)), \(fields.fields(of: step))}
            """
        }
        return """
            {
              "model": \(JSON.quoted(network.spec.name)),
              "input": \(Self.array(network.input)),
              "layers": [
            \(layers.joined(separator: ",\n"))
              ],
              "total": {\(Self.fields(network.total))}
            }
            """
    }

    private static func fields(_ cost: LayerDefinition.Cost) -> String {
        "\"parameters\": \(cost.parameters), \"multiplyAccumulates\": \(cost.multiplyAccumulates)"
    }

    private static func array(_ size: TensorSize) -> String {
        "[\(size.axes.map(String.init).joined(separator: ", "))]"
    }
}
