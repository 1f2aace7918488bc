import SpecCompiler
import TestSupport
import Testing

@Suite("Dropped pixels") struct DroppedPixelTests {
    /// Lays every window down, and looks which places of the padded input stand behind them all.
    @Test func areThoseBehindTheLastWindow() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<4000 {
            let (kernel, step, distance) = (generator.pick(1...6), generator.pick(1...5), generator.pick(1...3))
            let input = generator.pick(1...40)
            let isSame = generator.once(in: 4)
            let (before, after) = isSame ? (0, 0) : (generator.pick(0...4), generator.pick(0...4))
            let window = Window(
                kernel: kernel, stride: step, dilation: distance,
                padding: isSame ? .same : .sides(before: before, after: after),
                roundsUp: !isSame && generator.once(in: 3))
            guard let outputs = window.output(of: input) else { continue }
            // The place of a pixel is its own, that of padding before it is negative.
            var last = Int.min
            for output in 0..<outputs {
                for tap in 0..<kernel { last = max(last, output * step + tap * distance - before) }
            }
            let dropped = try #require(window.dropped(of: input))
            if isSame {
                // Padding is only ever added for a window to see it, in turns, behind first.
                let missing = max(0, last + 1 - input)
                #expect(dropped.pixels == (0..<input).count { $0 > last - missing / 2 }, "\(window) on \(input)")
                #expect(dropped.padding == 0, "\(window) on \(input)")
            } else {
                #expect(dropped.pixels == (0..<input).count { $0 > last }, "\(window) on \(input)")
                #expect(dropped.padding == (-before..<input + after).count { $0 > last } - dropped.pixels)
            }
        }
    }

    static let figures = [
        "vgg11": "none", "convnext-tiny": "none", "alexnet": "padding", "mobilenet-v2": "padding",
        "efficientnet-b0": "padding", "densenet121": "padding", "squeezenet": "1 of conv1",
    ]

    /// Of windows of more than one pixel: a 1x1 window takes every n-th on purpose.
    @Test(arguments: figures.keys.sorted())
    func ofKnownNetworksAreAsCounted(_ spec: String) throws {
        let text = Repository.text(of: "Specs/\(spec).strata.yaml")
        let network = try #require(SpecCompiler.compile(SourceFile(path: spec, text: text)).accepted)
        var lost: [String] = []
        var padding = 0
        for step in network.steps {
            guard let dropped = step.droppedPixels else { continue }
            let axis = dropped.axes[0]
            #expect(dropped.axes == [axis, axis])
            if axis.window.kernel > 1, axis.pixels > 0 {
                lost.append("\(axis.pixels) of \(step.name)")
            }
            padding += axis.padding
        }
        #expect((lost.first ?? (padding > 0 ? "padding" : "none")) == Self.figures[spec])
        #expect(lost.count <= 1)
    }
}
