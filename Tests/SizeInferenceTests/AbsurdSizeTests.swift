import SpecCompiler
import TestSupport
import Testing

/// Numbers at the borders of what can be counted are findings, never traps, and are found at once.
@Suite struct AbsurdSizeTests {
    private static let numbers = [
        "0", "1", "2", "2147483647", "2147483648", "4294967296", "1099511627776", "1000000000000000000",
        "4611686018427387904", "4611686018427387905", "9223372036854775806", "9223372036854775807",
        "9223372036854775808",
        "1000000000000000000000000000000",
    ]

    private static let lines = [
        "3x3 conv, N", "N conv, 4", "1xN conv, 4", "3x3 conv, 4, /N", "3x3 conv, 4, pad N", "3x3 conv, 4, pad Nx1",
        "3x3 conv, 4, dilation N",
        "3x3 conv, 4, groups N", "3x3 conv, N, groups N", "N conv, N, /N, pad N, dilation N",
        "N conv, 4, same, dilation N", "N conv, 4, pad N",
        "N max pool", "N avg pool, /N, pad N", "2x2 max pool, same, /N", "fc N", "mlp N-N", "mlp N-1-N", "expect NxNxN",
        "expect N", "N depthwise conv, N",
    ]

    @Test(arguments: lines)
    func everyNumberInEveryPlaceIsAcceptedOrFound(_ line: String) {
        for number in Self.numbers {
            for other in Self.numbers {
                let parts = line.split(separator: "N", omittingEmptySubsequences: false)
                let text = parts.dropFirst().enumerated().reduce(String(parts[0])) {
                    $0 + ($1.offset.isMultiple(of: 2) ? number : other) + $1.element
                }
                check("model: A\ninput: 28x28x4\nbody:\n  - \(text)\n  - 1x1 conv, 4\n  - fc 10\n")
            }
        }
    }

    @Test func everyNumberInTheInputIsAcceptedOrFound() {
        for number in Self.numbers {
            for other in Self.numbers {
                check("model: A\ninput: \(number)x\(other)x3\nbody:\n  - 3x3 conv, 4\n  - fc 10\n")
                check(
                    "model: A\ninput: 3x\(other)x\(number)\nbody:\n  - 3x3 depthwise conv, same\n  - batch norm\n  - flatten\n"
                )
            }
            check("model: A\ninput: \(number)\nbody:\n  - mlp 5-\(number)\n  - fc 10\n")
        }
    }

    @Test func theSumOfCostsThatFitIsFoundWhereItOverflows() {
        let layer = "  - 1048576 conv, 1, same, no bias\n"
        let text = "model: A\ninput: 1048576x1024x1\nbody:\n" + String(repeating: layer, count: 9)
        check(text)
    }

    /// One absurd number is one finding, of severity error, in no time; or the network is accepted with sizes that fit.
    private func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let (compilation, time) = Timed.run(text) { SpecCompiler.compile(SourceFile(path: "test", text: text)) }
        #expect(time < .milliseconds(500), "\(text)", sourceLocation: sourceLocation)
        guard let network = compilation.accepted else {
            #expect(compilation.diagnostics.hasErrors, "\(text)", sourceLocation: sourceLocation)
            return
        }
        for layer in network.layers {
            #expect(layer.output.axes.allSatisfy { $0 >= 1 }, "\(text)", sourceLocation: sourceLocation)
            #expect(
                layer.output.count <= SizeInference.largestTensor, "\(text)", sourceLocation: sourceLocation)
            #expect(
                layer.cost.parameters >= 0 && layer.cost.multiplyAccumulates >= 0, "\(text)",
                sourceLocation: sourceLocation)
            #expect((try? layer.layer.definition.output(of: layer.layer.call, input: layer.input)) == layer.output)
        }
    }
}
