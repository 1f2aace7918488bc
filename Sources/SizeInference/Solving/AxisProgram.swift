import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// A network's effect along one spatial axis of its maps: a step for each node of its graph.
struct AxisProgram: Sendable {
    enum Step: Sendable {
        case input
        /// The first input's size.
        case pass
        case constant(Int)
        /// A window or a linear relation, applied to the first input's size.
        case changed(AxisRelation)
        /// A layer with open numbers along this axis.
        case open(Layer)
        /// A contract.
        case require(Int)
        /// All inputs have the same size.
        case equal
        /// The 1x1 inputs of a `multiply`, which are spread over the size of the others.
        case spread([Int])
        /// The other inputs are at least as large as the first, and are cropped to it.
        case crop
        /// A 1x1 convolution changes the first input to the second's size, which is the output's.
        case project
        /// Not a map, or nothing is certain.
        case none
    }

    let axis: Int
    let steps: [Step]
    let graph: SpecGraph
    /// The input's size along the axis; nil if it is open.
    let input: Int?
    let lastUses: [Int]
    let numbers: Set<OpenNumber>
    /// The last step at which each open number that is in several steps is needed.
    let sharedNumbers: [OpenNumber: Int]

    /// - Parameter spreads: the input that is assumed to be 1x1 in each `multiply` whose inputs may be 1x1; nil if none
    ///   is.
    init(_ graph: SpecGraph, axis: Int, input: [Dimension], dots: [Bool], spreads: [Int: Int]) throws(SizeBoundReached)
    {
        var steps: [Step] = []
        var sharedNumbers: [OpenNumber: Int] = [:]
        var numbers: Set<OpenNumber> = []
        for (index, node) in graph.nodes.enumerated() {
            switch node.operation {
            case .input: steps.append(input.count > 1 ? .input : .none)
            case .unknown, .openRepeat: steps.append(.none)
            case .expectation(let expectation):
                guard let dimension = expectation.dimensions.spatial(axis) else {
                    steps.append(.pass)
                    continue
                }
                steps.append(.require(try SizeBound.size(dimension)))
            case .projection: steps.append(.project)
            case .join(_, crops: true): steps.append(.crop)
            case .join(.multiply, _):
                var spread = node.inputs.indices.filter { dots[node.inputs[$0]] }
                if spread.count == node.inputs.count { spread = [] }
                if let chosen = spreads[index] { spread = [chosen] }
                steps.append(spread.isEmpty ? .equal : .spread(spread))
            case .join: steps.append(.equal)
            case .layer(let layer):
                let own = layer.openNumbers(along: axis)
                for number in own where !numbers.insert(number).inserted { sharedNumbers[number] = index }
                guard own.isEmpty else {
                    steps.append(.open(layer))
                    continue
                }
                // The width of `?x3` is known.
                let relation =
                    layer.isOpen
                    ? layer.arguments.filled([:], along: axis).map { layer.definition.sizing.relation($0.call) } : nil
                steps.append(try Self.step(relation ?? layer.relation, axis: axis))
            }
        }
        self.axis = axis
        self.steps = steps
        self.graph = graph
        let size = input.spatial(axis)
        if let size { _ = try SizeBound.size(size) }
        self.input = size
        (self.numbers, self.sharedNumbers) = (numbers, sharedNumbers)
        lastUses = graph.lastUses()
    }

    init(_ program: AxisProgram, input: Int?) {
        (axis, steps, graph) = (program.axis, program.steps, program.graph)
        (lastUses, numbers, sharedNumbers) = (program.lastUses, program.numbers, program.sharedNumbers)
        self.input = input
    }

    static func step(_ relation: SizeRelation, axis: Int) throws(SizeBoundReached) -> Step {
        switch relation {
        case .same: return .pass
        case .units, .flatten: return .none
        case .reshape(let size):
            return size.isFeatureMap ? .constant(try SizeBound.size(size.spatial(axis))) : .none
        case .map(let axes, _):
            switch try axes[axis].bounded() {
            case .same: return .pass
            case .constant(let size): return .constant(size)
            case let relation: return .changed(relation)
            }
        }
    }
}

extension AxisProgram {
    /// Whether each step's map is 1x1 for any input: after global pooling, for example.
    static func dots(_ graph: SpecGraph) -> [Bool] {
        var dots: [Bool] = []
        for node in graph.nodes {
            let inputs = node.inputs.map { dots[$0] }
            switch node.operation {
            case .input, .unknown, .openRepeat: dots.append(false)
            case .expectation(let expectation):
                dots.append(inputs[0] || PartialSize(expectation.dimensions)?.isOnePixel == true)
            case .projection: dots.append(inputs[1])
            case .join: dots.append(inputs.allSatisfy { $0 })
            case .layer(let layer):
                guard !layer.isOpen else {
                    dots.append(false)
                    continue
                }
                switch layer.relation {
                case .same: dots.append(inputs[0])
                case .units, .flatten: dots.append(false)
                case .reshape(let size): dots.append(size.isOnePixel)
                case .map(let axes, _):
                    dots.append(
                        axes.distinct.allSatisfy { relation in
                            relation.constant.map { $0 == 1 } ?? (inputs[0] && (try? relation.output(of: 1)) == 1)
                        })
                }
            }
        }
        return dots
    }
}

extension Layer {
    /// Returns the open numbers that determine the size along an axis.
    func openNumbers(along axis: Int) -> [OpenNumber] {
        guard isOpen else { return [] }
        return arguments.open.sorted { $0.key < $1.key }.flatMap { name, parameter in
            parameter.role == .channels
                ? [] : parameter.numbers(name: name).filter { $0.component == .whole || $0.component == .spatial(axis) }
        }
    }
}

extension [Dimension] {
    /// Returns the written length of a map's spatial axis; nil for a vector.
    func spatial(_ axis: Int) -> Int? { axis < count - 1 ? self[axis].value : nil }
}

extension AxisRelation {
    /// Returns the relation, or throws if its numbers are too large.
    func bounded() throws(SizeBoundReached) -> AxisRelation {
        switch self {
        case .same: break
        case .constant(let size): _ = try SizeBound.size(size)
        case .window(let window): _ = try window.bounded()
        case .divided(let divisor): _ = try SizeBound.period(divisor)
        case .mirrored(let before, let after):
            guard let margin = sum(before, after) else { throw SizeBoundReached(what: "a size over 2^40") }
            _ = try SizeBound.size(margin)
        case .linear(let factor, let offset):
            guard let offset, abs(offset) <= SizeBound.size, factor <= SizeBound.period else {
                throw SizeBoundReached(what: "a size over 2^40")
            }
        }
        return self
    }

    /// The relation as a map of sizes.
    var map: SizeMap {
        let (period, rise) = growth
        // The sizes that the divisor doesn't divide are excluded separately: a map has a result for every size.
        if case .divided(let divisor) = self {
            return SizeMap(lower: leastInput, period: period, rise: rise) { $0 / divisor }
        }
        return SizeMap(lower: leastInput, period: period, rise: rise) { try? self.output(of: $0) }
    }
}

extension Window {
    func bounded() throws(SizeBoundReached) -> Window {
        let sides: Int? =
            switch padding {
            case .same: 0
            case .sides(let before, let after): sum(before, after)
            }
        guard let reach, reach <= SizeBound.size, stride <= SizeBound.period, let sides, sides <= SizeBound.size else {
            throw SizeBoundReached(what: "a size over 2^40")
        }
        return self
    }
}
