import TestSupport

/// A random network, with sizes and costs worked out the slow way: by moving every window over its axis, pixel by pixel.
/// Shares no code and no formula with the compiler.
struct RandomNetwork {
    struct Layer {
        /// The item as it stands in the list, without its dash; what follows the first line is indented below it.
        var line: String
        var output: [Int]
        var parameters: Int
        var multiplyAccumulates: Int
    }

    let input: [Int]
    var layers: [Layer] = []
    /// What is written after the body, and its cost.
    private(set) var head = ""
    /// Definitions of blocks, by their names; those of parts that found no place are left out of the text.
    var blocks: [(name: String, text: String)] = []
    /// How deep structures may still nest.
    let depth: Int

    var text: String { text(of: layers) }

    /// The spec with other layers in the body.
    func text(of layers: [Layer]) -> String {
        let lists = "body:\n" + Self.items(layers, indent: "  ") + head
        let used = blocks.filter { lists.contains($0.name) }
        let definitions = used.isEmpty ? "" : "define:\n\(used.map(\.text).joined())"
        return "model: Random\ninput: \(Self.size(input))\n\(definitions)\(lists)"
    }

    /// The layers as a list, each with a contract.
    static func items(_ layers: [Layer], indent: String) -> String {
        layers.map { layer in
            let lines = layer.line.split(separator: "\n", omittingEmptySubsequences: false)
            return "\(indent)- " + lines.joined(separator: "\n\(indent)  ")
                + "\n\(indent)- expect \(size(layer.output))\n"
        }.joined()
    }

    var size: [Int] { layers.last?.output ?? input }

    /// The output of the whole network.
    var output: [Int] { size }

    init(using generator: inout SeededGenerator) {
        let input =
            generator.once(in: 10)
            ? [generator.pick(1...50)]
            : [generator.pick(1...40), generator.pick(1...40), generator.pick([1, 2, 3, 4, 6, 8, 12])]
        self.init(input: input, layers: generator.pick(1...8), depth: 2, using: &generator)
    }

    /// A list of layers, of a network or of a structure in it.
    init(input: [Int], layers count: Int, depth: Int, using generator: inout SeededGenerator) {
        (self.input, self.depth) = (input, depth)
        for _ in 0..<count {
            if depth > 0, generator.once(in: 5) {
                addStructure(&generator)
            } else if size.count == 3, !generator.once(in: 5) {
                addMapLayer(&generator)
            } else {
                addAnyLayer(&generator)
            }
        }
    }

    /// Moves the last layers into `head`, or under `heads`.
    mutating func moveToHead(_ generator: inout SeededGenerator) -> Bool {
        guard layers.count > 1 else { return false }
        let last = Self.items([layers.removeLast()], indent: "    ")
        head = generator.once(in: 2) ? "head:\n\(last)" : "heads:\n  main:\n\(last)"
        return true
    }

    // MARK: Layers of maps

    private mutating func addMapLayer(_ generator: inout SeededGenerator) {
        switch generator.pick(0...11) {
        case 0: addPool(&generator)
        case 6: addFrame(&generator)
        case 7: addTransposed(&generator)
        case 8, 9: addRearrangement(&generator)
        case 10: addGate(&generator)
        case 1:
            add(generator.pick(["global avg pool", "global max pool"]), [1, 1, size[2]])
        default: addConvolution(&generator)
        }
    }

    private mutating func addConvolution(_ generator: inout SeededGenerator) {
        let window = RandomWindow(isPooling: false, using: &generator)
        let channels = size[2]
        let divisors = (1...channels).filter { channels % $0 == 0 }
        var groups = generator.once(in: 2) ? 1 : generator.pick(divisors)
        let isDepthwise = generator.once(in: 4)
        if isDepthwise { groups = channels }
        let filters = groups * generator.pick(1...3)
        guard let height = window.outputs(of: size[0], 0), let width = window.outputs(of: size[1], 1) else { return }
        var options = window.options
        let saysFilters = !isDepthwise || filters != channels || generator.once(in: 2)
        if saysFilters { options.append("\(filters)") }
        if !isDepthwise, groups > 1 || generator.once(in: 4) {
            options.append(groups == channels && generator.once(in: 2) ? "groups channels" : "groups \(groups)")
        }
        let bias = !generator.once(in: 3)
        if !bias { options.append("no bias") }
        if generator.once(in: 3) { options.append(generator.pick(["relu", "tanh", "leaky relu"])) }
        options.shuffle(using: &generator)
        let words = isDepthwise ? "depthwise conv" : "conv"
        var operations = 0
        for _ in 0..<height { for _ in 0..<width { operations += filters * window.taps * (channels / groups) } }
        layers.append(
            Layer(
                line: ([window.kernelText + " " + words] + options).joined(separator: ", "),
                output: [height, width, filters],
                parameters: filters * (window.taps * (channels / groups) + (bias ? 1 : 0)),
                multiplyAccumulates: operations))
    }

    private mutating func addPool(_ generator: inout SeededGenerator) {
        let window = RandomWindow(isPooling: true, using: &generator)
        guard let height = window.outputs(of: size[0], 0), let width = window.outputs(of: size[1], 1) else { return }
        let words = generator.pick(["max pool", "avg pool"])
        layers.append(
            Layer(
                line: ([window.kernelText + " " + words] + window.options).joined(separator: ", "),
                output: [height, width, size[2]], parameters: 0, multiplyAccumulates: 0))
    }

    /// Rows and columns counted out one by one.
    private mutating func addFrame(_ generator: inout SeededGenerator) {
        let sides = (0..<4).map { _ in generator.pick(0...3) }
        let text = sides.map(String.init).joined(separator: "-")
        let crops = generator.once(in: 2)
        func count(_ size: Int, _ before: Int, _ after: Int) -> Int {
            crops
                ? (0..<size).count { $0 >= before && $0 < size - after }
                : Array(repeating: 0, count: before).count + size + after
        }
        let (height, width) = (count(size[0], sides[0], sides[1]), count(size[1], sides[2], sides[3]))
        guard height > 0, width > 0 else { return }
        // A mirror has all pixels but its edge.
        let mirrors = max(sides[0], sides[1]) < size[0] && max(sides[2], sides[3]) < size[1]
        let pad = generator.pick(
            mirrors ? ["zero pad", "replicate pad", "reflect pad"] : ["zero pad", "replicate pad"])
        layers.append(
            Layer(
                line: "\(crops ? "crop" : pad) \(text)", output: [height, width, size[2]], parameters: 0,
                multiplyAccumulates: 0))
    }

    /// Lays the kernel down at every pixel, and looks how far it reaches.
    private mutating func addTransposed(_ generator: inout SeededGenerator) {
        let (kernel, stride, padding) = (generator.pick(1...4), generator.pick(1...3), generator.pick(0...2))
        let added = generator.pick(0...stride - 1)
        let filters = generator.pick(1...4)
        func reach(_ size: Int) -> Int {
            var farthest = 0
            for pixel in 0..<size { for tap in 0..<kernel { farthest = max(farthest, pixel * stride + tap) } }
            return farthest + 1 - padding - padding + added
        }
        let (height, width, channels) = (reach(size[0]), reach(size[1]), size[2])
        guard height > 0, width > 0 else { return }
        var operations = 0
        for _ in 0..<size[0] { for _ in 0..<size[1] { operations += kernel * kernel * channels * filters } }
        layers.append(
            Layer(
                line: "\(kernel) transposed conv, \(filters), /\(stride), pad \(padding), output pad 0-\(added)",
                output: [height, width, filters], parameters: kernel * kernel * channels * filters + filters,
                multiplyAccumulates: operations))
    }

    // MARK: Layers of anything

    private mutating func addAnyLayer(_ generator: inout SeededGenerator) {
        let values = size.reduce(1, *)
        switch generator.pick(0...9) {
        case 0:
            let units = generator.pick(1...20)
            layers.append(
                Layer(
                    line: "fc \(units)", output: [units], parameters: values * units + units,
                    multiplyAccumulates: values * units))
        case 1:
            let units = generator.pick(1...20)
            layers.append(
                Layer(
                    line: "fc \(units), no bias, relu", output: [units], parameters: values * units,
                    multiplyAccumulates: values * units))
        case 2:
            let widths = (0..<generator.pick(1...4)).map { _ in generator.pick(1...12) }
            var inputs = values
            var parameters = 0
            var operations = 0
            for width in widths {
                parameters += inputs * width + width
                operations += inputs * width
                inputs = width
            }
            layers.append(
                Layer(
                    line: "mlp \(widths.map(String.init).joined(separator: "-"))", output: [inputs],
                    parameters: parameters, multiplyAccumulates: operations))
        case 3: addNorm(&generator)
        case 4: add("flatten", [values])
        case 5: addReshape(&generator)
        case 6:
            let slopes = generator.once(in: 2)
            add(slopes ? "prelu, per channel" : "prelu, start 0.1", size, parameters: slopes ? size.last ?? 0 : 1)
        case 7: add(generator.pick(["layer scale", "layer scale 0.1"]), size, parameters: size.last ?? 0)
        default:
            // A softmax over a single channel at the end is an error.
            add(
                generator.pick([
                    "dropout 0.5", "relu", "silu", "hard swish", "leaky relu", "leaky relu 0.2",
                    size.last == 1 ? "relu" : "softmax",
                    "stochastic depth 0.1", "mish", "gelu", "elu", "relu6", "hard sigmoid", "tanh", "sigmoid",
                ]), size)
        }
    }

    mutating func add(_ line: String, _ output: [Int], parameters: Int = 0, multiplyAccumulates: Int = 0) {
        layers.append(
            Layer(line: line, output: output, parameters: parameters, multiplyAccumulates: multiplyAccumulates))
    }

    static func size(_ axes: [Int]) -> String { axes.map(String.init).joined(separator: "x") }
}
