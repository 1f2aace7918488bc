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
        try divide(layer, before, open, at: index)
        switch layer.relation {
        case .same:
            add(before, isMap: isMap[input])
        case .units(let units):
            add(.form(open.map { ChannelForm($0) } ?? ChannelForm(units)), isMap: false)
        case .flatten:
            add(values(of: input), isMap: false)
        case .reshape(let size):
            if let count = size.checkedCount, let values = values(of: input) {
                try equal(values, .form(ChannelForm(count)), at: index)
            }
            add(.form(ChannelForm(size.channels)), isMap: size.isFeatureMap)
        case .map(_, let channels):
            if let open {
                add(.form(ChannelForm(open)), isMap: true)
                return
            }
            switch channels {
            case .same: add(before, isMap: true)
            case .constant(let count): add(.form(ChannelForm(count)), isMap: true)
            case .multiplied(let factor):
                guard case .form(let form) = before else { return add(nil, isMap: true) }
                add(form.scaled(factor).map { .form($0) }, isMap: true)
            case .divided(let factor):
                guard case .form(let form) = before, let divided = form.divided(by: factor) else {
                    add(nil, isMap: true)
                    return
                }
                system.require(.init(form: divided, kind: .whole, step: index))
                add(.form(divided), isMap: true)
            }
        }
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
    private mutating func divide(
        _ layer: Layer, _ before: Count?, _ open: OpenNumber?, at index: Int
    ) throws(SizeBoundReached) {
        guard case .form(let form) = before else { return }
        // Divisors that depend on the channels are found by comparing two counts.
        let probes = (720_720, 1_441_440)
        let first = layer.definition.sizing.divisors(layer.call, probes.0)
        let second = layer.definition.sizing.divisors(layer.call, probes.1)
        for (divisor, other) in zip(first, second) {
            let isFixed = divisor.count == other.count
            switch divisor.dividend {
            case .inputChannels:
                if isFixed, divisor.count > 1 {
                    system.require(.init(form: form, kind: .multiple(of: divisor.count), step: index))
                }
            case .filters(let filters):
                let result = open.map { ChannelForm($0) }
                if isFixed {
                    let dividend = result ?? (filters == probes.0 ? form : ChannelForm(filters))
                    if divisor.count > 1 {
                        system.require(.init(form: dividend, kind: .multiple(of: divisor.count), step: index))
                    }
                } else if let result {
                    guard let channels = form.known else {
                        limits.insert("the filters of a depthwise convolution depend on open channels")
                        continue
                    }
                    system.require(.init(form: result, kind: .multiple(of: channels), step: index))
                } else if filters != probes.0 {
                    system.require(.init(form: form, kind: .divisor(of: filters), step: index))
                }
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
