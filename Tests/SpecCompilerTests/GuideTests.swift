import SpecCompiler
import TestSupport
import Testing

/// The code of the library's guide, `CompilingASpec.md`.
@Suite struct GuideTests {
    private let spec = "model: Net\ninput: 28x28x1\nbody:\n  - 5x5 conv, 6, relu\n  - 2x2 max pol\nhead:\n- fc 10\n"

    @Test func theGuideShowsTheCodeOfThisFile() {
        let guide = MarkdownPage(Repository.text(of: "Sources/SpecCompiler/SpecCompiler.docc/CompilingASpec.md"))
        let code = Repository.text(of: "Tests/SpecCompilerTests/GuideTests.swift")
        let blocks = guide.blocks.filter { $0.language == "swift" }
        #expect(blocks.count == 4)
        for block in blocks { #expect(code.contains(block.text), "\(block.line): \(block.text)") }
    }

    @Test func findingsHaveAPlaceAndARule() throws {
        let finding = try #require(findings(in: spec).first)
        #expect(finding.hasPrefix("5:"))
        #expect(finding.contains(": error: ") && finding.hasSuffix("[unknown-word]"))
    }

    @Test func aSpecIsFixed() {
        #expect(fixed(spec) == spec.replacing("pol", with: "pool"))
    }

    @Test func sizesAreThoseOfTheNetwork() {
        #expect(sizes(of: spec) == [])
        #expect(sizes(of: fixed(spec)) == ["conv1 24x24x6 156", "pool1 12x12x6 0", "fc1 10 8650"])
    }

    @Test func aSpecIsFormattedAndGenerated() throws {
        #expect(formatted(spec) == spec.replacing("\n- fc", with: "\n  - fc"))
        #expect(try swiftSource(of: spec) == nil)
        #expect(try #require(try swiftSource(of: fixed(spec))).contains("net.conv(\"conv1\", kernel: 5, filters: 6"))
    }
}

func findings(in text: String) -> [String] {
    let source = SourceFile(path: "net.strata.yaml", text: text)
    return SpecCompiler.compile(source).diagnostics.map { finding in
        let place = source.position(at: finding.span.start)
        return "\(place.line):\(place.column): \(finding.severity): \(finding.message) [\(finding.rule.name)]"
    }
}

func fixed(_ text: String) -> String {
    let source = SourceFile(path: "net.strata.yaml", text: text)
    let outcome = FixAll.fixing(source) { SpecCompiler.compile($0).diagnostics }
    return String(decoding: outcome.source.bytes, as: UTF8.self)
}

func sizes(of text: String) -> [String] {
    let compilation = SpecCompiler.compile(SourceFile(path: "net.strata.yaml", text: text))
    guard let network = compilation.accepted else { return [] }
    return network.layers.map { "\($0.name) \($0.output) \($0.cost.parameters)" }
}

func formatted(_ text: String) -> String {
    let outcome = SpecFormatter.format(SourceFile(path: "net.strata.yaml", text: text))
    return String(decoding: outcome.bytes, as: UTF8.self)
}

func swiftSource(of text: String) throws -> String? {
    let compilation = SpecCompiler.compile(SourceFile(path: "net.strata.yaml", text: text))
    guard let network = compilation.accepted else { return nil }
    let target = SwiftTarget(.source(SourceOptions(), isSigned: false))
    return try target.files(for: Export(network, specPath: "net.strata.yaml")).first?.text
}
