import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Small changes of the lines in a chain after which its sizes would fit: another padding or stride, other filters or
/// units, another input. Each is computed here along the conflicting axes; the compiler checks that nothing else
/// breaks.
struct Proposals {
    private let chain: ConflictChain
    /// The size of the training samples, if it is known.
    private let samples: TensorShape?
    private var sizes: GraphSizes { chain.sizes }

    /// The most proposals of a conflict.
    private static let most = 8

    /// How many changes of a window are tried: at least some, and more if each takes few sizes.
    private static let fewestTries = 32
    private static let mostSizes = 1_000_000

    init(_ chain: ConflictChain, samples: TensorShape?) {
        self.chain = chain
        self.samples = samples
    }

    /// The proposals, the most likely first, each with the ways to write it.
    var all: [[Diagnostic.Fix]] {
        // If an image has its channels first, all sizes are wrong.
        channelsLast == nil ? Array((counts + inputs + windows).prefix(Self.most)) : inputs
    }

    // MARK: Windows

    /// A replacement of a layer's padding or stride.
    private struct Change {
        var distance: Int
        var fixes: [Diagnostic.Fix]

        init(_ layer: Layer, _ name: String, _ text: String, _ value: Int, _ distance: Int) {
            self.distance = distance
            fixes = LayerEdit.fixes(layer, name, text: text, number: "\(value)")
        }
    }

    private var windows: [[Diagnostic.Fix]] {
        // Conflicting sizes of maps, or the number of values of a flattened map.
        guard !chain.axes.contains(.channels) || chain.axes == [.channels] && flattened != nil else { return [] }
        var tries = max(Self.fewestTries, Self.mostSizes / sizes.graph.nodes.count)
        func fits(_ layer: Layer, _ name: String, _ value: Extent) -> Bool {
            tries -= 1
            return tries >= 0 && self.fits(layer, name, value)
        }
        var changes: [Change] = []
        var steps = chain.links.map(\.step)
        if case .layer = sizes.graph.nodes[chain.step].operation { steps.append(chain.step) }
        var seen: Set<Span> = []
        for (distance, step) in steps.reversed().enumerated() where tries > 0 {
            guard case .layer(let layer) = sizes.graph.nodes[step].operation, seen.insert(layer.span).inserted else {
                continue
            }
            if let padding = layer.arguments.evenPadding,
                let reach = layer.arguments.extent("kernel")?.largest
            {
                let values = (0..<min(reach, 12)).filter { $0 != padding }.sorted {
                    abs($0 - padding) < abs($1 - padding)
                }
                if let fit = values.first(where: { fits(layer, "padding", Extent($0)) }) {
                    changes.append(Change(layer, "padding", "pad \(fit)", fit, distance * 2 + abs(fit - padding)))
                }
            }
            // The stride of a pooling without one is its kernel.
            if let stride = layer.arguments.extent("stride"), stride.isUniform,
                layer.arguments.isWritten("stride")
                    || layer.definition.syntax.parameter(named: "stride")?.fallbackParameter == nil
            {
                let values = (1...4).filter { $0 != stride[0] }
                if let fit = values.first(where: { fits(layer, "stride", Extent($0)) }) {
                    changes.append(Change(layer, "stride", "/\(fit)", fit, distance * 2 + abs(fit - stride[0])))
                }
            }
        }
        return changes.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .map(\.element.fixes).filter { !$0.isEmpty }
    }

    /// Whether the sizes fit with this padding or stride of a layer, in each of its passes.
    private func fits(_ layer: Layer, _ name: String, _ value: Extent) -> Bool {
        let typed: ParameterValue =
            switch layer.arguments.syntax.parameter(named: name)?.type {
            case .padding: .padding(.explicit(Margin(value)))
            case .margin: .margin(Margin(value))
            default: .extent(value)
            }
        var arguments = layer.arguments
        arguments.write(typed, for: name, at: layer.span)
        guard layer.definition.sizing.mistake(arguments.call) == nil else { return false }
        var extents: [[Int?]] = []
        for program in sizes.axes {
            var changed = sizes.passes
            changed[chain.step] = nil
            for (step, node) in sizes.graph.nodes.enumerated() where node.span == layer.span {
                guard case .layer(let twin) = node.operation, twin.kind == layer.kind,
                    let relation = Self.step(twin, name, typed, axis: program.axis)
                else { return false }
                changed[step] = relation
            }
            let made = program.sizes(changed: changed)
            let before = sizes.extents[program.axis]
            guard made[..<chain.step].indices.allSatisfy({ made[$0] != nil || before[$0] == nil }),
                program.holds(at: chain.step, made, changed: changed)
            else { return false }
            extents.append(made)
        }
        return holdsFlat(extents)
    }

    /// The map whose values are counted at the conflict, and the number that it must have.
    private var flattened: (map: Int, count: Int)? {
        guard chain.axes == [.channels] else { return nil }
        var step = chain.step
        let count: Int? =
            switch sizes.graph.nodes[step].operation {
            case .expectation(let expectation): expectation.dimensions.last?.value
            case .layer(let layer):
                if case .reshape(let size) = layer.relation { size.checkedCount } else { nil }
            default: nil
            }
        guard let count else { return nil }
        if case .expectation = sizes.graph.nodes[step].operation, sizes.isMap(step) { return nil }
        while let input = sizes.graph.nodes[step].inputs.first {
            if sizes.isMap(input) {
                guard case .layer(let layer) = sizes.graph.nodes[step].operation else { return nil }
                switch layer.relation {
                case .flatten: return (input, count)
                case .reshape: return step == chain.step ? (input, count) : nil
                default: return nil
                }
            }
            step = input
        }
        return nil
    }

    private func holdsFlat(_ extents: [[Int?]]) -> Bool {
        guard let flattened else { return true }
        let lengths = (extents.map { $0[flattened.map] } + [sizes.depth(flattened.map)]).compactMap { $0 }
        return lengths.count == extents.count + 1 && product(lengths) == flattened.count
    }

    private static func step(_ layer: Layer, _ name: String, _ value: ParameterValue, axis: Int) -> AxisProgram.Step? {
        var arguments = layer.arguments
        arguments.write(value, for: name, at: layer.span)
        return try? AxisProgram.step(layer.definition.sizing.relation(arguments.call), axis: axis)
    }

    // MARK: Filters and units

    /// The count of the other side, for each layer with a different one.
    private var counts: [[Diagnostic.Fix]] {
        guard chain.axes == [.channels] else { return [] }
        let node = sizes.graph.nodes[chain.step]
        var wanted: Set<Int> = []
        switch node.operation {
        case .expectation(let expectation): wanted.formUnion([expectation.dimensions.last?.value].compactMap { $0 })
        case .layer(let layer):
            if case .reshape(let size) = layer.relation {
                wanted.formUnion([size.checkedCount].compactMap { $0 })
            }
        case .join: wanted.formUnion(node.inputs.compactMap { sizes.depth($0) })
        case .input, .projection, .openRepeat, .unknown: break
        }
        let numbers = wanted.sorted()
        var result: [[Diagnostic.Fix]] = []
        for link in chain.links.reversed() {
            guard case .layer(let layer) = sizes.graph.nodes[link.step].operation else { continue }
            for name in ["filters", "units"] where layer.arguments.isWritten(name) {
                for count in numbers where layer.arguments.integer(name) != count {
                    guard result.count < Self.most else { return result }
                    let fixes = LayerEdit.fixes(layer, name, text: "\(count)", number: "\(count)")
                    if !fixes.isEmpty { result.append(fixes) }
                }
            }
        }
        return result
    }

    // MARK: Inputs

    /// The size of the data's samples, if it is known; otherwise the nearest map for which everything fits,
    /// contracts included.
    private var inputs: [[Diagnostic.Fix]] {
        let node = sizes.graph.nodes[0]
        guard chain.links.first?.step == 0, sizes.isMap(0), node.span.length > 0, let depth = sizes.depth(0) else {
            return []
        }
        let text: String
        if let meant = channelsLast {
            text = meant.description
        } else if let samples {
            guard samples != inputSize else { return [] }
            text = samples.description
        } else {
            guard let best = flattened == nil ? nearestInput : nearestFlatInput else { return [] }
            // An image of a pixel or two fits almost anywhere, and doesn't help.
            guard zip(best, sizes.extents).allSatisfy({ ($1[0] ?? 0) / 2 <= $0 }) else { return [] }
            text = (best + [depth]).sizeText
        }
        return [[Diagnostic.Fix("input \(text)", replacing: node.span, with: text)]]
    }

    private var channelsLast: TensorShape? {
        sizes.isMap(0) ? inputSize?.channelsLast : nil
    }

    private var inputSize: TensorShape? {
        let lengths = sizes.extents.compactMap { $0[0] }
        guard lengths.count == sizes.extents.count, let depth = sizes.depth(0) else { return nil }
        return TensorShape(spatial: lengths, channels: depth)
    }

    private var nearestInput: [Int]? {
        var best: [Int] = []
        for (program, present) in zip(sizes.axes, sizes.extents) {
            guard let size = present[0] else { return nil }
            var open = AxisSearch(AxisProgram(program, input: nil), bounds: .whileChecking)
            guard (try? open.run()) != nil, let legal = open.solutions.first?.input,
                let nearest = legal.nearest(to: size)
            else { return nil }
            best.append(nearest)
        }
        return best
    }

    /// The nearest input whose map has the required number of values, with the same change on each side.
    private var nearestFlatInput: [Int]? {
        guard let present = inputSize?.spatial, let least = present.min() else { return nil }
        for distance in 1...128 {
            for change in [distance, -distance] where least + change >= 1 {
                let sides = present.map { $0 + change }
                let extents = zip(sizes.axes, sides).map { AxisProgram($0, input: $1).sizes() }
                if holdsFlat(extents) { return sides }
            }
        }
        return nil
    }
}

extension SizeSet {
    /// Returns the member nearest to a number, the larger of two at the same distance; nil if none is within 4096.
    func nearest(to number: Int) -> Int? {
        let above = first(from: number)
        for distance in 0...4096 {
            if let above, above - number <= distance { return above }
            if number > distance, contains(number - distance) { return number - distance }
        }
        return nil
    }
}

extension Arguments {
    /// The padding, if it is the same on all sides.
    fileprivate var evenPadding: Int? {
        let margin: Margin? =
            switch self["padding"] {
            case .padding(let padding): padding.sides
            case .margin(let margin): margin
            default: nil
            }
        guard let margin, margin.isUniform else { return nil }
        return margin.before[0]
    }
}
