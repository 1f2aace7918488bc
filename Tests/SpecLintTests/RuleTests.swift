import SpecCompiler
import Testing

/// The rules' laws.
@Suite struct RuleTests {
    @Test func everyRuleIsDocumented() {
        for rule in LintRule.all {
            #expect(rule.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(rule.name)")
            #expect(rule.summary.hasSuffix("."), "\(rule.name)")
            #expect(rule.reason.hasSuffix("."), "\(rule.name)")
            #expect(!rule.source.isEmpty, "\(rule.name)")
        }
        #expect(Set(LintRule.all.map(\.name)).count == LintRule.all.count)
    }

    @Test func aRuleReportsUnderItsOwnName() throws {
        let text = "model: A\ninput: 32x32x3\nbody:\n  - fc 9\ntrain:\n  data: fashion-mnist\n"
        let network = try #require(SpecCompiler.compile(SourceFile(path: "test", text: text)).network)
        for rule in LintRule.all { #expect(rule.check(network).allSatisfy { $0.rule == rule.name }) }
        #expect(Linter.lint(network).map(\.rule) == ["class-count", "data-size"])
    }

    @Test(arguments: ["784", "28x28x1"])
    func samplesFitAsAnImageOrAsOneVector(_ input: String) {
        let text = "model: A\ninput: \(input)\nbody:\n  - fc 10\ntrain:\n  data: fashion-mnist\n"
        #expect(SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics == [])
    }

    @Test func aNetworkWithoutDataHasNoClassesToMiss() {
        let text = "model: A\ninput: 7\nbody:\n  - fc 3\ntrain:\n  epochs: 2\n"
        #expect(SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics == [])
    }
}
