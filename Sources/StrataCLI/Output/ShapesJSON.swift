import NetworkTerms
import SpecCompiler

/// The sizes and costs of a network for other programs. Fields are added in later versions, never renamed.
struct ShapesJSON {
    let network: SizedNetwork
    /// The inputs that its layers can take.
    let inputs: LegalInputs?
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
              "total": {\(Self.fields(network.total))}\(legalInputs)
            }
            """
    }

    private var legalInputs: String {
        guard let inputs else { return "" }
        func axes(_ sets: [SizeSet]) -> String { "[\(sets.map(SolutionJSON.set).joined(separator: ", "))]" }
        let lossless = inputs.withoutLoss.map { ", \"withoutLoss\": \(axes($0))" } ?? ""
        let training = inputs.training.map { ", \"training\": \(axes($0))" } ?? ""
        return """
            ,
              "legalInputs": {"smallest": \(Self.array(inputs.smallest)), "axes": \(axes(inputs.axes))\(training)\(lossless)}
            """
    }

    private static func fields(_ cost: LayerDefinition.Cost) -> String {
        "\"parameters\": \(cost.parameters), \"multiplyAccumulates\": \(cost.multiplyAccumulates)"
    }

    private static func array(_ size: TensorShape) -> String {
        "[\(size.axes.map(String.init).joined(separator: ", "))]"
    }
}

/// The sizes of a network that leaves some open, for other programs.
struct OpenShapesJSON {
    let spec: Spec
    let sizes: OpenSizes
    let source: SourceFile

    var text: String {
        let layers = sizes.rows.map { row in
            """
                {"name": \(JSON.quoted(row.name)), "kind": \(JSON.quoted(row.kind)), \
            "line": \(source.line(at: row.span.start)), "sizes": \(Self.axes(row.axes))}
            """
        }
        return """
            {
              "model": \(JSON.quoted(spec.name)),
              "open": true,
              "complete": \(sizes.isComplete),
              "sizes": \(Self.axes(sizes.input)),
              "layers": [
            \(layers.joined(separator: ",\n"))
              ]
            }
            """
    }

    private static func axes(_ axes: [SizeSet?]) -> String {
        "[\(axes.map { $0.map(SolutionJSON.set) ?? "null" }.joined(separator: ", "))]"
    }
}
