import SpecCompiler

/// Times the compiler on long made-up specs: reading, checking, and solving sizes backwards from an open input.
struct CompilerBenchmark {
    private struct Case {
        var name: String
        var layers: Int
        var run: () -> Void
    }

    static func run(rounds: Int) {
        print("Milliseconds, median and minimum of \(rounds) runs")
        for layers in [1_000, 10_000] {
            let known = SourceFile(path: "known", text: spec(layers, input: "512x512x3"))
            let open = SourceFile(path: "open", text: spec(layers, input: "?x?x3"))
            let residual = SourceFile(path: "residual", text: residuals(layers, input: "?x?x3"))
            for (name, source) in [("known input", known), ("open input", open), ("open, residuals", residual)] {
                let compiled = SpecCompiler.compile(source)
                let count = compiled.spec.items.layerCount ?? 0
                measure("read the tree, \(name)", count, rounds) { _ = YAMLParser.parse(source) }
                measure("check, \(name)", count, rounds) { _ = SpecCompiler.compile(source) }
                if !compiled.spec.openNumbers.isEmpty {
                    measure("solve, \(name)", count, rounds) { _ = SizeSolver.solve(compiled.spec) }
                }
            }
        }
        let question = SourceFile(
            path: "question",
            text: "model: A\ninput: 224x224x3\nbody:\n  - \"? conv, 64, /?, pad ?\"\n  - expect 7x7x64\n")
        let spec = SpecCompiler.compile(question).spec
        measure("solve, 224 to 7 by one layer", 1, rounds) { _ = SizeSolver.solve(spec) }
    }

    private static func measure(_ name: String, _ layers: Int, _ rounds: Int, _ work: () -> Void) {
        let clock = ContinuousClock()
        work()
        let times = (0..<rounds).map { _ in clock.measure(work) / .milliseconds(1) }.sorted()
        print(
            StrataBenchmark.pad(name, 32), StrataBenchmark.pad(layers, 6), "layers  median",
            StrataBenchmark.pad(times[times.count / 2]), "ms  min", StrataBenchmark.pad(times[0]), "ms")
    }

    /// Convolutions, with a pooling after each quarter.
    private static func spec(_ layers: Int, input: String) -> String {
        let lines = (0..<layers).map { index in
            index % (layers / 4) == layers / 4 - 1
                ? "  - 2x2 max pool" : "  - \(index % 5 == 0 ? "5x5 conv, 32, pad 2" : "3x3 conv, 32, pad 1"), relu"
        }
        return "model: Long\ninput: \(input)\nbody:\n" + lines.joined(separator: "\n") + "\nhead:\n  - fc 10\n"
    }

    /// Residuals of two convolutions, with a stride after each quarter.
    private static func residuals(_ layers: Int, input: String) -> String {
        var text = "model: Deep\ninput: \(input)\nbody:\n  - 3x3 conv, 16, pad 1\n"
        for index in 0..<layers / 3 {
            let stride = index % (layers / 12) == layers / 12 - 1 ? ", /2" : ""
            text += "  - residual:\n    - 3x3 conv, 16, pad 1\(stride)\n    - 3x3 conv, 16, pad 1\n"
            if !stride.isEmpty { text += "    shortcut: project\n" }
        }
        return text + "head:\n  - fc 10\n"
    }
}
