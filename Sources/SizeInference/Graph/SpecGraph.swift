import NetworkTerms
import SpecLanguage
import SpecText

/// A network as its spec writes it, laid out flat: a list of nodes, each with the numbers of those that it takes its inputs
/// from. It is built once from the spec; all that is asked of sizes (which are they, which are possible, how far does a value
/// see, what makes two of them clash) is asked of this list, front to back. What is written inside what is a tree of node
/// numbers.
///
/// It is a class because everything that is found out about a network holds on to it.
public final class SpecGraph: Sendable {
    public enum Operation: Sendable {
        case input
        case layer(Layer)
        /// A contract. It computes nothing.
        case expectation(Expectation)
        /// A join; with `crops` the inputs after the first are cropped to its spatial axes.
        case join(Joining, crops: Bool)
        /// Brings its first input to the size of the second by a 1x1 convolution, where the two differ.
        case projection
        /// The end of a repeat whose count is open: nothing but the rank is certain after it.
        case openRepeat
        /// A line that could not be read: nothing is certain after it.
        case unknown
    }

    public struct Node: Sendable {
        public let operation: Operation
        /// The nodes that it takes its inputs from.
        public let inputs: NodeNumbers
        /// Its name among its neighbors: `conv1`.
        public let localName: String
        public let span: Span
        /// The scope that it is in.
        let scope: Int
        /// How a join or a projection is written.
        let joint: Int?
    }

    /// One pass of a stack: where names begin with the pass's own.
    struct Scope: Sendable {
        var parent: Int?
        /// What names from the root begin with here: `basic1.`.
        var prefix: String
        var stack: Int?
        /// Whether it is in a use of a block.
        var isUsed: Bool
    }

    /// Passes of a stack that are made several times, as ranges of nodes of one length.
    struct Repeat: Sendable {
        var first: Int
        var length: Int
        var count: Int

        var end: Int { first + length * count }
    }

    /// How a join or a projection is written, for messages.
    struct Joint: Sendable {
        enum Form: Sendable {
            case residual(Residual)
            case branches(Branches)
            /// With the places of what the names stand for.
            case join(Join, others: [Span])
        }

        var form: Form
        /// The node that the whole structure takes its input from.
        var start: Int
    }

    /// Layers that exist in training only, on the output of a node.
    public struct Head: Sendable {
        public let head: AuxiliaryHead
        /// The node whose output it takes; nil where its name is not known.
        public let start: Int?
        public let items: [TreeNode]
        /// Its own nodes.
        public let nodes: Range<Int>
        /// The node that it ends with.
        let end: Int
    }

    public let spec: Spec
    /// The input's size, with what is open in it; nil where it could not be read.
    public let input: Located<[Dimension]>?
    /// In the order of computation; the first is the input. Auxiliary heads stand at the end.
    public let nodes: [Node]
    /// The structure of the body and of the head.
    public let body: [TreeNode]
    public let head: [TreeNode]
    public let auxiliaryHeads: [Head]
    /// The first node of the head, and the first of the auxiliary heads.
    let headStart: Int
    let auxiliaryStart: Int
    /// The node whose tensor answers.
    public let end: Int
    private let scopes: [Scope]
    private let stacks: [Stack]
    private let joints: [Joint]
    let repeats: [Repeat]
    /// Names that nothing has, in order.
    let unknownNames: [UnknownName]

    public init(_ spec: Spec) {
        var builder = GraphBuilder(spec)
        let input = spec.inputSize
        builder.append(.input, [], name: "input", at: spec.input?.span ?? Span(start: 0, end: 0))
        let (bodyEnd, body) = builder.build(spec.body, from: 0)
        headStart = builder.nodes.count
        let (end, head) = builder.build(spec.head, from: bodyEnd)
        auxiliaryStart = builder.nodes.count
        auxiliaryHeads = spec.auxiliaryHeads.map { builder.build($0) }
        (self.spec, self.input, self.body, self.head, self.end) = (spec, input, body, head, end)
        (nodes, scopes, stacks, joints) = (builder.nodes, builder.scopes, builder.stacks, builder.joints)
        (repeats, unknownNames) = (builder.repeats, builder.unknownNames)
    }
}

// MARK: Questions

extension SpecGraph {
    /// How many spatial axes its maps have. The language writes images: it has two of them.
    var spatialAxes: Int { Spec.spatialAxes }

    /// From the root: `basic1.conv1`.
    public func name(of node: Int) -> String { scopes[nodes[node].scope].prefix + nodes[node].localName }

    /// The layer of a node, if it is one.
    public func layer(_ node: Int) -> Layer? {
        if case .layer(let layer) = nodes[node].operation { layer } else { nil }
    }

    /// How a join or a projection is written.
    func joint(_ node: Int) -> Joint? { nodes[node].joint.map { joints[$0] } }

    /// Whether what is in a scope is in a use of a block.
    func isInBlock(scope: Int) -> Bool { scopes[scope].isUsed }

    /// The uses of blocks around a node, innermost first.
    func uses(around node: Int) -> [Diagnostic.Note] { uses(aroundScope: nodes[node].scope) }

    func uses(aroundScope scope: Int) -> [Diagnostic.Note] {
        var notes: [Diagnostic.Note] = []
        var current: Int? = scope
        while let scope = current, scopes[scope].isUsed {
            if let stack = scopes[scope].stack.map({ stacks[$0] }), let use = stack.use {
                notes.append(Diagnostic.Note(UseText.of(use.block, use.arguments), at: stack.span))
            }
            current = scopes[scope].parent
        }
        return notes
    }

    /// The last node that takes the output of each, or its own number.
    func lastUses() -> [Int] {
        var last = Array(nodes.indices)
        for (index, node) in nodes.enumerated() {
            for input in node.inputs { last[input] = index }
        }
        return last
    }
}
