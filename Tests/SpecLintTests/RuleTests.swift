import SpecCompiler
import TestSupport
import Testing

/// The laws of the catalog of rules, of which each is documented by an example that it fires on and a better one.
@Suite struct RuleTests {
    private static func compile(_ text: String) -> SpecCompiler.Compilation {
        SpecCompiler.compile(SourceFile(path: "test", text: RulePage.spec(text)))
    }

    @Test(arguments: RulePage.all.map(\.name))
    func everyRuleIsDocumented(_ name: String) throws {
        let page = try #require(RulePage.named(name))
        #expect(page.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        for (field, sentence) in [("summary", page.summary), ("reason", page.reason)] {
            let isSentence = sentence.hasSuffix(".") && sentence.first?.isLowercase != true
            #expect(isSentence, "\(name): `\(field)` has to be whole sentences")
        }
        #expect(!page.source.isEmpty, "\(name): `source` has to say where its claim can be read")
        #expect((page.group == .advice) <= (page.severity == .advice))
    }

    @Test func noTwoRulesHaveOneName() {
        #expect(Set(RulePage.all.map(\.name)).count == RulePage.all.count)
    }

    /// What is only found beside a compilation: by the formatter.
    private static let elsewhere = ["not-formatted"]

    @Test(arguments: RulePage.all.map(\.name).filter { !elsewhere.contains($0) })
    func anExampleIsFoundByItsRuleAndNoOther(_ name: String) throws {
        let page = try #require(RulePage.named(name))
        let findings = Self.compile(page.example).diagnostics
        // Where the text is too deep, what is left of it is nothing that a body can be.
        let others = Set(findings.map(\.rule.name)).subtracting([name])
        #expect(others.isEmpty || name == "document-limit")
        #expect(findings.contains { $0.rule.name == name }, "\(name): the rule has to find something in its `example`")
        #expect(findings.allSatisfy { $0.severity == page.severity })
    }

    @Test(arguments: RulePage.all.map(\.name))
    func aBetterExampleHasNoFindings(_ name: String) throws {
        let page = try #require(RulePage.named(name))
        #expect(Self.compile(page.better).diagnostics.map(\.message) == [])
    }

    @Test(arguments: RulePage.all.map(\.name).filter { !elsewhere.contains($0) })
    func whatAnExampleIsOfferedMendsIt(_ name: String) throws {
        let compilation = Self.compile(try #require(RulePage.named(name)).example)
        for finding in compilation.diagnostics {
            for fix in finding.fixes {
                let rest = Self.compile(
                    String(decoding: compilation.source.applying(fix.edits).bytes, as: UTF8.self)
                ).diagnostics
                #expect(!rest.contains { $0.rule.name == name }, "\(fix.title)")
            }
        }
    }

    /// Whatever any room reports, `strata explain` knows.
    @Test(arguments: Mistakes.all)
    func whatIsFoundIsDocumented(_ mistake: TextFile) throws {
        for finding in SpecCompiler.compile(SourceFile(path: "test", text: MarkedSpec(mistake.text).text)).diagnostics {
            let page = try #require(RulePage.of(finding.rule), "\(finding.rule)")
            #expect(page.severity == finding.severity, "\(finding.rule)")
        }
    }

    /// The names that stand in the sources, behind a severity.
    @Test(arguments: Repository.files(in: "Sources", suffix: ".swift"))
    func whatCanBeReportedIsDocumented(_ file: TextFile) {
        for match in file.text.matches(of: /\.(?:error|warning|advice), "([a-z-]+)"/) {
            #expect(RulePage.named(String(match.1)) != nil, "\(match.1)")
        }
    }

    /// A spec of the zoo is a published network: what a rule above advice says of one is allowed in the spec, or explained.
    @Test(arguments: Repository.specs)
    func publishedNetworksAreOnlyAdvised(_ spec: TextFile) {
        let findings = SpecCompiler.compile(SourceFile(path: spec.path, text: spec.text)).diagnostics
        #expect(findings.filter { $0.severity > .advice }.map(\.message) == [])
    }

    @Test(arguments: ["784", "28x28x1"])
    func samplesFitAsAnImageOrAsOneVector(_ input: String) {
        let text = "input: \(input)\nbody:\n  - fc 64, relu\n  - fc 10\ntrain:\n  data: fashion-mnist\n"
        #expect(Self.compile(text).diagnostics.filter { $0.severity > .advice } == [])
    }

    @Test func aNetworkWithoutDataHasNoClassesToMiss() {
        let text = "input: 7\nbody:\n  - fc 5, relu\n  - fc 3\ntrain:\n  epochs: 2\n"
        #expect(Self.compile(text).diagnostics.filter { $0.severity > .advice } == [])
    }
}

private func <= (left: Bool, right: Bool) -> Bool { !left || right }
