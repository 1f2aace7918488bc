import Basics
import NetworkTerms
import SpecText

/// One line of a list of layers, or a structure that contains further lists.
public enum Item: Sendable {
    case layer(Layer)
    indirect case expectation(Expectation)
    indirect case stack(Stack)
    indirect case residual(Residual)
    indirect case branches(Branches)
    indirect case join(Join)
    /// A line that can't be read, which has been reported. Nothing after it is certain.
    indirect case unknown(Span)
}

/// A layer as written. Its text never changes and is passed from stage to stage without a copy.
public struct Layer: Sendable {
    /// The name, unique in its scope. Inside a block, the full name starts with the block's: `basic1.conv1`.
    public let name: String
    @usableFromInline let line: Line

    /// The written part of a layer.
    @usableFromInline
    final class Line: Sendable {
        @usableFromInline let definition: LayerDefinition
        @usableFromInline let arguments: Arguments
        @usableFromInline let isNamed: Bool
        @usableFromInline let nameSpan: Span?
        @usableFromInline let isPart: Bool
        @usableFromInline let unread: Set<String>
        @usableFromInline let span: Span
        @usableFromInline let relation: SizeRelation
        @usableFromInline let isRelative: Bool

        init(
            _ definition: LayerDefinition, _ arguments: Arguments, isNamed: Bool, nameSpan: Span?, isPart: Bool,
            unread: Set<String>, span: Span, relation: SizeRelation
        ) {
            (self.definition, self.arguments, self.relation) = (definition, arguments, relation)
            (self.isNamed, self.nameSpan, self.isPart) = (isNamed, nameSpan, isPart)
            (self.unread, self.span, isRelative) = (unread, span, arguments.call.isRelative)
        }
    }

    private init(_ line: Line, name: String) { (self.line, self.name) = (line, name) }

    /// - Parameter relation: the relation of its output size to its input size, if it has been computed before.
    init(
        definition: LayerDefinition, arguments: Arguments, name: String, isNamed: Bool, nameSpan: Span?,
        isPart: Bool = false, unread: Set<String>, span: Span, relation: SizeRelation? = nil
    ) {
        self.init(
            Line(
                definition, arguments, isNamed: isNamed, nameSpan: nameSpan, isPart: isPart, unread: unread, span: span,
                relation: relation ?? definition.sizing.relation(arguments.call)),
            name: name)
    }

    @inlinable public var definition: LayerDefinition { line.definition }
    @inlinable public var arguments: Arguments { line.arguments }
    /// Whether the spec sets the name.
    @inlinable public var isNamed: Bool { line.isNamed }
    /// Where the name is written.
    @inlinable public var nameSpan: Span? { line.nameSpan }
    /// Whether it is one of several that a shorthand such as `mlp` stands for.
    @inlinable public var isPart: Bool { line.isPart }
    /// Parameters that are missing or couldn't be read. Everything that depends on them is unknown.
    @inlinable public var unread: Set<String> { line.unread }
    @inlinable public var span: Span { line.span }
    /// The relation of its output size to its input size. Of open or unread parameters, only the rank counts.
    @inlinable public var relation: SizeRelation { line.relation }

    /// Whether a value is arithmetic on the channels of its input.
    @inlinable public var isRelative: Bool { line.isRelative }

    public var kind: String { definition.syntax.key }

    /// The values of its parameters.
    @inlinable public var call: Call { line.arguments.call }

    /// The same layer with another name.
    func named(_ name: String) -> Layer { Layer(line, name: name) }

    /// The same layer with other arguments.
    func with(_ arguments: Arguments) -> Layer {
        Layer(
            definition: definition, arguments: arguments, name: name, isNamed: isNamed, nameSpan: nameSpan,
            isPart: isPart, unread: unread, span: span)
    }

    /// The same layer with numbers in place of arithmetic on the channels of its input.
    public func resolved(ofChannels channels: Int) throws(CountFailure) -> Layer {
        isRelative ? with(try arguments.resolved(ofChannels: channels)) : self
    }
}

/// A contract: the size of the tensor here. Unknown axes aren't checked.
public struct Expectation: Sendable {
    public var dimensions: [Dimension]
    public var span: Span

    public init(dimensions: [Dimension], span: Span) {
        (self.dimensions, self.span) = (dimensions, span)
    }
}

/// A group of layers, once or several times in a row: a use of a block, or a `repeat`.
public struct Stack: Sendable {
    /// The use of a block, if it is one.
    public struct Use: Sendable {
        public var block: String
        public var arguments: Arguments
        /// The span of the block's name in its definition.
        public var definition: Span
    }

    public var use: Use?
    /// The items of one pass.
    public var items: [Item] { didSet { pass = ItemCount(of: items) } }
    /// What one pass contains. It is counted once, because blocks use blocks: walking all of them can take forever.
    private(set) var pass: ItemCount
    public var count: Int
    /// The arithmetic that `count` was computed from.
    public var countExpression: Expression?
    /// The count, if it is left open; `count` is then 1.
    public var openCount: OpenNumber?
    /// The name of the only pass, or the start of the names of all passes.
    public var name: String
    public var isNamed: Bool
    /// The number of the first pass, in automatic names.
    public var firstNumber = 1
    public var span: Span

    /// - Parameter pass: what one pass contains.
    init(
        use: Use?, items: [Item], pass: ItemCount, count: Int, countExpression: Expression?, openCount: OpenNumber?,
        name: String, isNamed: Bool, span: Span
    ) {
        (self.use, self.items, self.pass, self.count) = (use, items, pass, count)
        (self.countExpression, self.openCount) = (countExpression, openCount)
        (self.name, self.isNamed, self.span) = (name, isNamed, span)
    }

    /// The name of one pass, counted from 0.
    public func name(ofPass pass: Int) -> String {
        if isNamed { return count == 1 ? name : "\(name).\(pass + 1)" }
        return "\(name)\(firstNumber + pass)"
    }

    /// Its name in messages: `basic`, or `repeat`.
    public var title: String { use?.block ?? StructureWord.repeat.key }
}

/// Layers whose output is added to their input, or to the output of a shortcut (He and others, 2016).
public struct Residual: Sendable {
    public enum Shortcut: Sendable {
        case identity
        /// A 1x1 convolution with batch norm if the sizes differ, otherwise the input itself.
        case project
        case layers([Item])

        /// The shortcuts that are chosen by a word.
        public enum Word: String, Sendable, CaseIterable {
            case identity
            case project
        }

        public static let words = Word.allCases.map(\.rawValue)

        /// The layers of the shortcut, if it is a list.
        public var items: [Item] { if case .layers(let items) = self { items } else { [] } }
    }

    public var items: [Item]
    public var shortcut: Shortcut
    public var shortcutSpan: Span?
    public var name: String
    public var isNamed: Bool
    /// The start of the names of the projection's layers.
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
    /// Whether to crop the named maps around their center to the height and width of the current one.
    public var crops = false
    public var name: String
    public var isNamed: Bool
    public var span: Span
}

extension Item {
    /// The number of layers, counting every repetition; nil if it overflows.
    public var layerCount: Int? { ItemCount(of: [self]).layers }

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
    /// The number of layers, counting every repetition; nil if it overflows.
    public var layerCount: Int? { ItemCount(of: self).layers }
}
