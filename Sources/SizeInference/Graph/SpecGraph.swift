import NetworkTerms
import SpecLanguage
import SpecText

/// A network as a flat list of nodes, each with the numbers of its input nodes. It is built once from the spec.
/// Everything about sizes (inferring them, solving for open ones, receptive fields, explaining conflicts) is computed
/// from this list, front to back. The nesting of the spec is a tree of node numbers.
///
/// It is a class because all results about a network refer to it.
public final class SpecGraph: Sendable {
    public enum Operation: Sendable {
        case input
        case layer(Layer)
        /// A contract. It computes nothing.
        case expectation(Expectation)
        /// A join; with `crops` the inputs after the first are cropped to its spatial axes.
        case join(Joining, crops: Bool)
        /// A 1x1 convolution that changes its first input to the size of the second, if they differ.
        case projection
        /// The end of a repeat whose count is open: only the rank is certain after it.
        case openRepeat
        /// A line that couldn't be read: nothing is certain after it.
        case unknown
    }

    public struct Node: Sendable {
        public let operation: Operation
        /// The nodes whose outputs are its inputs.
        public let inputs: NodeNumbers
        /// Its name among its neighbors: `conv1`.
        public let localName: String
        public let span: Span
        /// Its scope.
        let scope: Int
        /// The spec's item for a join or a projection.
        let joint: Int?
    }

    /// One pass of a stack, in which names start with the pass's name.
    struct Scope: Sendable {
        var parent: Int?
        /// The name of the pass: `basic1`. Names in it start with it and those of the passes around it.
        var name: String
        var stack: Int?
        /// Whether it is in a use of a block.
        var isUsed: Bool
    }

    /// The passes of a repeated stack, as ranges of nodes with the same length.
    struct Repeat: Sendable {
        var first: Int
        var length: Int
        var count: Int

        var end: Int { first + length * count }
    }

    /// The spec's item for a join or a projection, for messages.
    struct Joint: Sendable {
        enum Form: Sendable {
            case residual(Residual)
            case branches(Branches)
            /// With the places of the layers that the names refer to.
            case join(Join, others: [Span])
        }

        var form: Form
        /// The node whose output is the input of the whole structure.
        var start: Int
    }

    /// Layers that compute an output, applied to the output of a node.
    public struct Output: Sendable {
        public let head: OutputHead
        /// The node whose output is its input; nil if its name is unknown.
        public let start: Int?
        public let items: [TreeNode]
        /// The node whose tensor is the output.
        public let end: Int
    }

    /// Layers that only exist in training, applied to the output of a node.
    public struct Head: Sendable {
        public let head: AuxiliaryHead
        /// The node whose output is its input; nil if its name is unknown.
        public let start: Int?
        public let items: [TreeNode]
        /// Its own nodes.
        public let nodes: Range<Int>
        /// Its last node.
        let end: Int
    }

    public let spec: Spec
    /// The input's size, including open dimensions; nil if it couldn't be read.
    public let input: Located<[Dimension]>?
    /// In the order of computation; the first is the input. Auxiliary heads are at the end.
    public let nodes: [Node]
    /// The structure of the body.
    public let body: [TreeNode]
    /// The heads that compute the outputs, at least one.
    public let outputs: [Output]
    public let auxiliaryHeads: [Head]
    /// The first node of the heads, and the first of the auxiliary heads.
    let headStart: Int
    let auxiliaryStart: Int
    private let scopes: [Scope]
    private let stacks: [Stack]
    private let joints: [Joint]
    let repeats: [Repeat]
    /// The unknown names, in order.
    let unknownNames: [UnknownName]

    public init(_ spec: Spec) {
        var builder = GraphBuilder(spec)
        let input = spec.inputSize
        builder.append(.input, [], name: "input", at: spec.input?.span ?? Span(start: 0, end: 0))
        let (bodyEnd, body) = builder.build(spec.body, from: 0)
        headStart = builder.nodes.count
        outputs = spec.outputs.map { builder.build($0, after: bodyEnd) }
        auxiliaryStart = builder.nodes.count
        auxiliaryHeads = spec.auxiliaryHeads.map { builder.build($0) }
        (self.spec, self.input, self.body) = (spec, input, body)
        (nodes, scopes, stacks, joints) = (builder.nodes, builder.scopes, builder.stacks, builder.joints)
        (repeats, unknownNames) = (builder.repeats, builder.unknownNames)
    }
}

// MARK: Questions

extension SpecGraph {
    /// The number of spatial axes of its maps. The language describes images, which have two.
    var spatialAxes: Int { Spec.spatialAxes }

    /// The node whose tensor is the network's output, or the first of several.
    public var end: Int { outputs[0].end }

    /// The structure of the body and of all outputs' heads.
    public var answering: [TreeNode] { body + outputs.flatMap(\.items) }

    /// Returns the full name of a node: `basic1.conv1`.
    public func name(of node: Int) -> String {
        var parts = [nodes[node].localName]
        var scope = nodes[node].scope
        while let parent = scopes[scope].parent {
            parts.append(scopes[scope].name)
            scope = parent
        }
        return parts.count == 1 ? parts[0] : parts.reversed().joined(separator: ".")
    }

    /// Returns the layer of a node, if it is a layer.
    public func layer(_ node: Int) -> Layer? {
        if case .layer(let layer) = nodes[node].operation { layer } else { nil }
    }

    /// Returns the spec's item for a join or a projection.
    func joint(_ node: Int) -> Joint? { nodes[node].joint.map { joints[$0] } }

    /// Whether a scope is in a use of a block.
    func isInBlock(scope: Int) -> Bool { scopes[scope].isUsed }

    /// The most uses of blocks in blocks that a finding shows.
    private static let mostUses = 12

    /// Returns the uses of blocks around a node, innermost first.
    func uses(around node: Int) -> [Diagnostic.Note] { uses(aroundScope: nodes[node].scope) }

    func uses(aroundScope scope: Int) -> [Diagnostic.Note] {
        var notes: [Diagnostic.Note] = []
        var current: Int? = scope
        while let scope = current, scopes[scope].isUsed, notes.count < Self.mostUses {
            if let stack = scopes[scope].stack.map({ stacks[$0] }), let use = stack.use {
                notes.append(Diagnostic.Note(UseText.of(use.block, use.arguments), at: stack.span))
            }
            current = scopes[scope].parent
        }
        return notes
    }

    /// Returns the innermost use of a block around a node.
    func innermostUse(around node: Int) -> Stack.Use? {
        var current: Int? = nodes[node].scope
        while let scope = current, scopes[scope].isUsed {
            if let use = scopes[scope].stack.flatMap({ stacks[$0].use }) { return use }
            current = scopes[scope].parent
        }
        return nil
    }

    /// Whether a node is in a pass of a stack rather than in the body or the head itself.
    func isNested(_ node: Int) -> Bool { scopes[nodes[node].scope].parent != nil }

    /// Whether names in the scope of a node can be used in the scope of another.
    func isVisible(_ node: Int, from other: Int) -> Bool {
        var current: Int? = nodes[other].scope
        while let scope = current {
            if scope == nodes[node].scope { return true }
            current = scopes[scope].parent
        }
        return false
    }

    /// The name that a person gave to the output of a node, if it is a layer or a join.
    func givenName(of node: Int) -> String? {
        let isNamed =
            switch nodes[node].operation {
            case .layer(let layer): layer.isNamed
            case .join:
                switch joint(node)?.form {
                case .residual(let residual): residual.isNamed
                case .branches(let branches): branches.isNamed
                case .join(let join, _): join.isNamed
                case nil: false
                }
            default: false
            }
        return isNamed ? nodes[node].localName : nil
    }

    /// Returns, for each node, the last node that uses its output, or its own number.
    func lastUses() -> [Int] {
        var last = Array(nodes.indices)
        for (index, node) in nodes.enumerated() {
            for input in node.inputs { last[input] = index }
        }
        return last
    }
}
