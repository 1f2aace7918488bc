import TestSupport

/// Layers that rearrange, normalise or gate, with sizes and costs counted out.
extension RandomNetwork {
    /// Pooling to a size, shuffles, splits and upsampling: where each value goes.
    mutating func addRearrangement(_ generator: inout SeededGenerator) {
        let (height, width, channels) = (size[0], size[1], size[2])
        let divisors = (1...channels).filter { channels % $0 == 0 }
        switch generator.pick(0...5) {
        case 0:
            let (rows, columns) = (generator.pick(1...9), generator.pick(1...9))
            let kind = generator.pick(["avg", "max"])
            add("adaptive \(kind) pool \(rows)x\(columns)", [rows, columns, channels])
        case 1: add("channel shuffle \(generator.pick(divisors))", size)
        case 2:
            let parts = generator.pick(divisors)
            var share = 0
            for channel in 0..<channels where channel % parts == 0 { share += 1 }
            add("channel split \(parts), part \(generator.pick(1...parts))", [height, width, share])
        case 3:
            let factor = generator.pick(1...3)
            // One channel of the output for every square of channels.
            var squares = 0
            var left = channels
            while left >= factor * factor {
                left -= factor * factor
                squares += 1
            }
            guard left == 0, squares > 0 else { return }
            add("pixel shuffle \(factor)", [repeated(height, factor), repeated(width, factor), squares])
        case 4:
            let factor = generator.pick(1...3)
            // One channel of the output for every pixel of a square.
            guard let rows = shared(height, factor), let columns = shared(width, factor) else { return }
            add("pixel unshuffle \(factor)", [rows, columns, repeated(repeated(channels, factor), factor)])
        default:
            let (down, across) = (generator.pick(1...3), generator.pick(1...3))
            let kind = generator.pick(["", ", nearest", ", bilinear"])
            let factor = down == across ? generator.pick(["\(down)", "\(down)x"]) : "\(down)x\(across)"
            add("upsample \(factor)\(kind)", [repeated(height, down), repeated(width, across), channels])
        }
    }

    /// How many pixels each of several gets of a length; nil if some are left over.
    private func shared(_ length: Int, _ factor: Int) -> Int? {
        var taken = 0
        while taken * factor < length { taken += 1 }
        return taken * factor == length ? taken : nil
    }

    private func repeated(_ count: Int, _ times: Int) -> Int { (0..<times).reduce(0) { sum, _ in sum + count } }

    /// A squeeze-and-excite, as the two convolutions of 1x1 maps that it is; or a local response norm.
    mutating func addGate(_ generator: inout SeededGenerator) {
        guard !generator.once(in: 4) else {
            return add("local response norm, size \(generator.pick([1, 3, 5]))", size)
        }
        guard !generator.once(in: 3) else { return addSeparable(&generator) }
        let (channels, units) = (size[2], generator.pick(1...6))
        let (squeeze, excite) = (channels * units, units * channels)
        add(
            "squeeze-excite \(units)\(generator.pick(["", ", silu", ", gate hard sigmoid"]))", size,
            parameters: squeeze + units + excite + channels, multiplyAccumulates: squeeze + excite)
    }

    /// A kernel for each channel, and a weight for each pair of a channel and a filter, at every pixel.
    private mutating func addSeparable(_ generator: inout SeededGenerator) {
        let (side, filters) = (generator.pick([1, 3, 5]), generator.pick(1...6))
        let (bias, channels) = (generator.once(in: 2), size[2])
        var weights = 0
        for _ in 0..<channels { weights += side * side + filters }
        let padding = generator.pick(["same", "pad \(side / 2)"])
        add(
            "\(side)x\(side) separable conv, \(filters), \(padding)\(bias ? "" : ", no bias")",
            [size[0], size[1], filters], parameters: weights + (bias ? filters : 0),
            multiplyAccumulates: weights * size[0] * size[1])
    }

    /// A scale and a shift for each channel.
    mutating func addNorm(_ generator: inout SeededGenerator) {
        let channels = size.last ?? 1
        let groups = generator.pick((1...channels).filter { channels % $0 == 0 })
        let line = generator.pick([
            "batch norm", "batch norm, epsilon 1e-3, momentum 0.01", "layer norm", "group norm \(groups)",
            "instance norm",
        ])
        add(line, size, parameters: channels + channels)
    }

    /// The values in another order of axes, or as a map.
    mutating func addReshape(_ generator: inout SeededGenerator) {
        let values = size.reduce(1, *)
        guard values < 5000, !generator.once(in: 3) else { return add("reshape \(values)", [values]) }
        let heights = (1...values).filter { values % $0 == 0 }
        let height = generator.pick(heights)
        let widths = (1...(values / height)).filter { values / height % $0 == 0 }
        let width = generator.pick(widths)
        let channels = values / height / width
        add("reshape \(height)x\(width)x\(channels)", [height, width, channels])
    }
}
