import Basics
import NetworkTerms
import SpecText

/// One line of a list of layers, or a structure that holds further lists.
public enum Item: Sendable {
    case layer(Layer)
    indirect case expectation(Expectation)
    indirect case stack(Stack)
    indirect case residual(Residual)
    indirect case branches(Branches)
    indirect case join(Join)
    /// A line that could not be read, which has been reported: nothing is certain behind it.
    indirect case unknown(Span)
}

/// A layer as it is written. It never changes, and is handed on from stage to stage without a copy.
public final class Layer: Sendable {
    public let definition: LayerDefinition
    public let arguments: Arguments
    /// Unique among its neighbours. Inside a block it is followed from the block's name: `basic1.conv1`.
    public let name: String
    /// Whether a person chose the name.
    public let isNamed: Bool
    /// Where the name is written.
    public let nameSpan: Span?
    /// Whether it is one of several that a shorthand such as `mlp` stands for.
    public let isPart: Bool
    /// Parameters that were missing or could not be read: what follows from them is not known.
    public let unread: Set<String>
    public let span: Span
    /// How the size of its output follows from that of its input; of what is open or could not be read, only the rank counts.
    public let relation: SizeRelation

    init(
        definition: LayerDefinition, arguments: Arguments, name: String, isNamed: Bool, nameSpan: Span?,
        isPart: Bool = false, unread: Set<String>, span: Span, relation: SizeRelation? = nil
    ) {
        self.definition = definition
        self.arguments = arguments
        self.name = name
        self.isNamed = isNamed
        self.nameSpan = nameSpan
        self.isPart = isPart
        self.unread = unread
        self.span = span
        self.relation = relation ?? definition.sizing.relation(arguments.call)
    }

    public var kind: String { definition.syntax.key }

    /// The values of its parameters.
    public var call: Call { arguments.call }

    /// The same layer with another name, or other arguments.
    func with(name: String? = nil, arguments: Arguments? = nil) -> Layer {
        Layer(
            definition: definition, arguments: arguments ?? self.arguments, name: name ?? self.name, isNamed: isNamed,
            nameSpan: nameSpan, isPart: isPart, unread: unread, span: span,
            relation: arguments == nil ? relation : nil)
    }
}

/// A contract: the size of the tensor here. An axis that is unknown is not held to anything.
public struct Expectation: Sendable {
    public var dimensions: [Dimension]
    public var span: Span

    public init(dimensions: [Dimension], span: Span) {
        (self.dimensions, self.span) = (dimensions, span)
    }
}

/// Layers that belong together, once or several times in a row: a use of a block, or a `repeat`.
public struct Stack: Sendable {
    /// The block that is used, if it is one.
    public struct Use: Sendable {
        public var block: String
        public var arguments: Arguments
        /// Where the block's name stands in its definition.
        public var definition: Span
    }

    public var use: Use?
    public var items: [Item]
    public var count: Int
    /// What `count` was worked out from.
    public var countExpression: Expression?
    /// The count, where it was left open; `count` is 1 then.
    public var openCount: OpenNumber?
    /// The name of the only pass, or what the names of all passes begin with.
    public var name: String
    public var isNamed: Bool
    /// The number of the first pass, in automatic names.
    public var firstNumber = 1
    public var span: Span

    /// The name of one pass, counted from 0.
    public func name(ofPass pass: Int) -> String {
        if isNamed { return count == 1 ? name : "\(name).\(pass + 1)" }
        return "\(name)\(firstNumber + pass)"
    }

    /// What it is called in a message: `basic`, or `repeat`.
    public var title: String { use?.block ?? StructureWord.repeat.key }
}

/// Layers whose output is added to their input, or to what a shortcut makes of it (He and others, 2016).
public struct Residual: Sendable {
    public enum Shortcut: Sendable {
        case identity
        /// A 1x1 convolution with batch norm where the sizes differ, else the input itself.
        case project
        case layers([Item])

        /// The shortcuts that are named by a word.
        public enum Word: String, Sendable, CaseIterable {
            case identity
            case project
        }

        public static let words = Word.allCases.map(\.rawValue)

        /// The layers that were given for it; none of the others.
        public var items: [Item] { if case .layers(let items) = self { items } else { [] } }
    }

    public var items: [Item]
    public var shortcut: Shortcut
    public var shortcutSpan: Span?
    public var name: String
    public var isNamed: Bool
    /// The name of the projection's layers begins with this.
    public var projectionName = ""
    public var span: Span
}

/// Several stacks on one tensor, and how their outputs are joined.
public struct Branches: Sendable {
    public var branches: [[Item]]
    public var branchSpans: [Span]
    public var join: Joining
    public var name: String
    public var isNamed: Bool
    public var span: Span
}

/// The current tensor joined with named ones.
public struct Join: Sendable {
    public var kind: Joining
    public var others: [Located<String>]
    /// Whether the named maps are cropped to the height and width of the current one, around their middle.
    public var crops = false
    public var name: String
    public var isNamed: Bool
    public var span: Span
}

extension Item {
    /// The number of layers, repeats counted in full; nil where it overflows.
    public var layerCount: Int? {
        switch self {
        case .layer, .join: return 1
        case .expectation, .unknown: return 0
        // A pass counts even where nothing in it could be read.
        case .stack(let stack): return stack.items.layerCount.flatMap { product(max(1, $0), stack.count) }
        case .residual(let residual):
            var count = residual.items.layerCount.flatMap { sum($0, 1) }
            if case .layers(let items) = residual.shortcut {
                count = count.flatMap { count in items.layerCount.flatMap { sum(count, $0) } }
            }
            return count
        case .branches(let branches):
            return branches.branches.reduce(1) { total, items in
                total.flatMap { total in items.layerCount.flatMap { sum(total, $0) } }
            }
        }
    }

    public var span: Span {
        switch self {
        case .layer(let layer): layer.span
        case .expectation(let expectation): expectation.span
        case .stack(let stack): stack.span
        case .residual(let residual): residual.span
        case .branches(let branches): branches.span
        case .join(let join): join.span
        case .unknown(let span): span
        }
    }
}

extension Sequence<Item> {
    /// The number of layers, repeats counted in full; nil where it overflows.
    public var layerCount: Int? {
        reduce(0) { total, item in total.flatMap { total in item.layerCount.flatMap { sum(total, $0) } } }
    }
}
