import Basics
import SpecCompiler

/// The receptive field of a layer and the pixels it drops, for other programs.
struct FieldJSON {
    private let fields: ReceptiveFields
    private let input: TensorShape

    init(_ network: SizedNetwork) { (fields, input) = (ReceptiveFields(network.sized), network.input) }

    /// `null` if a step has none.
    func receptiveField(of step: SizedStep) -> JSON {
        fields[step.node].map { byAxis($0.axes.map(Self.axis)) } ?? .null
    }

    /// `null` if a step drops none.
    func droppedPixels(of step: SizedStep) -> JSON {
        step.droppedPixels.map { byAxis($0.axes.map(Self.axis)) } ?? .null
    }

    /// An object with the names of the axes as keys.
    private func byAxis(_ objects: [JSON]) -> JSON {
        .object(objects.enumerated().map { axis, object in (input.axisName(axis), object) })
    }

    /// Sizes in pixels of the input; if they can't be counted, `extent` says why.
    private static func axis(_ axis: ReceptiveField.Axis) -> JSON {
        switch axis {
        case .counted(let size, let stride, let padding):
            let number: JSON = stride.denominator == 1 ? .integer(stride.numerator) : .decimal(stride.value)
            return ["size": .integer(size), "stride": number, "padding": .integer(padding)]
        case .whole: return ["extent": "whole"]
        case .varying: return ["extent": "depends on the position"]
        case .unknown(let reason): return ["extent": .string("unknown: " + reason)]
        }
    }

    private static func axis(_ axis: DroppedPixels.Axis) -> JSON {
        ["pixels": .integer(axis.pixels), "padding": .integer(axis.padding)]
    }
}
