import Basics
import NetworkTerms
import SpecText

/// Other sizes of the network's input.
extension Proposals {
    /// The size of the data's samples, if it is known; otherwise the nearest map for which everything fits,
    /// contracts included.
    var inputs: [Proposal] {
        let node = graph.nodes[0]
        guard chain.links.first?.step == 0, sizes.isMap(0), node.span.length > 0, let depth = sizes.depth(0) else {
            return []
        }
        func proposal(_ sense: Proposal.Sense, _ text: String) -> [Proposal] {
            [Proposal(sense, [Diagnostic.Fix("input \(text)", replacing: node.span, with: text)])]
        }
        if let meant = channelsLast { return proposal(.data, meant.description) }
        if let samples { return samples == inputSize ? [] : proposal(.data, samples.description) }
        guard let best = flattened == nil ? nearestInput : nearestFlatInput else { return [] }
        // An image of a pixel or two fits almost anywhere, and nobody has images of six times the size: neither helps.
        guard
            zip(best, sizes.extents).allSatisfy({ length, extents in
                let present = extents[0] ?? 0
                return length >= present / 2 && length <= present * 2
            })
        else { return [] }
        return proposal(.input, (best + [depth]).sizeText)
    }

    /// The input with its channels last, if it seems to have them first.
    var channelsLast: TensorShape? {
        sizes.isMap(0) ? inputSize?.channelsLast : nil
    }

    /// Whether another input would fit, contracts and all joins included: the conflict isn't about a single line then.
    var isInputsFault: Bool {
        chain.links.first?.step == 0 && nearestInput.map { $0 != inputSize?.spatial } == true
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
                guard budget.take(graph.nodes.count * sizes.axes.count) else { return nil }
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
