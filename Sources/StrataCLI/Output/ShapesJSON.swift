import Basics
import NetworkTerms
import SpecCompiler

/// The sizes and costs of a network for other programs. Fields are added in later versions, never renamed.
struct ShapesJSON {
    let network: SizedNetwork
    /// The inputs that the layers accept.
    let inputs: LegalInputs?
    let source: SourceFile

    /// Wide enough for a layer to be on one line.
    static let width = 500

    var text: String {
        let fields = FieldJSON(network)
        let memory = MemoryEstimate(network)
        let layers = network.steps.map { step -> JSON in
            [
                "name": .string(step.name), "kind": .string(step.kind),
                "line": .integer(source.line(at: step.span.start)), "input": Self.array(step.input),
                "output": Self.array(step.output), "parameters": .integer(step.cost.parameters),
                "multiplyAccumulates": .integer(step.cost.multiplyAccumulates),
                "receptiveField": fields.receptiveField(of: step), "droppedPixels": fields.droppedPixels(of: step),
            ]
        }
        let report = JSON.fields([
            "model": .string(network.spec.name), "input": Self.array(network.input), "layers": .array(layers),
            "outputs": .array(
                network.outputs.map { output in
                    .fields([
                        "name": network.hasSeveralOutputs ? .string(output.name) : nil,
                        "size": Self.array(output.shape),
                    ])
                }),
            "total": [
                "parameters": .integer(network.total.parameters),
                "multiplyAccumulates": .integer(network.total.multiplyAccumulates),
            ],
            "memory": .fields([
                "inference": memory.inference.map { .integer($0) },
                "training": network.spec.training == nil ? nil : memory.training.map { .integer($0) },
                "batch": network.spec.training == nil ? nil : .integer(memory.batch),
            ]),
            "legalInputs": inputs.map(Self.legal),
        ])
        return report.text(width: Self.width)
    }

    private static func legal(_ inputs: LegalInputs) -> JSON {
        .fields([
            "smallest": array(inputs.smallest), "axes": SolutionJSON.sets(inputs.axes),
            "training": inputs.training.map(SolutionJSON.sets),
            "withoutLoss": inputs.withoutLoss.map(SolutionJSON.sets),
        ])
    }

    private static func array(_ size: TensorShape) -> JSON { .array(size.axes.map { .integer($0) }) }
}

/// The sizes of a network with open numbers, for other programs.
struct OpenShapesJSON {
    let spec: Spec
    let sizes: OpenSizes
    let source: SourceFile

    var text: String {
        let layers = sizes.rows.map { row -> JSON in
            [
                "name": .string(row.name), "kind": .string(row.kind),
                "line": .integer(source.line(at: row.span.start)), "sizes": SolutionJSON.sets(row.axes),
            ]
        }
        let report: JSON = [
            "model": .string(spec.name), "open": true, "complete": .boolean(sizes.isComplete),
            "sizes": SolutionJSON.sets(sizes.input), "layers": .array(layers),
        ]
        return report.text(width: ShapesJSON.width)
    }
}
