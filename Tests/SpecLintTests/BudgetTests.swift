import SpecCompiler
import TestSupport
import Testing

/// A `budget`: how its limits are written, and what they are held to.
@Suite struct BudgetTests {
    /// Two layers of 3x3 and 1x1 windows over an 8x8 image; every figure of it can be worked out by hand.
    private static func findings(budget: String, batch: Int = 16, optimizer: String = "sgd, rate 0.1") -> [Diagnostic] {
        let text = """
            model: A
            input: 8x8x1
            budget: {\(budget)}
            body:
              - 3x3 conv, 4, pad 1
            head:
              - flatten
              - fc 10
            train:
              data: idx digits, classes 10
              batch: \(batch)
              optimizer: \(optimizer)
            """
        return SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
            .filter { $0.severity > .advice }
    }

    /// 3 * 3 * 4 + 4 weights of the convolution, 256 * 10 + 10 of the last layer.
    static let parameters = 40 + 2570
    /// 8 * 8 * 4 places times 9 weights, and 2560.
    static let multiplyAccumulates = 2304 + 2560

    @Test(arguments: [
        ("2610", true), ("2609", false), ("2.61k", true), ("2.609k", false), ("2k", false), ("0.00261M", true),
        ("1M", true),
        ("2G", true), ("3B", true), ("2.6 k", false), ("3 k", true),
    ])
    func aCountIsWrittenAsPeopleDo(_ limit: String, _ fits: Bool) {
        #expect(Self.findings(budget: "parameters: \(limit)").map(\.rule.name) == (fits ? [] : ["budget"]))
    }

    @Test func bothCostsAreHeldExactly() throws {
        #expect(Self.findings(budget: "parameters: \(Self.parameters), macs: \(Self.multiplyAccumulates)") == [])
        let finding = try #require(Self.findings(budget: "macs: 4.863k").first)
        #expect(
            finding.message == "the network has 4,864 multiply-accumulates, 1 more than its budget of 4,863")
        #expect(finding.notes.map(\.message) == ["fc1 has the most of them, 2,560"])
    }

    /// Answering takes the parameters and, at most at once, the first layer's output and what comes of flattening it.
    static let inference = 4 * (parameters + 256 + 256)

    @Test(arguments: [
        ("\(inference)B", true), ("\(inference - 1)B", false), ("12.488kB", true), ("12.487kB", false),
        ("12.2KiB", true),
        ("12KiB", false), ("0.0125MB", true), ("1.5 GiB", true), ("1GB", true), ("0.5MiB", true),
    ])
    func aSizeOfMemoryIsWrittenAsPeopleDo(_ limit: String, _ fits: Bool) {
        #expect(Self.findings(budget: "inference memory: \(limit)").map(\.rule.name) == (fits ? [] : ["memory-budget"]))
    }

    @Test(arguments: [
        "parameters: 0", "parameters: -3", "parameters: 2MB", "parameters: 1.5.2k", "parameters: .5M",
        "parameters: 5.M",
        "parameters: 2m", "parameters: many", "parameters: [1]", "macs: 1e9", "parameters: 99999999999999999999",
        "inference memory: 512", "inference memory: 2M", "training memory: 1.5 gib", "training memory: 1TB",
        "training memory: MB",
    ])
    func whatIsNoCountIsSaid(_ limit: String) throws {
        let finding = try #require(Self.findings(budget: limit).first)
        #expect(finding.rule.name == "wrong-type")
        let isMemory = limit.contains("memory")
        #expect(finding.help?.contains(isMemory ? "`512MB`" : "`1.5M`") == true)
    }

    @Test func anUnknownLimitIsAnsweredWithTheClosest() throws {
        let finding = try #require(Self.findings(budget: "parameter: 2k").first)
        #expect(finding.rule.name == "unknown-key")
        #expect(finding.help == "did you mean `parameters`?")
    }

    /// What an optimizer keeps for each parameter beside it and its gradient.
    static let kept = [("sgd, momentum 0", 0), ("sgd", 1), ("adamw", 2)]

    /// A step takes the parameters, their gradients and the optimizer's state, and of every sample the image, the maps and the answer.
    private static func training(kept: Int, batch: Int) -> Int {
        4 * ((2 + kept) * parameters + batch * (64 + 256 + 256 + 10))
    }

    @Test(arguments: kept, [1, 16, 100])
    func trainingIsEstimatedFromTheOptimizerAndTheBatch(_ optimizer: (text: String, kept: Int), _ batch: Int) throws {
        let bytes = Self.training(kept: optimizer.kept, batch: batch)
        func findings(_ limit: Int) -> [Diagnostic] {
            Self.findings(budget: "training memory: \(limit)B", batch: batch, optimizer: optimizer.text)
        }
        #expect(findings(bytes) == [])
        let finding = try #require(findings(bytes - 1).first)
        #expect(finding.rule.name == "memory-budget" && finding.severity == .warning)
        #expect(
            finding.help
                == (batch > 1
                    ? "a batch of \(batch - 1) is the largest that fits"
                    : "even a batch of one is too large: make the network smaller"))
    }
}
