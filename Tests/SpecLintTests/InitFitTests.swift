import SpecCompiler
import TestSupport
import Testing

/// The rule `init-fit`, and what `vanishing-gradient` reckons with.
@Suite struct InitFitTests {
    private static func findings(_ rule: String, _ body: String) -> [Diagnostic] {
        let lines = body.split(separator: "|").map { "  - \($0)\n" }.joined()
        let text = "model: A\ninput: 32x32x16\n\(body.contains("define") ? body : "body:\n\(lines)")"
        return compile(text).filter { $0.rule.name == rule }
    }

    private static func compile(_ text: String) -> [Diagnostic] {
        SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
    }

    @Test(arguments: [
        ("3x3 conv, 8, init xavier, relu", "he"), ("3x3 conv, 8, init xavier uniform, relu6", "he uniform"),
        ("3x3 conv, 8, init lecun, leaky relu", "he"), ("fc 8, init lecun uniform|prelu", "he uniform"),
        ("3x3 depthwise conv, init xavier|relu", "he"), ("2x2 transposed conv, 4, init he, tanh", "xavier"),
        ("fc 8, init he uniform, sigmoid", "xavier uniform"), ("mlp 8-6-4, init he, tanh", "xavier"),
        ("conv: {kernel: 3, filters: 8, init: xavier, activation: relu}", "he"),
        ("conv: {kernel: 3, filters: 8, init: xavier uniform}|flatten|relu", "he uniform"),
    ])
    func offersTheOneThatSuits(_ body: String, _ better: String) throws {
        let findings = Self.findings("init-fit", body)
        try #require(findings.count == 1)
        #expect(findings[0].severity == .advice)
        #expect(findings[0].fixes.map { $0.edits.map(\.replacement) } == [[better]])
    }

    @Test(arguments: [
        "3x3 conv, 8, init he, relu", "3x3 conv, 8, init xavier, tanh", "3x3 conv, 8, init lecun, tanh",
        "3x3 conv, 8, relu", "3x3 conv, 8, init default, relu", "3x3 conv, 8, init he",
        // Nobody knows better, or a norm sets the scale.
        "3x3 conv, 8, init xavier, gelu", "3x3 conv, 8, init lecun, silu", "3x3 conv, 8, init he, elu",
        "3x3 conv, 8, init xavier, no bias|batch norm|relu",
    ])
    func isSilentWhereItSuits(_ body: String) { #expect(Self.findings("init-fit", body) == []) }

    @Test func saysWhichLayerAndWhy() throws {
        let finding = try #require(Self.findings("init-fit", "3x3 conv, 8, init xavier, relu").first)
        #expect(finding.message == "conv1 is initialized with `xavier`, but relu follows, for which `he` was derived")
        #expect(finding.help == "write `init he`")
    }

    /// The block's use has the word, and perhaps a reason for it.
    @Test func whatABlockIsGivenIsFoundAtItsLayerAndNotRewritten() throws {
        let text = """
            model: A
            input: 32x32x16
            define:
              unit: {given: {start: }, layers: ["3x3 conv, 8, init $start, relu"]}
            body:
              - unit, start xavier
            """
        let findings = Self.compile(text).filter { $0.rule.name == "init-fit" }
        try #require(findings.count == 1)
        #expect(findings[0].fixes == [])
    }

    // MARK: vanishing-gradient

    /// Nine slopes and, between them, the weights of eight layers of one width: as PyTorch starts, (1/sqrt(3))^8 = 0.012 for
    /// tanh and (1/4)^9 as much for sigmoid; xavier and lecun leave (1/4)^9 = 4e-6, he sqrt(2)^8 = 16 times that.
    @Test(arguments: [
        ("tanh", "about 1e-2"), ("init default, tanh", "about 1e-2"), ("sigmoid", "about 1e-7"),
        ("init xavier, sigmoid", "about 1e-5"), ("init lecun uniform, sigmoid", "about 1e-5"),
        ("init he, sigmoid", "about 1e-4"),
    ])
    func theGradientIsThatOfTheInitialization(_ options: String, _ figure: String) throws {
        let findings = Self.findings("vanishing-gradient", "flatten|mlp 64-64-64-64-64-64-64-64-64, \(options)|fc 10")
        let finding = try #require(findings.first)
        #expect(finding.message.contains(figure), "\(finding.message)")
    }

    /// A tanh passes small values as they are, and xavier's weights keep their scale.
    @Test(arguments: ["init xavier, tanh", "init xavier uniform, tanh", "init lecun, tanh"])
    func aStackThatKeepsItsGradientIsNotReported(_ options: String) {
        #expect(Self.findings("vanishing-gradient", "flatten|mlp 64-64-64-64-64-64, \(options)|fc 10") == [])
    }

    @Test func aStackOfTanhMayBeStartedOtherwise() throws {
        let tanh = try #require(Self.findings("vanishing-gradient", "fc 64, tanh|mlp 64-64-64, tanh").first)
        #expect(tanh.help?.hasPrefix("use `init xavier` or relu instead") == true)
        let sigmoid = try #require(Self.findings("vanishing-gradient", "fc 64, tanh|mlp 64-64-64, sigmoid").first)
        #expect(sigmoid.help?.hasPrefix("use relu instead") == true)
    }
}
