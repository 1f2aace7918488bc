import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// A network's conditions on channels and units, front to back: the equations and divisors that its open numbers must
/// satisfy, and the vectors whose length depends on an open height or width.
struct ChannelPass {
    /// The number of channels or units after a step.
    enum Count: Hashable {
        case form(ChannelForm)
        /// All the values of the map after a step, whose height or width is open.
        case values(ofMap: Int)
    }

    /// A map that must have a given number of values.
    struct Coupling: Hashable {
        var map: Int
        var channels: ChannelForm
        var count: ChannelForm
        var step: Int
    }

    private(set) var system = ChannelSystem()
    private(set) var couplings: [Coupling] = []
    /// The counts after each step; nil if nothing is certain.
    private(set) var counts: [Count?] = []
    /// Whether each step's output is a map.
    private(set) var isMap: [Bool] = []
    /// The conditions that couldn't be decided.
    private(set) var limits: Set<String> = []

    private let doubted: Set<Int>
    private let extents: (Int) -> [Int]?

    /// - Parameters:
    ///   - doubted: the contracts to ignore.
    ///   - extents: the lengths of the spatial axes after a step, if they are known.
    init(
        _ graph: SpecGraph, input: Located<[Dimension]>, doubting doubted: Set<Int> = [],
        extents: @escaping (Int) -> [Int]?
    ) throws(SizeBoundReached) {
        self.doubted = doubted
        self.extents = extents
        for index in graph.nodes.indices { try visit(graph.nodes[index], index, input) }
    }

    private mutating func add(_ count: Count?, isMap map: Bool) {
        counts.append(count)
        isMap.append(map)
    }

    private mutating func visit(
        _ node: SpecGraph.Node, _ index: Int, _ input: Located<[Dimension]>
    ) throws(SizeBoundReached) {
        switch node.operation {
        case .input:
            let number = input.openInput.last
            if let known = input.value.last?.value {
                add(.form(ChannelForm(known)), isMap: input.value.count > 1)
            } else if let number, number.component == .channels || number.component == .whole {
                system.declare(number)
                add(.form(ChannelForm(number)), isMap: input.value.count > 1)
            } else {
                add(nil, isMap: input.value.count > 1)
            }
        case .openRepeat:
            add(nil, isMap: isMap[node.inputs[0]])
        case .unknown:
            add(nil, isMap: true)
        case .expectation(let expectation):
            let before = counts[node.inputs[0]]
            let map = expectation.dimensions.count > 1
            guard !doubted.contains(index), let known = expectation.dimensions.last?.value else {
                add(before, isMap: isMap[node.inputs[0]])
                return
            }
            if let before { try equal(before, .form(ChannelForm(known)), at: index) }
            add(.form(ChannelForm(known)), isMap: map)
        case .projection:
            add(counts[node.inputs[1]], isMap: isMap[node.inputs[1]])
        case .join(.concat, _):
            var total: ChannelForm? = ChannelForm(0)
            for input in node.inputs {
                if case .form(let form) = counts[input] { total = total?.adding(form) } else { total = nil }
            }
            if total == nil, node.inputs.contains(where: { if case .values = counts[$0] { true } else { false } }) {
                limits.insert("a vector whose length depends on open sizes is joined with others")
            }
            add(total.map { .form($0) }, isMap: isMap[node.inputs[0]])
        case .join:
            var known: Count?
            for input in node.inputs {
                guard let count = counts[input] else { continue }
                if let known { try equal(known, count, at: index) }
                known = known ?? count
            }
            add(known, isMap: isMap[node.inputs[0]])
        case .layer(let layer):
            try visit(layer, from: node.inputs[0], index)
        }
    }

    private mutating func visit(_ layer: Layer, from input: Int, _ index: Int) throws(SizeBoundReached) {
        let before = counts[input]
        let open = layer.openChannels
        if let open { system.declare(open) }
        let output = open.map { ChannelForm($0) } ?? form(after: layer.relation, before)
        for (_, value) in layer.call.values {
            if case .relative(let expression) = value, case .form(let form) = before {
                try require(expression, of: form, at: index)
            }
        }
        try divide(layer, before, output, at: index)
        switch layer.relation {
        case .same:
            add(before, isMap: isMap[input])
        case .units: add(output.map { .form($0) }, isMap: false)
        case .flatten:
            add(values(of: input), isMap: false)
        case .reshape(let size):
            if let count = size.checkedCount, let values = values(of: input) {
                try equal(values, .form(ChannelForm(count)), at: index)
            }
            add(.form(ChannelForm(size.channels)), isMap: size.isFeatureMap)
        case .map(_, .divided) where open == nil:
            if let output { system.require(.init(form: output, kind: .whole, step: index)) }
            add(output.map { .form($0) }, isMap: true)
        case .map(_, .same) where open == nil: add(before, isMap: true)
        case .map: add(output.map { .form($0) }, isMap: true)
        }
    }

    /// Returns the number of channels or units after a layer; nil if nothing is certain.
    private func form(after relation: SizeRelation, _ before: Count?) -> ChannelForm? {
        let channels: ChannelRelation
        switch relation {
        case .units(let units): channels = units
        case .map(_, let relation): channels = relation
        case .same: channels = .same
        case .flatten, .reshape: return nil
        }
        if case .constant(let count) = channels { return ChannelForm(count) }
        guard case .form(let form) = before else { return nil }
        switch channels {
        case .same: return form
        case .constant(let count): return ChannelForm(count)
        case .divided(let factor): return form.divided(by: factor)
        case .multiplied(let factor): return form.scaled(factor)
        case .relative(let expression): return form.result(of: expression)
        }
    }

    /// Requires that each division in arithmetic is even, and that the result is at least 1.
    private mutating func require(_ expression: Expression, of form: ChannelForm, at step: Int) throws(SizeBoundReached)
    {
        for quotient in expression.quotients {
            if let result = form.result(of: quotient) {
                system.require(.init(form: result, kind: .multiple(of: 1), step: step))
            }
        }
        guard let result = form.result(of: expression) else {
            throw SizeBoundReached(what: "a number of channels")
        }
        system.require(.init(form: result, kind: .whole, step: step))
    }

    /// Returns the number of values of the tensor after a step.
    private func values(of step: Int) -> Count? {
        guard isMap[step] else { return counts[step] }
        guard case .form(let channels) = counts[step] else { return nil }
        guard let extents = extents(step) else { return .values(ofMap: step) }
        return product(extents).flatMap { channels.scaled($0) }.map { .form($0) }
    }

    private mutating func equal(_ left: Count, _ right: Count, at step: Int) throws(SizeBoundReached) {
        switch (left, right) {
        case (.form(let left), .form(let right)):
            try system.require(left, equals: right, at: step)
        case (.values(let map), .form(let form)), (.form(let form), .values(let map)):
            if case .form(let channels) = counts[map] {
                couplings.append(Coupling(map: map, channels: channels, count: form, step: step))
            }
        case (.values(let left), .values(let right)):
            if left != right { limits.insert("two vectors whose lengths depend on open sizes are joined") }
        }
    }

    /// Adds the divisors of the layer's channels and filters.
    ///
    /// - Parameter output: the number of its filters.
    private mutating func divide(
        _ layer: Layer, _ before: Count?, _ output: ChannelForm?, at index: Int
    ) throws(SizeBoundReached) {
        guard case .form(let form) = before else { return }
        // Divisors that depend on the channels are found by comparing two counts.
        let probes = (720_720, 1_441_440)
        let first = layer.definition.sizing.divisors(layer.call, probes.0)
        let second = layer.definition.sizing.divisors(layer.call, probes.1)
        for (divisor, other) in zip(first, second) {
            let isOfInput = divisor.dividend == .inputChannels
            guard let dividend = isOfInput ? form : output else { continue }
            if case .relative(let expression) = layer.call[divisor.name] {
                guard let groups = form.result(of: expression) else { continue }
                system.require(groups, divides: dividend, at: index)
            } else if divisor.count == other.count {
                system.require(ChannelForm(divisor.count), divides: dividend, at: index)
            } else if !isOfInput {
                // As many groups as channels.
                system.require(form, divides: dividend, at: index)
            }
        }
    }
}

extension Layer {
    /// The open number of its filters or units.
    var openChannels: OpenNumber? {
        for (name, parameter) in arguments.open where parameter.role == .channels {
            return parameter.numbers(name: name).first
        }
        return nil
    }
}
