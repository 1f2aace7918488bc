import TestSupport

/// Residuals, branches, joins, repeats and blocks, with sizes and costs put together from their parts.
extension RandomNetwork {
    mutating func addStructure(_ generator: inout SeededGenerator) {
        switch generator.pick(0...4) {
        case 0: addResidual(&generator)
        case 1: addBranches(&generator)
        case 2: addRepeat(&generator)
        case 3: addBlock(&generator)
        default: addJoin(&generator)
        }
    }

    /// A list of layers that the structure holds.
    private mutating func part(_ generator: inout SeededGenerator, layers: Int) -> RandomNetwork {
        let part = RandomNetwork(input: size, layers: layers, depth: depth - 1, using: &generator)
        blocks += part.blocks
        return part
    }

    private func cost(_ layers: [Layer]) -> (parameters: Int, multiplyAccumulates: Int) {
        (layers.map(\.parameters).reduce(0, +), layers.map(\.multiplyAccumulates).reduce(0, +))
    }

    /// Layers that keep the size, or a projection to the one they give.
    private mutating func addResidual(_ generator: inout SeededGenerator) {
        let inner = part(&generator, layers: generator.pick(1...3))
        guard !inner.layers.isEmpty else { return }
        var (parameters, operations) = cost(inner.layers)
        var shortcut = ""
        let output = inner.output
        if output == size {
            shortcut = generator.pick(["", "\nshortcut: identity", "\nshortcut: project"])
        } else {
            // A stride at which a 1x1 window meets so many pixels, found by trying.
            func hasStride(_ from: Int, _ to: Int) -> Bool {
                (1...from).contains { stride in
                    var count = 0
                    var place = 0
                    while place < from {
                        count += 1
                        place += stride
                    }
                    return count == to
                }
            }
            guard output.count == 3, size.count == 3, hasStride(size[0], output[0]), hasStride(size[1], output[1])
            else { return }
            shortcut = "\nshortcut: project"
            let weights = size[2] * output[2]
            parameters += weights + output[2] + output[2]
            for _ in 0..<output[0] { for _ in 0..<output[1] { operations += weights } }
        }
        add(
            "residual:\n" + Self.items(inner.layers, indent: "  ").dropLast() + shortcut, output,
            parameters: parameters, multiplyAccumulates: operations)
    }

    private mutating func addBranches(_ generator: inout SeededGenerator) {
        var text = "branches:"
        var outputs: [[Int]] = []
        var (parameters, operations) = (0, 0)
        for _ in 0..<generator.pick(1...3) {
            let inner = part(&generator, layers: generator.pick(0...2))
            outputs.append(inner.output)
            let sum = cost(inner.layers)
            parameters += sum.parameters
            operations += sum.multiplyAccumulates
            let items = Self.items(inner.layers, indent: "    ")
            text += inner.layers.isEmpty ? "\n  - []" : "\n  -" + items.dropFirst(3).dropLast()
        }
        guard let first = outputs.first else { return }
        let heads = Set(outputs.map { $0.dropLast() })
        if Set(outputs).count == 1, generator.once(in: 2) {
            add(
                "\(text)\njoin: \(generator.pick(["add", "multiply"]))", first, parameters: parameters,
                multiplyAccumulates: operations)
        } else if heads.count == 1, Set(outputs.map(\.count)).count == 1 {
            let channels = outputs.map { $0.last ?? 0 }.reduce(0, +)
            add(
                "\(text)\njoin: concat", first.dropLast() + [channels], parameters: parameters,
                multiplyAccumulates: operations)
        }
    }

    /// The same layers several times, as long as each pass finds room.
    private mutating func addRepeat(_ generator: inout SeededGenerator) {
        let inner = part(&generator, layers: generator.pick(1...3))
        // A pass that keeps the size can be repeated as it is.
        guard !inner.layers.isEmpty, inner.output == size else { return }
        let count = generator.pick(1...4)
        let (parameters, operations) = cost(inner.layers)
        add(
            "layers:\n" + Self.items(inner.layers, indent: "  ") + "repeat: \(count)", size,
            parameters: parameters * count, multiplyAccumulates: operations * count)
    }

    /// A block with a parameter for its filters, used by a line of notation or a mapping.
    private mutating func addBlock(_ generator: inout SeededGenerator) {
        guard size.count == 3 else { return }
        let name = "block\(generator.pick(100_000_000...999_999_999))"
        let (filters, factor) = (generator.pick(1...4), generator.pick(1...3))
        let channels = size[2]
        var wide = 0
        for _ in 0..<factor { wide += filters }
        let definition = """
              \(name):
                given: {filters: , factor: \(factor), act: relu}
                layers:
                  - 1x1 conv, $filters*$factor, no bias, $act
                  - 1x1 conv, ($filters+1), as last
                  - concat last

            """
        blocks.append((name, definition))
        let positions = size[0] * size[1]
        let weights = channels * wide + wide * (filters + 1)
        let use =
            generator.once(in: 2) ? "\(name), filters \(filters)" : "\(name): {filters: \(filters), act: hard swish}"
        add(
            use, [size[0], size[1], 2 * (filters + 1)], parameters: weights + filters + 1,
            multiplyAccumulates: positions * weights)
    }

    /// A named layer and, after a layer that leaves its size or cuts a border off, a join with it.
    private mutating func addJoin(_ generator: inout SeededGenerator) {
        guard size.count == 3 else { return }
        let name = "named\(depth)_\(layers.count)_\(generator.pick(0...999_999_999))"
        let before = size
        add("relu, as \(name)", before)
        if before[0] > 2, before[1] > 2, generator.once(in: 2) {
            let cropped = [before[0] - 2, before[1] - 2, before[2]]
            add("crop 1", cropped)
            add("concat \(name), crop", [cropped[0], cropped[1], before[2] + before[2]])
        } else {
            let kind = generator.pick(["add", "multiply", "concat"])
            let name = generator.once(in: 3) ? "\(kind): [\(name)]" : "\(kind) \(name)"
            add(name, kind == "concat" ? [before[0], before[1], before[2] * 2] : before)
        }
    }
}
