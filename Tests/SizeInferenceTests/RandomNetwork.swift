import TestSupport

/// A random network, with sizes and costs worked out the slow way: by moving every window over its axis, pixel by pixel.
/// Shares no code and no formula with the compiler.
struct RandomNetwork {
    struct Layer {
        var line: String
        var output: [Int]
        var parameters: Int
        var multiplyAccumulates: Int
    }

    let input: [Int]
    private(set) var layers: [Layer] = []

    var text: String {
        "model: Random\ninput: \(Self.size(input))\nbody:\n"
            + layers.map { "  - \($0.line)\n  - expect \(Self.size($0.output))\n" }.joined()
    }

    private var size: [Int] { layers.last?.output ?? input }

    init(using generator: inout SeededGenerator) {
        input =
            generator.once(in: 10)
            ? [generator.pick(1...50)]
            : [generator.pick(1...40), generator.pick(1...40), generator.pick([1, 2, 3, 4, 6, 8, 12])]
        for _ in 0..<generator.pick(1...8) {
            if size.count == 3, !generator.once(in: 5) {
                addMapLayer(&generator)
            } else {
                addAnyLayer(&generator)
            }
        }
    }

    // MARK: Layers of maps

    private mutating func addMapLayer(_ generator: inout SeededGenerator) {
        switch generator.pick(0...7) {
        case 0: addPool(&generator)
        case 6: addFrame(&generator)
        case 7: addTransposed(&generator)
        case 1:
            layers.append(
                Layer(
                    line: generator.pick(["global avg pool", "global max pool"]), output: [1, 1, size[2]],
                    parameters: 0, multiplyAccumulates: 0))
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
        layers.append(
            Layer(
                line: "\(crops ? "crop" : "zero pad") \(text)", output: [height, width, size[2]], parameters: 0,
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
        switch generator.pick(0...5) {
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
        case 3:
            layers.append(
                Layer(line: "batch norm", output: size, parameters: 2 * (size.last ?? 0), multiplyAccumulates: 0))
        case 4: layers.append(Layer(line: "flatten", output: [values], parameters: 0, multiplyAccumulates: 0))
        default:
            layers.append(
                Layer(
                    line: generator.pick(["dropout 0.5", "relu", "silu"]), output: size, parameters: 0,
                    multiplyAccumulates: 0))
        }
    }

    static func size(_ axes: [Int]) -> String { axes.map(String.init).joined(separator: "x") }
}

/// A window with its options as the notation writes them.
private struct RandomWindow {
    private let kernel: [Int]
    private let stride: [Int]
    private let dilation: [Int]
    private let padding: [Int]
    private let isSame: Bool
    private let roundsUp: Bool
    let options: [String]

    init(isPooling: Bool, using generator: inout SeededGenerator) {
        func pair(_ range: ClosedRange<Int>) -> [Int] {
            let height = generator.pick(range)
            return [height, generator.once(in: 3) ? generator.pick(range) : height]
        }
        kernel = pair(1...7)
        var options: [String] = []
        if generator.once(in: 2) {
            stride = pair(1...4)
            options.append("/" + Self.text(stride))
        } else {
            stride = isPooling ? kernel : [1, 1]
        }
        if !isPooling, generator.once(in: 4) {
            dilation = pair(1...3)
            options.append("dilation " + Self.text(dilation))
        } else {
            dilation = [1, 1]
        }
        isSame = generator.once(in: 4)
        if isSame {
            padding = [0, 0]
            options.append(generator.pick(["same", "pad same"]))
        } else if generator.once(in: 2) {
            // A pooling's window has to see more than padding.
            padding = isPooling ? kernel.map { generator.pick(0...min(4, $0 - 1)) } : pair(0...4)
            options.append("pad " + Self.text(padding))
        } else {
            padding = [0, 0]
            if generator.once(in: 6) { options.append("valid") }
        }
        roundsUp = isPooling && !isSame && generator.once(in: 3)
        if roundsUp { options.append("ceil") }
        self.options = options
    }

    var kernelText: String { Self.text(kernel) }

    var taps: Int { kernel[0] * kernel[1] }

    /// How many places the window has on an axis, or nil where it has none.
    func outputs(of input: Int, _ axis: Int) -> Int? {
        CountedAxis(
            kernel: kernel[axis], stride: stride[axis], dilation: dilation[axis], padding: padding[axis],
            isSame: isSame, roundsUp: roundsUp
        ).places(over: input)
    }

    private static func text(_ pair: [Int]) -> String { pair[0] == pair[1] ? "\(pair[0])" : "\(pair[0])x\(pair[1])" }
}
