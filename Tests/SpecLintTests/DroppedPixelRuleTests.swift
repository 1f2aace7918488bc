import SpecCompiler
import TestSupport
import Testing

/// The rule `dropped-pixels`.
@Suite struct DroppedPixelRuleTests {
    private static func findings(_ layer: String, input: String = "224x224x3") -> [Diagnostic] {
        let text = "model: A\ninput: \(input)\nbody:\n  - \(layer)\n"
        return SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
            .filter { $0.rule.name == "dropped-pixels" }
    }

    @Test func saysWhatIsLostAndWhyAndWhatWouldLoseNothing() throws {
        let finding = try #require(Self.findings("7x7 conv, 96, /2").first)
        #expect(finding.severity == .advice)
        #expect(finding.rule.name == "dropped-pixels")
        #expect(
            finding.message == """
                conv1 never sees the last row and column of its 224x224x3 input: the last of its 109 windows ends at \
                108 * 2 + 7 = 223
                """)
        #expect(finding.help == "nothing is lost with `pad 0-1`, or if the input of conv1 is 223x223 or 225x225")
    }

    @Test func tellsRowsFromColumns() throws {
        let finding = try #require(Self.findings("3x2 max pool", input: "8x9x1").first)
        #expect(
            finding.message == """
                pool1 never sees the last 2 rows and column of its 8x9x1 input: of the rows the last of its 2 windows ends \
                at 1 * 3 + 3 = 6, of the columns the last of its 4 windows ends at 3 * 2 + 2 = 8
                """)
        #expect(finding.help == "nothing is lost with `ceil` or `pad 0-1`, or if the input of pool1 is 6x8 or 9x10")
    }

    @Test(arguments: [
        "1x1 conv, 8, /2", "7x7 conv, 8, /2, pad 3", "3x3 max pool, /2, ceil", "3x3 conv, 8, /2, same",
        "global avg pool", "crop 3", "2x2 max pool",
    ])
    func isSilentWherePaddingIsAllThatIsLost(_ layer: String) {
        #expect(Self.findings(layer) == [])
    }

    /// Each size and each option that a finding offers is taken at its word.
    @Test func whatIsOfferedLosesNothing() throws {
        var generator = SeededGenerator(seed: 8)
        var offered = 0
        for _ in 0..<1500 {
            let (kernel, stride) = (generator.pick(1...5), generator.pick(1...5))
            let isPooling = generator.once(in: 2)
            let pad = generator.pick(0...(isPooling ? kernel - 1 : 3))
            func layer(_ option: String) -> String {
                isPooling ? "\(kernel) max pool, /\(stride), \(option)" : "\(kernel) conv, 4, /\(stride), \(option)"
            }
            let (height, width) = (generator.pick(4...30), generator.pick(4...30))
            let findings = Self.findings(layer("pad \(pad)"), input: "\(height)x\(width)x1")
            guard !findings.hasErrors, let help = findings.first?.help else { continue }
            for size in help.matches(of: /(?:of|or) (\d+x\d+)/).map(\.1) {
                offered += 1
                #expect(Self.findings(layer("pad \(pad)"), input: "\(size)x1") == [], "\(layer("pad \(pad)")): \(help)")
            }
            for option in help.matches(of: /`([^`]+)`/).map(\.1) {
                offered += 1
                let line = layer(option == "ceil" ? "pad \(pad), ceil" : String(option))
                #expect(Self.findings(line, input: "\(height)x\(width)x1") == [], "\(line): \(help)")
            }
        }
        #expect(offered > 300)
    }

    @Test func aLayerOfABlockIsReportedOnce() {
        let text = """
            model: A
            input: 41x41x1
            define:
              half:
                layers:
                  - 2x2 max pool
            body:
              - half
                repeat: 2
              - half
            """
            .replacing("  - half\n    repeat: 2", with: "  - half: {}\n    repeat: 2")
        let findings = SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
            .filter { $0.rule.name == "dropped-pixels" }
        #expect(findings.map(\.rule.name) == ["dropped-pixels"])
    }
}
