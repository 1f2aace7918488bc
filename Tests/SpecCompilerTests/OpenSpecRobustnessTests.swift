import SpecCompiler
import TestSupport
import Testing

/// Whatever numbers a spec leaves open, there is no trap, the answers are the same every time, and a partial list is
/// never presented as complete.
@Suite struct OpenSpecRobustnessTests {
    struct Seeded: Sendable, CustomStringConvertible {
        let seed: UInt64
        let file: TextFile
        var description: String { "\(file.path), seed \(seed)" }
    }

    static let files = RobustnessTests.corpus.enumerated().map {
        Seeded(seed: UInt64($0.offset) + 300, file: $0.element)
    }

    private static let bounds: SearchBounds = {
        var bounds = SearchBounds()
        bounds.work = 2000
        bounds.answers = 20
        return bounds
    }()

    @Test(arguments: files)
    func numbersLeftOpenNeverTrap(_ seeded: Seeded) {
        var generator = SeededGenerator(seed: seeded.seed)
        for round in 0..<4 * Effort.factor {
            var bytes = Array(MarkedSpec(seeded.file.text).text.utf8)
            for _ in 0..<generator.pick(1...4) { Self.leaveOpen(&bytes, using: &generator) }
            if round % 2 == 1 { bytes = Mutation.mutate(bytes, using: &generator) }
            check(bytes)
        }
    }

    /// The test above only checks readable specs, so most of them must be.
    @Test func mostSpecsWithANumberLeftOpenAreReadable() {
        var generator = SeededGenerator(seed: 300)
        let specs = Repository.specs
        let readable = specs.count { file in
            (0..<5).contains { _ in
                var bytes = Array(file.text.utf8)
                Self.leaveOpen(&bytes, using: &generator)
                let spec = SpecReader.read(YAMLParser.parse(SourceFile(path: "test", bytes: bytes)).document).spec
                return spec.isReadable && !spec.openNumbers.isEmpty
            }
        }
        #expect(readable > specs.count / 2)
    }

    /// Replaces a number by `?`.
    private static func leaveOpen(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        let digits = bytes.indices.filter { isDigit(bytes[$0]) }
        guard !digits.isEmpty else { return }
        var (start, end) = (generator.pick(digits), 0)
        while start > 0, isDigit(bytes[start - 1]) { start -= 1 }
        end = start
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        bytes.replaceSubrange(start..<end, with: Array("?".utf8))
    }

    private func check(_ bytes: [UInt8]) {
        let source = SourceFile(path: "test", bytes: bytes)
        let compilation = SpecCompiler.compile(source)
        let text = String(decoding: bytes, as: UTF8.self)
        if compilation.accepted == nil, !compilation.diagnostics.hasErrors {
            Issue.record("neither accepted nor rejected: \(text)")
        }
        let spec = compilation.spec
        guard spec.isReadable, !spec.openNumbers.isEmpty,
            !compilation.diagnostics.contains(where: { $0.rule.name == "yaml-syntax" })
        else { return }
        let solution = SizeSolver.solve(spec, bounds: Self.bounds)
        _ = OpenSizes(SpecGraph(spec), solution)
        if solution.isImpossible, compilation.accepted != nil { Issue.record("accepted and impossible: \(text)") }
        if let only = solution.only, compilation.diagnostics.filter({ $0.severity == .error }).isEmpty {
            let edits = spec.edits(filling: only, in: source)
            #expect(SpecCompiler.compile(source.applying(edits)).accepted != nil, "\(text)")
        }
        for edit in spec.edits(filling: Dictionary(uniqueKeysWithValues: spec.openNumbers.map { ($0, 3) }), in: source)
        {
            let written = edit.span.start <= edit.span.end && edit.span.end <= bytes.count
            #expect(written, "\(text)")
            if edit.span.length > 0 { #expect(source.text(at: edit.span).contains("?"), "\(edit) in \(text)") }
        }
    }
}
