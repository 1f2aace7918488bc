import Basics
import OperatingSystem
import CYAML
import SpecCompiler

/// Times the compiler on long synthetic specs: reading, checking, and solving sizes backward from an open input.
///
/// It measures CPU time, so that other programs on the machine disturb it less.
struct CompilerBenchmark {
    /// The parts that can be timed, individually or all in this order.
    enum Part: String, CaseIterable {
        case stages, keystrokes, known, findings, open, residuals, short, question
    }

    static func run(_ parts: [Part] = Part.allCases, rounds: Int) {
        print("CPU time in milliseconds, median and minimum of \(rounds) runs")
        for part in parts {
            switch part {
            case .stages: stages(SourceFile(path: "stages", text: spec(2_000, input: "512x512x3")), rounds: 3 * rounds)
            case .keystrokes:
                for lines in [2_000, 5_000] {
                    keystrokes(in: SourceFile(path: "keystrokes", text: spec(lines, input: "512x512x3")), count: 300)
                }
            case .known:
                long("known input", rounds) { spec($0, input: "512x512x3", stem: "3x3 conv, 32, pad 1") }
            case .findings: long("400 findings per 2,000", rounds) { spec($0, input: "512x512x3") }
            case .open: long("open input", rounds) { spec($0, input: "?x?x3") }
            case .residuals: long("open, residuals", rounds) { residuals($0, input: "?x?x3") }
            case .short: short(rounds: rounds)
            case .question: question(rounds: rounds)
            }
        }
    }

    private static func long(_ name: String, _ rounds: Int, _ text: (_ layers: Int) -> String) {
        for layers in [1_000, 10_000] {
            let source = SourceFile(path: "long", text: text(layers))
            let compiled = SpecCompiler.compile(source)
            let count = compiled.spec.layerCount ?? 0
            measure("read the tree, \(name)", count, rounds) { _ = YAMLParser.parse(source) }
            compare("check, \(name)", count, rounds, to: { events(source.bytes) }) {
                _ = SpecCompiler.compile(source)
            }
            if !compiled.spec.openNumbers.isEmpty {
                measure("solve, \(name)", count, rounds) { _ = SizeSolver.solve(compiled.spec) }
            }
        }
    }

    private static func short(rounds: Int) {
        let sources = (0..<1000).map { SourceFile(path: "short", text: shortSpec(named: "Net\($0)")) }
        compare("check, 1,000 specs of 23 lines", 1_000, rounds, to: { for source in sources { events(source.bytes) } })
        {
            // Like `strata check`, which reads a line that appears in several specs only once.
            let lines = ReadLines()
            for source in sources { _ = SpecCompiler.compile(source, lines: lines) }
        }
    }

    private static func question(rounds: Int) {
        let source = SourceFile(
            path: "question",
            text: "model: A\ninput: 224x224x3\nbody:\n  - \"? conv, 64, /?, pad ?\"\n  - expect 7x7x64\n")
        let spec = SpecCompiler.compile(source).spec
        measure("solve, 224 to 7 by one layer", 1, rounds) { _ = SizeSolver.solve(spec) }
    }

    /// Reads YAML with libyaml and discards the result: the minimum cost of reading a spec.
    private static func events(_ bytes: [UInt8]) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return }
        defer { yaml_parser_delete(&parser) }
        bytes.withUnsafeBufferPointer { bytes in
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            var event = yaml_event_t()
            while yaml_parser_parse(&parser, &event) == 1 {
                defer { yaml_event_delete(&event) }
                if event.type == YAML_STREAM_END_EVENT { break }
            }
        }
    }

    /// Times each stage on its own.
    private static func stages(_ source: SourceFile, rounds: Int) {
        let (document, _) = YAMLParser.parse(source)
        let spec = SpecReader.read(document).spec
        let network = SizeInference.infer(spec).network
        let count = spec.layerCount ?? 0
        measure("stage: read the tree", count, rounds) { _ = YAMLParser.parse(source) }
        measure("stage: read the spec", count, rounds) { _ = SpecReader.read(document) }
        measure("stage: infer sizes", count, rounds) { _ = SizeInference.infer(spec) }
        measure("stage: lint", count, rounds) { _ = network.map(Linter.lint) }
        measure("all stages", count, rounds) { _ = SpecCompiler.compile(untried: source) }
    }

    /// Recompiles after each of many small changes, as a language server does while somebody types.
    private static func keystrokes(in source: SourceFile, count: Int) {
        let digits = source.bytes.indices.filter { source.bytes[$0] == UInt8(ascii: "3") }
        var bytes = source.bytes
        let lines = ReadLines()
        var times: [Double] = []
        for stroke in 0..<count {
            let place = digits[(stroke + 1) * 7_919 % digits.count]
            bytes[place] = UInt8(ascii: stroke % 2 == 0 ? "5" : "3")
            let changed = SourceFile(path: source.path, bytes: bytes)
            times.append(time { _ = SpecCompiler.compile(untried: changed, lines: lines) })
        }
        times.sort()
        print(
            StrataBenchmark.pad("a keystroke", 32), StrataBenchmark.pad(source.lineStarts.count, 6), "lines   median",
            StrataBenchmark.pad(times[count / 2]), "ms  min", StrataBenchmark.pad(times[0]), "ms  p99",
            StrataBenchmark.pad(times[count * 99 / 100]), "ms")
    }

    private static func measure(_ name: String, _ layers: Int, _ rounds: Int, _ work: () -> Void) {
        work()
        let times = (0..<rounds).map { _ in time(work) }.sorted()
        print(
            StrataBenchmark.pad(name, 32), StrataBenchmark.pad(layers, 6), "layers  median",
            StrataBenchmark.pad(times[times.count / 2]), "ms  min", StrataBenchmark.pad(times[0]), "ms")
    }

    /// Times the compiler's work and libyaml's alternately, so that other activity on the machine affects both alike.
    private static func compare(
        _ name: String, _ layers: Int, _ rounds: Int, to events: () -> Void, _ work: () -> Void
    ) {
        work()
        let times = (0..<rounds).map { _ in (events: time(events), work: time(work)) }
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        print(
            StrataBenchmark.pad(name, 32), StrataBenchmark.pad(layers, 6), "layers  median",
            StrataBenchmark.pad(median(times.map(\.work))), "ms  min",
            StrataBenchmark.pad(times.map(\.work).min() ?? 0), "ms, libyaml's events alone median",
            StrataBenchmark.pad(median(times.map(\.events))), "ms:",
            StrataBenchmark.pad(median(times.map { $0.work / $0.events })), "times")
    }

    /// Returns the CPU time of `work` in milliseconds.
    private static func time(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
        }
        let start = now()
        work()
        return now() - start
    }

    /// Convolutions, with a pooling after each quarter. The linter reports something for each 5x5 one of the default
    /// stem.
    private static func spec(_ layers: Int, input: String, stem: String = "5x5 conv, 32, pad 2") -> String {
        let lines = (0..<layers).map { index in
            index % (layers / 4) == layers / 4 - 1
                ? "  - 2x2 max pool" : "  - \(index % 5 == 0 ? stem : "3x3 conv, 32, pad 1"), relu"
        }
        return "model: Long\ninput: \(input)\nbody:\n" + lines.joined(separator: "\n") + "\nhead:\n  - fc 10\n"
    }

    /// LeNet-5 (LeCun et al., 1998) and its training, in 23 lines.
    private static func shortSpec(named name: String) -> String {
        """
        # LeNet-5 with today's usual parts: ReLU and max pooling.
        model: \(name)
        input: 28x28x1

        body:
          - 5x5 conv, 6, pad 2, relu
          - 2x2 max pool
          - 5x5 conv, 16, relu
          - 2x2 max pool
          - expect 5x5x16

        head:
          - mlp 120-84, relu
          - fc 10

        train:
          data: fashion-mnist
          epochs: 5
          batch: 32
          optimizer: adamw, rate 4e-3, decay 0.1
          schedule: cosine, warmup 0.5 epochs
          seed: 1

        """
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
