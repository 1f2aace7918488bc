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
        self.options = options
    }

    var kernelText: String { Self.text(kernel) }

    var taps: Int { kernel[0] * kernel[1] }

    /// How many places the window has on an axis, or nil where it has none.
    func outputs(of input: Int, _ axis: Int) -> Int? {
        var count = 0
        if isSame {
            // The outputs are as many as a step of the stride meets pixels, however wide the window.
            var place = 0
            while place < input {
                count += 1
                place += stride[axis]
            }
            return count
        }
        let pixels = padding[axis] + input + padding[axis]
        var covered = 0
        var place = 0
        while true {
            var last = place
            for _ in 1..<kernel[axis] where kernel[axis] > 1 { last += dilation[axis] }
            // Rounding up takes one window more, if pixels are left over, and it begins in the map or the padding before it.
            let takesRest = roundsUp && count > 0 && covered < pixels && place < padding[axis] + input
            guard last < pixels || takesRest else { break }
            covered = last + 1
            count += 1
            if last >= pixels { break }
            place += stride[axis]
        }
        return count == 0 ? nil : count
    }

    private static func text(_ pair: [Int]) -> String { pair[0] == pair[1] ? "\(pair[0])" : "\(pair[0])x\(pair[1])" }
}
