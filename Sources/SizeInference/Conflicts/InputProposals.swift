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
        // The sizes of a join differ because the strides don't divide the input.
        let isJoin = if case .join = graph.nodes[chain.step].operation { true } else { false }
        let isDivided = zip(best, strides).allSatisfy { $0 % $1 == 0 }
        let wasDivided = zip(sizes.extents, strides).allSatisfy { ($0[0] ?? 0) % $1 == 0 }
        return proposal(isJoin && isDivided && !wasDivided ? .usual : .input, (best + [depth]).sizeText)
    }

    /// How much smaller the smallest map on the way is than the input, along each axis.
    private var strides: [Int] {
        sizes.axes.map { program in
            let size = 1 << 12
            let least = AxisProgram(program, input: size).sizes()[...chain.step].compactMap { $0 }.filter { $0 > 1 }
                .min()
            guard let least, least <= size / 2 else { return 1 }
            // The nearest power of two, because padding adds or takes a little.
            var stride = 1
            while Double(stride) * 1.5 < Double(size) / Double(least) { stride *= 2 }
            return stride
        }
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

    /// The input nearest to the present one: that with its sides exchanged, or one that the strides divide, if it fits.
    private var nearestInput: [Int]? {
        var legal: [SizeSet] = []
        for program in sizes.axes {
            var open = AxisSearch(AxisProgram(program, input: nil), bounds: .whileChecking)
            guard (try? open.run()) != nil, let sizes = open.solutions.first?.input else { return nil }
            legal.append(sizes)
        }
        let present = sizes.extents.compactMap { $0[0] }
        guard present.count == legal.count else { return nil }
        let exchanged = Array(present.reversed())
        if exchanged != present, zip(legal, exchanged).allSatisfy({ $0.contains($1) }) { return exchanged }
        var best: [Int] = []
        for ((sizes, stride), size) in zip(zip(legal, strides), present) {
            guard let nearest = sizes.multiple(of: stride, nearestTo: size) ?? sizes.nearest(to: size) else {
                return nil
            }
            best.append(nearest)
        }
        return best
    }

    /// The nearest input whose map has the required number of values, with the same change on each side.
    private var nearestFlatInput: [Int]? {
        guard let present = inputSize?.spatial, let least = present.min() else { return nil }
        let strides = strides
        for distance in 1...128 {
            for change in [distance, -distance] where least + change >= 1 {
                let sides = present.map { $0 + change }
                guard zip(sides, strides).allSatisfy({ $0 % $1 == 0 }) else { continue }
                guard budget.take(graph.nodes.count * sizes.axes.count) else { return nil }
                let extents = zip(sizes.axes, sides).map { AxisProgram($0, input: $1).sizes() }
                if holdsFlat(extents) { return sides }
            }
        }
        return nil
    }
}

extension SizeSet {
    /// The most that a multiple may differ from a number, as a part of it and in multiples.
    private static let mostDifference = (part: 4, multiples: 64)

    /// Returns the member nearest to a number, the larger of two at the same distance, that a stride divides; nil if none
    /// is near.
    func multiple(of stride: Int, nearestTo number: Int) -> Int? {
        let below = number / stride
        let (part, most) = Self.mostDifference
        let reach = Swift.max(Swift.min(number / part / stride, most), 1)
        var best: Int?
        for factor in Swift.max(below - reach, 1)...(below + 1 + reach) {
            let multiple = factor * stride
            guard contains(multiple) else { continue }
            if best.map({ abs(multiple - number) <= abs($0 - number) }) ?? true { best = multiple }
        }
        return best
    }

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
