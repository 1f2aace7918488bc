import TestSupport

/// A window with its options as the notation writes them.
struct RandomWindow {
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
        // How weights start has no part in sizes.
        if !isPooling, generator.once(in: 6) { options.append("init " + generator.pick(["he", "xavier uniform"])) }
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
