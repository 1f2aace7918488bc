import SpecCompiler
import TestSupport
import Testing

/// Remembered lines only save time: the result of a compilation is the same.
@Suite struct ReadLinesTests {
    /// Simulates editing: after each edit, the spec is compiled with the lines remembered from all earlier texts,
    /// including those of other specs and other blocks.
    @Test(.slow, arguments: [1, 2, 3] as [UInt64])
    func aCompilationIsTheSameWithAndWithoutThem(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let lines = ReadLines()
        for file in Repository.specs + Mistakes.all {
            var bytes = Array(file.text.utf8)
            for _ in 0..<8 * Effort.factor {
                compare(bytes, lines)
                let mutated = Mutation.mutate(bytes, using: &generator)
                // Start over once in a while, before the text is hardly a spec anymore.
                bytes = generator.once(in: 4) ? Array(file.text.utf8) : mutated
            }
        }
    }

    @Test func aLineIsReadAtItsCurrentPlace() {
        let lines = ReadLines()
        let layers = ["3x3 conv, 8, as stem", "relu", "?x? conv, 8", "\"3x3 conv, 8\"", "mlp 4-4, relu", "add stem"]
        for count in 0..<4 {
            let comment = String(repeating: "# comment\n", count: count)
            let body = layers.dropFirst(count).map { "  - \($0)\n" }.joined()
            compare(Array("\(comment)model: A\ninput: 32x32x8\nbody:\n\(body)".utf8), lines)
        }
    }

    /// A block has the name of the first word of a layer, and an option that the layer has too.
    @Test func blocksDoNotChangeWhatALayerMeans() {
        let lines = ReadLines()
        for name in ["max", "batch", "global", "pad"] {
            let spec = """
                model: A
                input: 8x8x2
                define:
                  \(name):
                    given: {pad: 1}
                    layers: ["3x3 conv, 4, pad $pad", 2x2 max pool]
                body: [\(name), "\(name), pad 2", 2x2 max pool, batch norm, "3x3 conv, 4, pad 1", global avg pool]

                """
            compare(Array(spec.utf8), lines)
        }
    }

    private func compare(
        _ bytes: [UInt8], _ lines: ReadLines, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let source = SourceFile(path: "test", bytes: bytes)
        let with = SpecCompiler.compile(untried: source, lines: lines)
        let without = SpecCompiler.compile(untried: source)
        #expect(with.diagnostics == without.diagnostics, "\(source.text)", sourceLocation: sourceLocation)
        #expect(
            with.spec.items.map(ItemText.of) == without.spec.items.map(ItemText.of), "\(source.text)",
            sourceLocation: sourceLocation)
        #expect(
            with.layers.map { "\($0.name) \($0.output)" } == without.layers.map { "\($0.name) \($0.output)" },
            sourceLocation: sourceLocation)
    }
}

/// Everything that was read for an item, including every place.
private enum ItemText {
    static func of(_ item: Item) -> String {
        switch item {
        case .layer(let layer):
            "\(layer.kind) \(layer.name) \(layer.isNamed) \(layer.nameSpan.map { "\($0)" } ?? "") \(layer.span) "
                + "\(layer.unread.sorted()) \(of(layer.arguments))"
        case .stack(let stack):
            "\(stack.title) \(stack.name) \(stack.count) \(stack.span) \(stack.use.map { of($0.arguments) } ?? "") "
                + "[\(stack.items.map(of).joined(separator: "; "))]"
        case .residual(let residual):
            "residual \(residual.name) \(residual.span) [\(residual.items.map(of).joined(separator: "; "))] "
                + "[\(residual.shortcut.items.map(of).joined(separator: "; "))]"
        case .branches(let branches):
            "branches \(branches.name) \(branches.span) \(branches.branches.map { $0.map(of) })"
        case .join(let join): "\(join.kind) \(join.name) \(join.others) \(join.span)"
        case .expectation(let expectation): "expect \(expectation.dimensions) \(expectation.span)"
        case .unknown(let span): "unknown \(span)"
        }
    }

    private static func of(_ arguments: Arguments) -> String {
        let written = arguments.writtenNames.map { "\($0): \(String(describing: arguments.written($0)))" }
        let open = arguments.open.map { "\($0.key): \($0.value)" }
        let expressions = arguments.expressions.map { "\($0.key): \($0.value)" }
        return (written + open + expressions).joined(separator: ", ")
    }
}

extension SourceFile {
    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
