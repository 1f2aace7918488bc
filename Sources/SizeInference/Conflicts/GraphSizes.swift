import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// The sizes after every step of a graph whose input is known, as far as they are certain. The size that a contract
/// declares is used after it, unless the contract is doubted.
struct GraphSizes {
    let graph: SpecGraph
    /// One for each spatial axis.
    let axes: [AxisProgram]
    /// The length after each step, by axis.
    let extents: [[Int?]]
    let channels: ChannelPass
    /// The replacements of the doubted contracts.
    let passes: [Int: AxisProgram.Step]

    /// Nil if the input couldn't be read, or a name is unknown.
    init?(_ graph: SpecGraph, doubting doubted: Set<Span>) {
        guard graph.unknownNames.isEmpty, let input = graph.input else { return nil }
        do {
            let dots = AxisProgram.dots(graph)
            let axes = try (0..<graph.spatialAxes).map { axis in
                try AxisProgram(graph, axis: axis, input: input.value, dots: dots, spreads: [:])
            }
            var passes: [Int: AxisProgram.Step] = [:]
            if !doubted.isEmpty {
                for (step, node) in graph.nodes.enumerated() {
                    if case .expectation(let expectation) = node.operation, doubted.contains(expectation.span) {
                        passes[step] = .pass
                    }
                }
            }
            self.passes = passes
            let extents = axes.map { $0.sizes(changed: passes) }
            channels = try ChannelPass(graph, input: input, doubting: Set(passes.keys)) { step in
                let lengths = extents.compactMap { $0[step] }
                return lengths.count == extents.count ? lengths : nil
            }
            (self.graph, self.axes, self.extents) = (graph, axes, extents)
        } catch {
            return nil
        }
    }

    func isMap(_ step: Int) -> Bool { channels.isMap[step] }

    /// Returns the length of an axis after a step.
    func length(_ axis: ConflictChain.Axis, _ step: Int) -> Int? {
        switch axis {
        case .spatial(let number): extents[number][step]
        case .channels: depth(step)
        }
    }

    /// Returns the number of channels or units after a step.
    func depth(_ step: Int) -> Int? {
        if case .form(let form) = channels.counts[step] { form.known } else { nil }
    }
}

extension AxisProgram {
    /// Returns the size after each step, if the input is known; nil if nothing is certain.
    ///
    /// - Parameter changed: the steps to replace.
    func sizes(changed: [Int: Step] = [:]) -> [Int?] {
        var sizes: [Int?] = []
        for (index, written) in steps.enumerated() {
            let inputs = graph.nodes[index].inputs.map { sizes[$0] }
            let first = inputs.first ?? nil
            switch changed[index] ?? written {
            case .none, .open: sizes.append(nil)
            case .input: sizes.append(input)
            case .pass, .crop: sizes.append(first)
            case .constant(let size), .require(let size): sizes.append(size)
            case .changed(let relation): sizes.append(first.flatMap { try? relation.output(of: $0) })
            case .equal: sizes.append(inputs.compactMap { $0 }.first)
            case .spread(let dots):
                sizes.append(inputs.indices.first { !dots.contains($0) }.flatMap { inputs[$0] })
            case .project: sizes.append(inputs.count > 1 ? inputs[1] : nil)
            }
        }
        return sizes
    }

    /// Whether the sizes at a step are compatible.
    func holds(at step: Int, _ sizes: [Int?], changed: [Int: Step] = [:]) -> Bool {
        let inputs = graph.nodes[step].inputs.map { sizes[$0] }
        let known = inputs.compactMap { $0 }
        switch changed[step] ?? steps[step] {
        case .changed: return sizes[step] != nil || inputs.first == .some(nil)
        case .require(let size): return known.first.map { $0 == size } ?? true
        case .equal: return Set(known).count <= 1
        case .spread(let dots):
            return Set(inputs.indices.filter { !dots.contains($0) }.compactMap { inputs[$0] }).count <= 1
        case .crop: return known.dropFirst().allSatisfy { $0 >= known[0] }
        case .project:
            guard inputs.count == 2, let from = inputs[0], let to = inputs[1] else { return true }
            return from == to || ShortcutProjection.stride(from: from, to: to) != nil
        case .none, .input, .pass, .constant, .open: return true
        }
    }
}
