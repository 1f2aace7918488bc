import SpecCompiler
import TestSupport
import Testing

/// Whatever the bytes, there is no trap, the findings are the same every time, and each is inside the file and on
/// character boundaries.
@Suite struct RobustnessTests {
    static let corpus = Repository.specs + Mistakes.all

    @Test(arguments: corpus)
    func findingsHaveRangesInTheirFile(_ file: TextFile) {
        check(Array(file.text.utf8))
    }

    @Test(.slow, arguments: Array(corpus.enumerated()).map { Seeded(seed: UInt64($0.offset), file: $0.element) })
    func findingsOfMutatedSpecsHaveRangesInTheirFile(_ seeded: Seeded) {
        var generator = SeededGenerator(seed: seeded.seed)
        let bytes = Array(seeded.file.text.utf8)
        // The specs of whole networks are long: a mutation reaches fewer kinds of lines, and each compilation takes
        // longer.
        let count = bytes.count > 1000 ? 30 : 100
        for _ in 0..<count * Effort.factor { check(Mutation.mutate(bytes, using: &generator)) }
    }

    @Test func findingsOfNoiseHaveRangesInTheirFile() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<500 { check((0..<generator.pick(0...80)).map { _ in UInt8(generator.pick(0...255)) }) }
    }

    struct Seeded: Sendable, CustomStringConvertible {
        let seed: UInt64
        let file: TextFile
        var description: String { "\(file.path), seed \(seed)" }
    }

    private func check(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let source = SourceFile(path: "test", bytes: bytes)
        let compilation = SpecCompiler.compile(source)
        let findings = compilation.diagnostics
        let places = findings.flatMap { finding in
            [finding.span] + finding.notes.map(\.span) + finding.fixes.flatMap(\.edits).map(\.span)
        }
        for place in places where !isSound(place, in: bytes) {
            Issue.record("\(place) in \(bytes)", sourceLocation: sourceLocation)
        }
        if SpecCompiler.compile(source).diagnostics != findings {
            Issue.record("other findings in a second run of \(bytes)", sourceLocation: sourceLocation)
        }
        if !findings.hasErrors, compilation.accepted == nil {
            Issue.record("neither accepted nor rejected: \(bytes)", sourceLocation: sourceLocation)
        }
    }

    private func isSound(_ span: Span, in bytes: [UInt8]) -> Bool {
        guard span.start >= 0, span.start <= span.end, span.end <= bytes.count else { return false }
        // In a file that isn't UTF-8, any byte may be the invalid one.
        guard String(validating: bytes, as: UTF8.self) != nil else { return true }
        func isBorder(_ index: Int) -> Bool { index == bytes.count || bytes[index] & 0xC0 != 0x80 }
        return isBorder(span.start) && isBorder(span.end)
    }
}
