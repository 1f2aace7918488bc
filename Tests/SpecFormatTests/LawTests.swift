import SpecCompiler
import TestSupport
import Testing

/// The laws of formatting, for any spec.
@Suite("Formatting")
struct LawTests {
    @Test("the specs that ship with Strata are formatted", arguments: Repository.specs)
    func shippedSpecsAreFormatted(_ spec: TextFile) {
        #expect(formatted(spec.text) == spec.text, "run: swift run strata format Specs")
    }

    @Test("formatting is idempotent, and changes no network and no finding", arguments: Corpus.all)
    func changesNothing(_ spec: TextFile) {
        expectLaws(spec.text)
    }

    @Test("formatting to longhand changes no network and no finding", arguments: Corpus.all)
    func longhandChangesNothing(_ spec: TextFile) {
        expectLaws(spec.text, form: .longhand)
    }

    @Test("formatting to longhand and back produces the same network, and keeps the comments", arguments: Corpus.right)
    func longhandAndBack(_ spec: TextFile) {
        let longhand = formatted(spec.text, form: .longhand)
        let back = formatted(longhand)
        #expect(
            NetworkText.of(SourceFile(path: "test", text: back))
                == NetworkText.of(SourceFile(path: "test", text: spec.text)))
        #expect(comments(of: back) == comments(of: spec.text))
        #expect(formatted(longhand, form: .longhand) == longhand)
    }

    @Test("a mangled spec is formatted like the original", arguments: Corpus.right)
    func undoesMangling(_ spec: TextFile) {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<3 * Effort.factor {
            let mangled = Mangling.mangle(spec.text, using: &generator)
            #expect(SpecFormatter.format(SourceFile(path: "test", text: mangled)).diagnostics == [])
            #expect(firstDifference(formatted(mangled), formatted(spec.text)) == nil)
        }
    }

    @Test("formatting keeps every comment, in order", arguments: Corpus.right)
    func keepsComments(_ spec: TextFile) {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<3 * Effort.factor {
            let commented = Mangling.comment(spec.text, using: &generator)
            let result = formatted(commented)
            #expect(comments(of: result) == comments(of: commented))
            #expect(firstDifference(formatted(result), result) == nil)
        }
    }

    @Test("formatting keeps the line ends of Windows and a byte-order mark", arguments: Corpus.right)
    func keepsLineEnds(_ spec: TextFile) {
        let text =
            "\u{FEFF}" + spec.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(Array(formatted(text).utf8) == Array(text.utf8))
    }

    struct Seeded: Sendable, CustomStringConvertible {
        let seed: UInt64
        let file: TextFile
        var description: String { "\(file.path), seed \(seed)" }
    }

    @Test(
        "formatting mutated specs never traps, is idempotent, and changes no network and no finding",
        arguments: Array(Corpus.all.enumerated()).map { Seeded(seed: UInt64($0.offset), file: $0.element) })
    func mutations(_ seeded: Seeded) {
        var generator = SeededGenerator(seed: seeded.seed)
        let bytes = Array(seeded.file.text.utf8)
        for round in 0..<3 * Effort.factor {
            let mutated = Mutation.mutate(bytes, using: &generator)
            let source = SourceFile(path: "test", bytes: mutated)
            let form: SpecFormatter.Form = round % 4 == 0 ? .longhand : .notation
            let outcome = SpecFormatter.format(source, form: form)
            guard outcome.isChanged else {
                #expect(outcome.bytes == mutated)
                continue
            }
            let text = String(decoding: mutated, as: UTF8.self)
            expectLaws(text, form: form)
        }
    }

    @Test("formatting noise never traps")
    func noise() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<300 * Effort.factor {
            let bytes = (0..<generator.pick(0...80)).map { _ in UInt8(generator.pick(0...255)) }
            _ = SpecFormatter.format(SourceFile(path: "test", bytes: bytes))
        }
    }
}
