import NetworkTerms
import SpecLanguage
import SpecText

/// A layer with the sizes around it, for one sample.
///
/// It is a class because it is handed on more often than anything else: to lists of steps, to the linter's rules.
public final class SizedLayer: Sendable {
    public let layer: Layer
    /// The name from the root: `basic1.conv1`.
    public let name: String
    /// How the output's size follows from the input's.
    public let relation: SizeRelation
    public let input: TensorShape
    public let output: TensorShape
    public let cost: LayerDefinition.Cost
    /// Whether it stands in the head.
    public let isHead: Bool

    init(
        layer: Layer, name: String, relation: SizeRelation, input: TensorShape, output: TensorShape,
        cost: LayerDefinition.Cost, isHead: Bool
    ) {
        (self.layer, self.name, self.relation, self.input, self.output) = (layer, name, relation, input, output)
        (self.cost, self.isHead) = (cost, isHead)
    }
}

/// What joins several tensors: the end of a residual or of branches, or a `concat`, `add` or `multiply`.
public struct SizedJoin: Sendable {
    public var kind: Joining
    public var name: String
    /// Of the first tensor that is joined.
    public var input: TensorShape
    public var output: TensorShape
    public var span: Span
}

/// The 1x1 convolution and batch norm of a projected shortcut.
public struct SizedProjection: Sendable {
    public var name: String
    public var input: TensorShape
    public var output: TensorShape
    public var stride: Extent
    public var cost: LayerDefinition.Cost
    public var span: Span
}

/// Something that computes, in the order of computation.
public enum SizedStep: Sendable {
    case layer(SizedLayer)
    indirect case join(SizedJoin)
    indirect case projection(SizedProjection)

    public var name: String {
        switch self {
        case .layer(let layer): layer.name
        case .join(let join): join.name
        case .projection(let projection): projection.name
        }
    }

    /// Of a join, its first input's.
    public var input: TensorShape {
        switch self {
        case .layer(let layer): layer.input
        case .join(let join): join.input
        case .projection(let projection): projection.input
        }
    }

    public var output: TensorShape {
        switch self {
        case .layer(let layer): layer.output
        case .join(let join): join.output
        case .projection(let projection): projection.output
        }
    }

    public var cost: LayerDefinition.Cost {
        switch self {
        case .layer(let layer): layer.cost
        case .join: .none
        case .projection(let projection): projection.cost
        }
    }

    public var span: Span {
        switch self {
        case .layer(let layer): layer.layer.span
        case .join(let join): join.span
        case .projection(let projection): projection.span
        }
    }
}

/// The structure of a network, its sizes filled in: what generated source follows.
public enum SizedItem: Sendable {
    case layer(SizedLayer)
    /// One list of items a pass.
    indirect case stack(Stack, passes: [[SizedItem]], output: TensorShape)
    indirect case residual(
        Residual, items: [SizedItem], shortcut: [SizedItem]?, projection: SizedProjection?, join: SizedJoin)
    indirect case branches(Branches, branches: [[SizedItem]], join: SizedJoin)
    indirect case join(Join, SizedJoin)
}

/// An auxiliary head with its sizes.
public struct SizedAuxiliaryHead: Sendable {
    public var head: AuxiliaryHead
    public var input: TensorShape
    public var items: [SizedItem]
    public var steps: [SizedStep]
    public var cost: LayerDefinition.Cost

    public var output: TensorShape { steps.last?.output ?? input }
}

/// A network whose every size is known.
public struct SizedNetwork: Sendable {
    public var spec: Spec
    public var input: TensorShape
    public var body: [SizedItem]
    public var head: [SizedItem]
    /// What computes the answer, in order. Auxiliary heads are apart.
    public var steps: [SizedStep]
    public var auxiliaryHeads: [SizedAuxiliaryHead]
    /// Without auxiliary heads.
    public var total: LayerDefinition.Cost

    /// The layers among the steps.
    public var layers: [SizedLayer] {
        steps.compactMap { if case .layer(let layer) = $0 { layer } else { nil } }
    }

    public var output: TensorShape { steps.last?.output ?? input }
}
