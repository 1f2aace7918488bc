import SpecCompiler

/// The sizes and costs of a network for other programs. Fields are added in later versions, never renamed.
struct ShapesJSON {
    let network: SizedNetwork
    let source: SourceFile

    var text: String {
        let layers = network.steps.map { step in
            """
                {"name": \(Self.string(step.name)), "kind": \(Self.string(step.kind)), \
            "line": \(source.line(at: step.span.start)), "input": \(Self.array(step.input)), \
            "output": \(Self.array(step.output)), \(Self.fields(step.cost))}
            """
        }
        return """
            {
              "model": \(Self.string(network.spec.name)),
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

    /// A JSON string (RFC 8259, section 7).
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
