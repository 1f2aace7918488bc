import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// What a network does along one axis of its maps, height or width: a step for each of the graph's.
struct AxisProgram: Sendable {
    enum Step: Sendable {
        case input
        /// The first input's size.
        case pass
        case constant(Int)
        case window(Window)
        case linear(factor: Int, offset: Int)
        /// A layer with open numbers along this axis.
        case open(Layer)
        /// A contract.
        case require(Int)
        /// All of the inputs have one size.
        case equal
        /// Of these inputs one, which is spread over the size of the others: those of 1x1 in a `multiply`.
        case spread([Int])
        /// The others are at least as large as the first, to which they are cropped.
        case crop
        /// A 1x1 convolution brings the first input to the second's size, which is the output.
        case project
        /// No map, or nothing certain.
        case none
    }

    let axis: OpenNumber.Component
    let steps: [Step]
    let graph: SizeGraph
    /// The input's size along the axis; nil where it is open.
    let input: Int?
    let lastUses: [Int]
    let numbers: Set<OpenNumber>
    /// The last step at which each open number is needed that stands in several.
    let sharedNumbers: [OpenNumber: Int]

    /// - Parameter spreads: in each `multiply` whose inputs may turn out to be 1x1, which of them is taken to be; nil where
    ///   none is.
    init(_ graph: SizeGraph, axis: OpenNumber.Component, input: [Dimension], dots: [Bool], spreads: [Int: Int])
        throws(SizeBoundReached)
    {
        let isHeight = axis == .height
        var steps: [Step] = []
        var sharedNumbers: [OpenNumber: Int] = [:]
        var numbers: Set<OpenNumber> = []
        for (index, node) in graph.nodes.enumerated() {
            switch node.operation {
            case .input: steps.append(input.count == 3 ? .input : .none)
            case .unknown: steps.append(.none)
            case .expectation(let expectation):
                let dimension = expectation.dimensions.count == 3 ? expectation.dimensions[isHeight ? 0 : 1].value : nil
                guard let dimension else {
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
                // Of a `?x3` the width is known.
                let arguments = layer.arguments.filled([:], along: axis) ?? layer.arguments
                steps.append(try Self.step(layer.definition.size(arguments.call), isHeight: isHeight))
            }
        }
        self.axis = axis
        self.steps = steps
        self.graph = graph
        let size = input.count == 3 ? input[isHeight ? 0 : 1].value : nil
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

    static func step(_ relation: SizeRelation, isHeight: Bool) throws(SizeBoundReached) -> Step {
        switch relation {
        case .same: return .pass
        case .units, .flatten: return .none
        case .reshape(let size):
            return size.isFeatureMap ? .constant(try SizeBound.size(size.spatial(isHeight ? 0 : 1))) : .none
        case .map(let axes, _):
            switch axes[isHeight ? 0 : 1] {
            case .same: return .pass
            case .constant(let size): return .constant(try SizeBound.size(size))
            case .window(let window): return .window(try window.bounded())
            case .linear(let factor, let offset):
                guard let offset, abs(offset) <= SizeBound.size, factor <= SizeBound.period else {
                    throw SizeBoundReached(what: "a size of over 2^40")
                }
                return .linear(factor: factor, offset: offset)
            }
        }
    }
}

extension AxisProgram {
    /// Whether each step's map is 1x1 whatever the input: behind a global pooling, say.
    static func dots(_ graph: SizeGraph) -> [Bool] {
        var dots: [Bool] = []
        for node in graph.nodes {
            let inputs = node.inputs.map { dots[$0] }
            switch node.operation {
            case .input, .unknown: dots.append(false)
            case .expectation(let expectation):
                dots.append(inputs[0] || expectation.dimensions.prefix(2).map(\.value) == [1, 1])
            case .projection: dots.append(inputs[1])
            case .join: dots.append(inputs.allSatisfy { $0 })
            case .layer(let layer):
                guard !layer.isOpen else {
                    dots.append(false)
                    continue
                }
                switch layer.definition.size(layer.call) {
                case .same: dots.append(inputs[0])
                case .units, .flatten: dots.append(false)
                case .reshape(let size): dots.append(size.isOnePixel)
                case .map(let axes, _):
                    dots.append(
                        axes.distinct.allSatisfy { relation in
                            switch relation {
                            case .constant(let size): size == 1
                            case .same: inputs[0]
                            case .window(let window): inputs[0] && window.output(of: 1) == 1
                            case .linear(let factor, let offset): inputs[0] && offset == 1 - factor
                            }
                        })
                }
            }
        }
        return dots
    }
}

extension Layer {
    /// The open numbers that decide on the size along an axis.
    func openNumbers(along axis: OpenNumber.Component) -> [OpenNumber] {
        arguments.open.sorted { $0.key < $1.key }.flatMap { name, parameter in
            parameter.role == .channels
                ? [] : parameter.numbers(name: name).filter { $0.component == .whole || $0.component == axis }
        }
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
            throw SizeBoundReached(what: "a size of over 2^40")
        }
        return self
    }

    /// As a map of sizes. The smallest input has one window at least.
    var map: SizeMap {
        let lower: Int =
            switch padding {
            case .same: 1
            case .sides(let before, let after):
                max(1, (reach ?? 1) - before - after - (roundsUp ? stride - 1 : 0))
            }
        return SizeMap(lower: lower, period: stride, rise: 1) { self.output(of: $0) }
    }
}
