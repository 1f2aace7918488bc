import SpecCompiler
import TestSupport
import Testing

/// Sizes, parameters and multiply-accumulates agree with published figures, and with a calculation that counts.
@Suite struct SizeTests {
    /// LeCun and others, 1998, with today's parts: 61,706 parameters, 416,520 multiply-accumulates.
    @Test func leNetHasItsPublishedFigures() throws {
        let network = try accepted(Repository.text(of: "Specs/lenet5.strata.yaml"))
        #expect(network.total == LayerDefinition.Cost(parameters: 61_706, multiplyAccumulates: 416_520))
        #expect(
            network.layers.map(\.output.description) == ["28x28x6", "14x14x6", "10x10x16", "5x5x16", "120", "84", "10"])
        #expect(network.layers.map(\.cost.parameters) == [156, 0, 2416, 0, 48120, 10164, 850])
        #expect(network.layers.map(\.cost.multiplyAccumulates) == [117_600, 0, 240_000, 0, 48_000, 10_080, 840])
    }

    @Test(arguments: 0..<40)
    func sizesAndCostsOfRandomNetworksAreWhatCountingGives(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 * Effort.factor {
            var random = RandomNetwork(using: &generator)
            guard !random.layers.isEmpty else { continue }
            let layers = random.layers
            if generator.once(in: 4) { _ = random.moveToHead(&generator) }
            let compilation = SpecCompiler.compile(SourceFile(path: "test", text: random.text))
            #expect(!compilation.diagnostics.hasErrors, "\(random.text)")
            guard let network = compilation.accepted else { continue }
            #expect(network.output.axes == layers.last?.output)
            #expect(network.total.parameters == layers.map(\.parameters).reduce(0, +), "\(random.text)")
            #expect(
                network.total.multiplyAccumulates == layers.map(\.multiplyAccumulates).reduce(0, +),
                "\(random.text)")
        }
    }

    /// What is wrong is an error, wherever it stands, and nothing traps.
    @Test(arguments: Breakage.all)
    func aBrokenNetworkHasAnError(_ breakage: Breakage) {
        var generator = SeededGenerator(seed: 7)
        var broken = 0
        for _ in 0..<120 {
            let random = RandomNetwork(using: &generator)
            guard let text = breakage.apply(random, &generator) else { continue }
            broken += 1
            let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
            #expect(compilation.diagnostics.hasErrors && compilation.accepted == nil, "\(text)")
            for finding in compilation.diagnostics {
                #expect(finding.span.start <= finding.span.end && finding.span.end <= text.utf8.count, "\(text)")
            }
        }
        #expect(broken > 5)
    }

    /// A mutation of one number in a contract is always found there, and nowhere else.
    @Test func aWrongContractIsFoundInRandomNetworks() throws {
        var generator = SeededGenerator(seed: 99)
        for _ in 0..<300 {
            let random = RandomNetwork(using: &generator)
            guard let last = random.layers.last else { continue }
            var wrong = last.output
            wrong[generator.pick(0...wrong.count - 1)] += 1
            let text = random.text + "  - expect \(RandomNetwork.size(wrong))\n"
            let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
            #expect(compilation.diagnostics.map(\.rule.name) == ["expect-contradicted"], "\(text)")
            #expect(
                compilation.diagnostics.first.map { compilation.source.line(at: $0.span.start) }
                    == text.split(separator: "\n").count)
        }
    }

    @Test(arguments: [
        ("3x3 conv, 8, same", 28, 28), ("3x3 conv, 8, same, /2", 28, 14), ("3x3 conv, 8, same, /2", 27, 14),
        ("3x3 conv, 8, /2", 28, 13), ("3x3 conv, 8, dilation 2", 28, 24), ("2x2 max pool", 5, 2),
        ("3x3 max pool, /2, pad 1", 112, 56),
        ("7x7 conv, 8, /2, pad 3", 224, 112), ("1x1 conv, 8, /2", 7, 4), ("11x11 conv, 8, /4, pad 2", 224, 55),
    ])
    func aKnownWindowGivesItsKnownSize(_ line: String, _ input: Int, _ output: Int) throws {
        let network = try accepted("model: A\ninput: \(input)x\(input)x3\nbody:\n  - \(line)\n")
        #expect(network.output.axes.prefix(2) == [output, output])
    }

    @Test func aContractWithUnknownAxesHoldsTheOthers() throws {
        _ = try accepted("model: A\ninput: 28x28x1\nbody:\n  - 3x3 conv, 8\n  - expect ?x26x8\n  - expect ?x?x?\n")
    }

    private func accepted(_ text: String) throws -> SizedNetwork {
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        return try #require(compilation.accepted, "\(compilation.diagnostics.map(\.message))")
    }
}
