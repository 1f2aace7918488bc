import SpecLanguage
import SpecText

/// A layer with the sizes around it, for one sample.
public struct SizedLayer: Sendable {
    public var layer: Layer
    public var input: TensorSize
    public var output: TensorSize
    public var cost: LayerDefinition.Cost
    /// Whether it stands in the head.
    public var isHead: Bool
}

/// A network whose every size is known.
public struct SizedNetwork: Sendable {
    public var spec: Spec
    public var input: TensorSize
    public var layers: [SizedLayer]
    public var total: LayerDefinition.Cost

    public var output: TensorSize { layers.last?.output ?? input }
}
