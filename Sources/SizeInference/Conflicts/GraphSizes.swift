import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// The sizes behind every step of a graph whose input is known, as far as they are certain; what a contract declares counts
/// from there on, but for those that are doubted.
struct GraphSizes {
    let graph: SizeGraph
    let axes: [AxisProgram]
    /// Height and width behind each step.
    private(set) var extents: [[Int?]]
    let channels: ChannelPass
    /// What stands in place of the contracts that are doubted.
    let passes: [Int: AxisProgram.Step]

    init?(_ spec: Spec, doubting doubted: Set<Span>) {
        guard let graph = SizeGraph(spec), let input = spec.inputSize else { return nil }
        do {
            let dots = AxisProgram.dots(graph)
            let axes = [
                try AxisProgram(graph, axis: .height, input: input.value, dots: dots, spreads: [:]),
                try AxisProgram(graph, axis: .width, input: input.value, dots: dots, spreads: [:]),
            ]
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
                guard let height = extents[0][step], let width = extents[1][step] else { return nil }
                return (height, width)
            }
            (self.graph, self.axes, self.extents) = (graph, axes, extents)
        } catch {
            return nil
        }
    }

    func isMap(_ step: Int) -> Bool { channels.isMap[step] }

    /// Channels or units behind a step.
    func depth(_ step: Int) -> Int? {
        if case .form(let form) = channels.counts[step] { form.known } else { nil }
    }
}

extension AxisProgram {
    /// The size behind each step, where the input is known; nil where nothing is certain.
    ///
    /// - Parameter changed: steps that are something else than they are written to be.
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
            case .window(let window): sizes.append(first.flatMap { window.output(of: $0) })
            case .linear(let factor, let offset):
                sizes.append(
                    first.flatMap { product($0, factor).flatMap { sum($0, offset) } }.flatMap { $0 < 1 ? nil : $0 })
            case .equal: sizes.append(inputs.compactMap { $0 }.first)
            case .spread(let dots):
                sizes.append(inputs.indices.first { !dots.contains($0) }.flatMap { inputs[$0] })
            case .project: sizes.append(inputs.count > 1 ? inputs[1] : nil)
            }
        }
        return sizes
    }

    /// Whether the sizes at a step fit together.
    func holds(at step: Int, _ sizes: [Int?], changed: [Int: Step] = [:]) -> Bool {
        let inputs = graph.nodes[step].inputs.map { sizes[$0] }
        let known = inputs.compactMap { $0 }
        switch changed[step] ?? steps[step] {
        case .window, .linear: return sizes[step] != nil || inputs.first == .some(nil)
        case .require(let size): return known.first.map { $0 == size } ?? true
        case .equal: return Set(known).count <= 1
        case .spread(let dots):
            return Set(inputs.indices.filter { !dots.contains($0) }.compactMap { inputs[$0] }).count <= 1
        case .crop: return known.dropFirst().allSatisfy { $0 >= known[0] }
        case .project:
            guard inputs.count == 2, let from = inputs[0], let to = inputs[1] else { return true }
            return from == to || SizeFunction.projectionStride(from: from, to: to) != nil
        case .none, .input, .pass, .constant, .open: return true
        }
    }
}
