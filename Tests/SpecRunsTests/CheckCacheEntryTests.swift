import SpecCompiler
import TestSupport
import Testing

@testable import SpecRuns

/// What a cache entry says is what was said to it.
@Suite struct CheckCacheEntryTests {
    @Test(arguments: Mistakes.all)
    func everyFindingIsReadAsItWasWritten(_ mistake: TextFile) throws {
        for text in [mistake.text, MarkedSpec(mistake.text).text] {
            let source = SourceFile(path: mistake.path, text: text)
            for compilation in [SpecCompiler.compile(source), SpecCompiler.compile(untried: source)] {
                let entry = CheckCacheEntry(
                    spec: .init(source), includes: [], sources: [], project: nil, findings: compilation.diagnostics)
                let read = try #require(CheckCacheEntry(entry.bytes))
                #expect(read.findings == compilation.diagnostics)
                #expect(read == entry)
            }
        }
    }

    @Test func theFilesAreReadAsTheyWereWhateverTheyHold() throws {
        let bytes: [[UInt8]] = [[], [0x0A], [0xFF, 0x00, 0x0A, 0x7B], Array("{}\n".utf8)]
        let files = bytes.enumerated().map { SourceFile(path: "\($0)\n\"", bytes: $1) }
        let entry = CheckCacheEntry(
            spec: .init(files[0]),
            includes: [
                .init("a", .file(files[1])), .init("b", .problem("can't be found")), .init("c", .file(files[2])),
            ],
            sources: ["c", "a"], project: .init(files[3]), findings: [])
        #expect(try #require(CheckCacheEntry(entry.bytes)) == entry)
        for length in 0..<entry.bytes.count { #expect(CheckCacheEntry(Array(entry.bytes.prefix(length))) == nil) }
    }

    @Test func aDamagedEntryIsNeverMoreThanNone() {
        var generator = SeededGenerator(seed: 7)
        let source = SourceFile(path: "a", text: "model: A\ninput: 8x8x1\nbody:\n  - 3x3 cnv, 2\n")
        let entry = CheckCacheEntry(
            spec: .init(source), includes: [], sources: [], project: nil,
            findings: SpecCompiler.compile(source).diagnostics)
        for _ in 0..<2000 { _ = CheckCacheEntry(Mutation.mutate(entry.bytes, using: &generator)) }
    }
}
