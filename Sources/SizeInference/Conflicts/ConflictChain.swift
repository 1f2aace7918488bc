import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// The conflicting lines of a spec: from the origin of a size, through each line that changes it, to the place of the
/// conflict. Lines that don't change the size aren't included, nor are lines before the common start of both sides of a
/// join if no size there would make them fit. The start is included if it is itself a side.
struct ConflictChain {
    enum Axis: Hashable {
        case spatial(Int)
        case channels
    }

    /// A line of the chain, and how it changes the conflicting axes.
    struct Link {
        var step: Int
        var changes: [Axis: (from: Int?, to: Int?)]
    }

    let sizes: GraphSizes
    /// The step at which the sizes conflict.
    let step: Int
    let axes: [Axis]
    private(set) var links: [Link] = []

    /// Nil if there is no conflict at the step.
    init?(_ sizes: GraphSizes, at step: Int) {
        self.sizes = sizes
        self.step = step
        let node = sizes.graph.nodes[step]
        var axes: [Axis] = []
        for program in sizes.axes where !program.holds(at: step, sizes.extents[program.axis]) {
            axes.append(.spatial(program.axis))
        }
        let depths = node.inputs.compactMap { sizes.depth($0) }
        switch node.operation {
        case .expectation(let expectation):
            let isMap = node.inputs.first.map { sizes.isMap($0) } ?? false
            guard isMap == (expectation.dimensions.count > 1) else { return nil }
            if let declared = expectation.dimensions.last?.value, let inferred = depths.first, declared != inferred {
                axes.append(.channels)
            }
        case .join(.concat, _), .projection, .input, .openRepeat, .unknown: break
        case .join: if Set(depths).count > 1 { axes.append(.channels) }
        case .layer(let layer):
            if case .reshape = layer.relation { axes = [.channels] }
        }
        guard !axes.isEmpty else { return nil }
        self.axes = axes
        var found: [Int: [Axis: (from: Int?, to: Int?)]] = [:]
        let start = commonStart()
        for axis in axes {
            collect(axis, from: Array(node.inputs), until: start, &found)
            // The side that comes from there unchanged.
            if let start, node.inputs.contains(start), sizes.graph.nodes[start].span.length > 0 {
                found[start, default: [:]][axis] = (nil, sizes.length(axis, start))
            }
        }
        // For a reshaped map, all axes count.
        if case .layer(let layer) = node.operation, case .reshape = layer.relation, let map = node.inputs.first,
            sizes.isMap(map)
        {
            collectAll(of: map, &found)
        }
        links = found.keys.sorted().map { Link(step: $0, changes: found[$0] ?? [:]) }
    }

    // MARK: Where the sizes come from

    /// Collects all axes of a map.
    private func collectAll(of map: Int, _ found: inout [Int: [Axis: (from: Int?, to: Int?)]]) {
        for axis in sizes.axes.indices { collect(.spatial(axis), from: [map], until: nil, &found) }
    }

    private func collect(
        _ axis: Axis, from starts: [Int], until end: Int?, _ found: inout [Int: [Axis: (from: Int?, to: Int?)]]
    ) {
        var pending = starts
        var seen: Set<Int> = []
        while let step = pending.popLast() {
            guard step != end, seen.insert(step).inserted else { continue }
            let node = sizes.graph.nodes[step]
            func add(_ from: Int?, _ to: Int?) { found[step, default: [:]][axis] = (from, to) }
            guard case .spatial(let number) = axis else {
                let source = depthSource(step)
                if let change = source.change { add(change.from, change.to) }
                pending += source.inputs
                if let map = source.flattened { collectAll(of: map, &found) }
                continue
            }
            let extents = sizes.extents[number]
            switch sizes.passes[step] ?? sizes.axes[number].steps[step] {
            case .input, .constant, .require: add(nil, extents[step])
            case .changed:
                let from = node.inputs.first.flatMap { extents[$0] }
                if from != extents[step] || from == nil { add(from, extents[step]) }
                pending += node.inputs.prefix(1)
            case .pass, .crop, .equal: pending += node.inputs.prefix(1)
            case .spread(let dots):
                if let other = node.inputs.indices.first(where: { !dots.contains($0) }) {
                    pending.append(node.inputs[other])
                }
            case .project: pending += node.inputs.suffix(1)
            case .none, .open: break
            }
        }
    }

    /// Returns how a step changes channels or units, the steps that they come from, and the map that it flattens.
    private func depthSource(_ step: Int) -> (change: (from: Int?, to: Int?)?, inputs: NodeNumbers, flattened: Int?) {
        let node = sizes.graph.nodes[step]
        let made: (from: Int?, to: Int?) = (nil, sizes.depth(step))
        switch node.operation {
        case .input: return (made, [], nil)
        case .expectation(let expectation):
            let isOpen = expectation.dimensions.last?.value == nil || sizes.passes[step] != nil
            return isOpen ? (nil, node.inputs, nil) : (made, [], nil)
        case .join(.concat, _): return (made, node.inputs, nil)
        case .join, .projection: return (nil, NodeNumbers(node.inputs.suffix(1)), nil)
        case .openRepeat, .unknown: return (nil, [], nil)
        case .layer(let layer):
            switch layer.relation {
            case .same: return (nil, node.inputs, nil)
            case .units(.relative), .map(_, .relative):
                return ((node.inputs.first.flatMap { sizes.depth($0) }, sizes.depth(step)), node.inputs, nil)
            case .units, .reshape: return (made, [], nil)
            case .flatten:
                let map = node.inputs.first.flatMap { sizes.isMap($0) ? $0 : nil }
                return map == nil ? (nil, node.inputs, nil) : (made, node.inputs, map)
            case .map(_, .same): return (nil, node.inputs, nil)
            case .map(_, .constant): return (made, [], nil)
            case .map(_, .divided), .map(_, .multiplied):
                return ((node.inputs.first.flatMap { sizes.depth($0) }, sizes.depth(step)), node.inputs, nil)
            }
        }
    }

    /// The most inputs of a join whose common start is looked for.
    private static let mostSides = 16

    /// The last step that all conflicting inputs come from, if no size there would make them fit.
    private func commonStart() -> Int? {
        let inputs = sizes.graph.nodes[step].inputs
        guard inputs.count > 1, inputs.count <= Self.mostSides, !axes.contains(.channels) else { return nil }
        let ancestors = inputs.map(ancestors)
        guard let common = ancestors.dropFirst().reduce(ancestors.first, { $0?.intersection($1) })?.max(), common > 0
        else { return nil }
        return axes.allSatisfy { !canFit($0, from: common) } ? common : nil
    }

    private func ancestors(of step: Int) -> Set<Int> {
        var found: Set<Int> = []
        var pending = [step]
        while let next = pending.popLast() {
            if found.insert(next).inserted { pending += sizes.graph.nodes[next].inputs }
        }
        return found
    }

    /// Whether some size after a step would resolve the conflict.
    private func canFit(_ axis: Axis, from common: Int) -> Bool {
        guard case .spatial(let number) = axis else { return true }
        let program = sizes.axes[number]
        var functions: [Int: SizeFunction] = [common: .identity]
        do {
            for index in (common + 1)...step where index > common {
                let inputs = sizes.graph.nodes[index].inputs
                let first = inputs.first.flatMap { functions[$0] }
                switch sizes.passes[index] ?? program.steps[index] {
                case .pass, .crop: functions[index] = first
                case .constant(let size), .require(let size): functions[index] = .constant(size)
                case .changed(let relation): functions[index] = try first?.then(relation.map)
                case .equal, .spread:
                    if index == step {
                        let all = inputs.compactMap { functions[$0] }
                        guard all.count == inputs.count, let first = all.first else { return true }
                        var set = SizeSet.all
                        for other in all.dropFirst() { set = try set.intersection(first.agreement(with: other)) }
                        return !set.isEmpty
                    }
                    functions[index] = first
                case .project: functions[index] = inputs.last.flatMap { functions[$0] }
                case .none, .open, .input: break
                }
            }
        } catch {
            return true
        }
        return true
    }
}

// MARK: Words

extension ConflictChain {
    /// The most lines to show.
    private static let mostLinks = 10

    /// The chain as notes, in text order.
    var notes: [Diagnostic.Note] {
        var grouped: [(link: Link, last: Link)] = []
        for link in links {
            // Consecutive passes of one line become one note.
            if let previous = grouped.last,
                sizes.graph.nodes[previous.last.step].span == sizes.graph.nodes[link.step].span
            {
                grouped[grouped.count - 1].last = link
            } else {
                grouped.append((link, link))
            }
        }
        guard grouped.count > Self.mostLinks else { return grouped.map { note($0.link, $0.last, after: 0) } }
        let (head, tail) = (grouped.prefix(3), grouped.suffix(Self.mostLinks - 3))
        return head.map { note($0.link, $0.last, after: 0) }
            + tail.enumerated().map { index, pair in
                note(pair.link, pair.last, after: index == 0 ? grouped.count - Self.mostLinks : 0)
            }
    }

    private func note(_ link: Link, _ last: Link, after skipped: Int) -> Diagnostic.Note {
        let graph = sizes.graph
        let node = graph.nodes[link.step]
        let isSingle = link.step == last.step
        let name = isSingle ? graph.name(of: link.step) : "\(graph.name(of: link.step)) to \(graph.name(of: last.step))"
        let prefix = skipped == 0 ? "" : "\(counted(skipped, "line")) later, "
        var parts: [String] = []
        let extents = sizes.axes.indices.filter { link.changes[.spatial($0)] != nil }
        if !extents.isEmpty {
            func size(_ length: ((from: Int?, to: Int?)) -> Int?, in link: Link) -> String {
                let lengths = extents.map { axis in
                    link.changes[.spatial(axis)].flatMap(length).map(String.init) ?? "?"
                }
                if extents.count == sizes.axes.count { return lengths.sizeText }
                let named = zip(extents, lengths).map { axis, length in
                    "a \(TensorShape.axisName(axis, of: sizes.axes.count)) of \(length)"
                }
                return Suggestion.list(named, conjunction: "and")
            }
            let to = size({ $0.to }, in: last)
            if extents.contains(where: { link.changes[.spatial($0)]?.from != nil }) {
                let from = size({ $0.from }, in: link)
                parts.append("\(isSingle ? "turns" : "turn") \(from) into \(to)")
            } else {
                parts.append(verbOf(node, plural: !isSingle) + " " + to)
            }
        }
        if let depth = last.changes[.channels] {
            let noun = sizes.isMap(last.step) ? "channel" : "unit"
            let count = depth.to.map { counted($0, noun) } ?? "?"
            parts.append(parts.isEmpty ? "\(verbOf(node, plural: !isSingle)) \(count)" : count)
        }
        return Diagnostic.Note(prefix + "\(name) " + parts.joined(separator: " and "), at: node.span)
    }

    private func verbOf(_ node: SpecGraph.Node, plural: Bool) -> String {
        switch node.operation {
        case .input: "has"
        case .expectation: "declares"
        default: plural ? "output" : "outputs"
        }
    }
}
