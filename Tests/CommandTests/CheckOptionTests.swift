import Foundation
import TestSupport
import Testing

/// The options of `strata check`.
@Suite struct CheckOptionTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A spec with an error, two warnings, and advice.
    static let spec = """
        model: A
        input: 32x32x3
        body:
          - 3x3 conv, 16, pad 1, relu   # 🙂 stays
          - 4x4 conv, 16, same
          - batch norm                  # kept
          - relu
          - relu
        head:
          - global avg pool
          - fc 11
        train:
          data: fashion-mnist

        """

    private func check(_ options: String...) throws -> Shell.Outcome {
        try folder.write(Self.spec, to: "a.strata.yaml")
        return try Shell.run(Strata.path, ["check"] + options + ["a.strata.yaml"], in: folder.url)
    }

    private func rules(_ options: String...) throws -> Set<String> {
        try folder.write(Self.spec, to: "a.strata.yaml")
        let outcome = try Shell.run(
            Strata.path, ["check", "--format", "concise"] + options + ["a.strata.yaml"], in: folder.url)
        return Set(outcome.output.matches(of: /\[([a-z-]+)\]\n/).map { String($0.1) })
    }

    static let all: Set<String> = [
        "data-size", "class-count", "bias-before-norm", "repeated-activation", "even-kernel", "small-receptive-field",
    ]

    @Test func rulesAreSelectedAndIgnored() throws {
        #expect(try rules() == Self.all)
        #expect(try rules("--select", "class-count,even-kernel") == ["class-count", "even-kernel"])
        #expect(
            try rules("--ignore", "training") == Self.all.subtracting(["data-size", "class-count", "bias-before-norm"]))
        #expect(try rules("--severity", "error") == ["data-size", "class-count"])
    }

    @Test func theClosestRuleIsSuggestedForAnUnknownOne() throws {
        let outcome = try check("--select", "clas-count")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("unknown rule `clas-count`; did you mean `class-count`?"))
    }

    @Test func theExitCodeIsOneOnlyIfErrorsAreShown() throws {
        #expect(try check().code == 1)
        #expect(try check("--ignore", "class-count,data-size").code == 0)
        #expect(try check("--exit-zero").code == 0)
    }

    @Test func statisticsCountTheRules() throws {
        let outcome = try check("--statistics")
        #expect(outcome.code == 1)
        #expect(outcome.output.split(separator: "\n").count == Self.all.count)
        #expect(outcome.output.contains("1  error    class-count "))
    }

    @Test func aDryRunShowsWhatAFixWouldChangeAndChangesNothing() throws {
        let outcome = try check("--fix", "--dry-run")
        #expect(outcome.output.contains("-  - 4x4 conv, 16, same\n+  - 4x4 conv, 16, same, no bias\n"))
        #expect(outcome.errors == "would fix 3 findings in 1 spec\n")
        #expect(
            try String(contentsOf: folder.url.appendingPathComponent("a.strata.yaml"), encoding: .utf8) == Self.spec)
    }

    /// A fix is idempotent, keeps comments, and changes nothing outside itself.
    @Test func aFixedSpecStaysFixed() throws {
        #expect(try check("--fix").code == 0)
        let path = folder.url.appendingPathComponent("a.strata.yaml")
        let fixed = try String(contentsOf: path, encoding: .utf8)
        #expect(
            fixed
                == Self.spec.replacing("32x32x3", with: "28x28x1").replacing("same\n", with: "same, no bias\n")
                .replacing("fc 11", with: "fc 10"))
        _ = try Strata.run("check", "--fix", "a.strata.yaml", in: folder.url)
        #expect(try String(contentsOf: path, encoding: .utf8) == fixed)
    }

    @Test(arguments: [
        ("json", "{"), ("sarif", "{"), ("checkstyle", "<?xml"), ("github", "::error file=a.strata.yaml,line=2"),
    ])
    func findingsAreWrittenInMachineReadableFormats(_ format: String, _ start: String) throws {
        let outcome = try check("--format", format)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains(start))
        if start == "{" { _ = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) }
    }

    @Test func aSARIFResultNamesItsRuleAndPlace() throws {
        struct Log: Decodable {
            struct Run: Decodable {
                struct Tool: Decodable {
                    struct Driver: Decodable { struct Rule: Decodable { var id: String }; var rules: [Rule] };
                    var driver: Driver
                }
                struct Result: Decodable { var ruleId: String; var ruleIndex: Int; var level: String }
                var tool: Tool
                var results: [Result]
            }
            var version: String
            var runs: [Run]
        }
        let log = try JSONDecoder().decode(Log.self, from: Data(try check("--format", "sarif").output.utf8))
        #expect(log.version == "2.1.0")
        let run = try #require(log.runs.first)
        #expect(Set(run.results.map(\.ruleId)) == Self.all)
        for result in run.results { #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId) }
        #expect(Set(run.results.map(\.level)) == ["error", "warning", "note"])
    }

    @Test func standardInputHasAName() throws {
        let file = try folder.write(Self.spec, to: "typed")
        try folder.write("severity: error\n", to: "deep/.strata.yml")
        let shell = try #require(Shell.find("sh"))
        let command = "\"$0\" check - --format concise --stdin-filename deep/a.strata.yaml < '\(file)'"
        let outcome = try Shell.run(shell, ["-c", command, Strata.path], in: folder.url)
        #expect(outcome.output.split(separator: "\n").count == 2)
        #expect(outcome.output.hasPrefix("deep/a.strata.yaml:2:8: error: "))
    }

    @Test func aProjectFileAboveTheSpecSelects() throws {
        try folder.write("ignore: [cost, class-count]\nseverity: error\n", to: ".strata.yml")
        try folder.write(Self.spec, to: "deep/er/a.strata.yaml")
        let outcome = try Strata.run("check", "--format", "concise", "deep", in: folder.url)
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(outcome.output.contains("[data-size]"))
    }

    @Test(arguments: [
        ("severty: error", ":1:1: error: unknown key `severty`; did you mean `severity`?"),
        ("ignore: [large-kernal]", ":1:10: error: unknown rule `large-kernal`; did you mean `large-kernel`?"),
        ("severity: all", ":1:11: error: `severity` must be advice, warning, or error"),
    ])
    func aMistakeInAProjectFileIsReported(_ text: String, _ message: String) throws {
        try folder.write(text + "\n", to: ".strata.yml")
        let outcome = try check()
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(message))
    }

    @Test func everyRuleIsListedAndExplained() throws {
        let rules = try Strata.run("rules")
        #expect(rules.code == 0 && rules.output.contains("bias-before-norm  "))
        let outcome = try Strata.run("explain", "bias-before-norm")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("Ioffe and Szegedy") && outcome.output.contains("conv1 adds a bias"))
        #expect(try Strata.run("explain", "bias-befor-norm").errors.contains("did you mean `bias-before-norm`?"))
    }
}
