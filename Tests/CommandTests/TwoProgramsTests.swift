import Foundation
import TestSupport
import Testing

/// `strata` and `strata-generate` have the same commands: the same specs and options give the same output, the same exit
/// code and the same files.
@Suite struct TwoProgramsTests {
    /// What one program does with a folder of files.
    private struct Outcome: Equatable {
        var code: Int32
        var output: String
        var errors: String
        var files: [String: String]
    }

    private static let generator = Shell.buildFolder.appendingPathComponent("strata-generate").path

    /// An error, two warnings and advice, of which some can be fixed.
    private static let faulty = CheckOptionTests.spec
    private static let unformatted =
        "model:   A\ninput: 8x8x1\nbody:\n    - conv: {kernel: 3x3, filters: 2}\n    - relu\n"
    private static let blocks = "define:\n  twice:\n    layers:\n      - 3x3 conv, 2, relu\n      - 3x3 conv, 2, relu\n"
    private static let including =
        "model: Including\ninput: 8x8x1\ninclude: blocks.strata.yaml\nbody:\n  - twice\nhead:\n  - fc 3\n"

    private static let files = [
        "faulty.strata.yaml": faulty, "clean.strata.yaml": Strata.clean, "mistaken.strata.yaml": Strata.mistaken,
        "unformatted.strata.yaml": unformatted, "broken.strata.yaml": "model: [\n",
        "nets/including.strata.yaml": including, "nets/blocks.strata.yaml": blocks,
        "nets/strata-generate.yaml": "access: public\nnames:\n  including: Renamed\n",
        "empty/readme": "", "project/.strata.yml": "ignore: [cost, class-count]\nseverity: warning\n",
        "project/faulty.strata.yaml": faulty, "budget/.strata.yml": "budget: {parameters: 10}\n",
        "budget/clean.strata.yaml": Strata.clean, "bad/.strata.yml": "severty: error\n",
        "bad/clean.strata.yaml": Strata.clean, "edited/clean.strata.yaml": Strata.clean,
        "edited/clean.strata.swift": "// mine\n",
    ]

    private func run(_ program: String, _ steps: [String]) throws -> [Outcome] {
        let folder = try TemporaryFolder()
        for (name, text) in Self.files { try folder.write(text, to: name) }
        let shell = try #require(Shell.find("sh"))
        return try steps.map { step in
            let outcome = try Shell.run(
                shell, ["-c", step.replacing("strata ", with: "'\(program)' ")], in: folder.url,
                environment: ["XDG_CACHE_HOME": folder.url.appendingPathComponent("caches").path])
            var files: [String: String] = [:]
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
            where !path.hasPrefix("caches") {
                files[path] = try? String(contentsOf: folder.url.appendingPathComponent(path), encoding: .utf8)
            }
            // A project's file that is found from an absolute path is named by it.
            func anonymous(_ text: String) -> String {
                text.replacing(folder.url.resolvingSymlinksInPath().path, with: "FOLDER")
            }
            return Outcome(
                code: outcome.code, output: anonymous(outcome.output), errors: anonymous(outcome.errors), files: files)
        }
    }

    @Test(arguments: [
        ["strata check clean.strata.yaml"], ["strata check faulty.strata.yaml"],
        ["strata check mistaken.strata.yaml clean.strata.yaml none.strata.yaml"], ["strata check .", "strata check ."],
        ["strata check nets"], ["strata check nets/blocks.strata.yaml"], ["strata check empty"], ["strata check none"],
        ["strata check --format concise ."], ["strata check --format json ."], ["strata check --format=sarif ."],
        ["strata check --format github ."], ["strata check --format checkstyle ."],
        ["strata check faulty.strata.yaml --select class-count,sizes --select advice"],
        ["strata check --ignore training faulty.strata.yaml"], ["strata check --severity error faulty.strata.yaml"],
        ["strata check --statistics ."], ["strata check --exit-zero faulty.strata.yaml"],
        ["strata check --no-cache faulty.strata.yaml"],
        ["strata check --fix faulty.strata.yaml", "strata check --fix faulty.strata.yaml"],
        ["strata check --fix --dry-run ."],
        ["strata check - --stdin-filename project/a.strata.yaml < faulty.strata.yaml"],
        ["strata check --fix - < faulty.strata.yaml"],
        ["strata check project"], ["strata check budget"], ["strata check bad"],
    ])
    func checkIsTheSame(_ steps: [String]) throws { try expectTheSame(steps) }

    @Test(arguments: [
        ["strata format unformatted.strata.yaml clean.strata.yaml", "strata format unformatted.strata.yaml"],
        ["strata format --check ."], ["strata format --check clean.strata.yaml"], ["strata format --diff ."],
        ["strata format --longhand clean.strata.yaml"], ["strata format - < unformatted.strata.yaml"],
        ["strata format - < broken.strata.yaml"], ["strata format none.strata.yaml unformatted.strata.yaml"],
    ])
    func formatIsTheSame(_ steps: [String]) throws { try expectTheSame(steps) }

    @Test(arguments: [
        [
            "strata generate clean.strata.yaml --output out/a.swift",
            "strata generate clean.strata.yaml -o out/a.swift",
            "strata generate clean.strata.yaml --output out/a.swift --check",
        ],
        ["strata generate nets/including.strata.yaml --output a.swift --depfile a.d --access package"],
        ["strata generate nets/including.strata.yaml --output=a.swift --config nets/strata-generate.yaml --quiet"],
        ["strata generate clean.strata.yaml --output a.swift --check"],
        ["strata generate mistaken.strata.yaml --output a.swift"],
        ["strata generate nets/blocks.strata.yaml --output a.swift"],
        [
            "strata generate nets", "strata generate nets --check", "echo >> nets/including.strata.yaml",
            "strata generate nets",
        ],
        ["strata generate clean.strata.yaml mistaken.strata.yaml"],
        ["strata generate edited", "strata generate edited --check", "strata generate edited --force"],
        ["strata generate project/faulty.strata.yaml"], ["strata generate budget"], ["strata generate bad"],
    ])
    func generateIsTheSame(_ steps: [String]) throws { try expectTheSame(steps) }

    private func expectTheSame(_ steps: [String]) throws {
        let (one, other) = (try run(Strata.path, steps), try run(Self.generator, steps))
        for ((one, other), step) in zip(zip(one, other), steps) {
            #expect(one.code == other.code, "\(step)")
            #expect(one.output == other.output, "\(step)")
            #expect(one.errors == other.errors, "\(step)")
            #expect(one.files == other.files, "\(step)")
            #expect(!one.output.isEmpty || !one.errors.isEmpty || step.contains("--quiet") || step.hasPrefix("echo"))
        }
    }

    /// What is wrong is said in the same words; how the program is used, each says of itself.
    @Test(arguments: [
        ("check --dry-run clean.strata.yaml", "--dry-run needs --fix"),
        ("check --select clas-count clean.strata.yaml", "unknown rule `clas-count`; did you mean `class-count`?"),
        ("check --severity all clean.strata.yaml", "--severity must be advice, warning, or error"),
        ("check --watch --fix clean.strata.yaml", "--watch needs a line-based --format"),
        ("check --stdin-filename a clean.strata.yaml", "--stdin-filename needs the spec `-`"),
        ("check --fix --statistics clean.strata.yaml", "--fix and --statistics can't be combined"),
        ("generate clean.strata.yaml --depfile d", "--depfile needs --output"),
        ("generate clean.strata.yaml --output a.swift --depfile d --check", "--depfile can't be combined with --check"),
        ("generate clean.strata.yaml mistaken.strata.yaml --output a.swift", "--output needs exactly one spec"),
        ("generate clean.strata.yaml --output a.swift --force", "--force can't be combined with --output"),
    ])
    func misuseIsExplainedInTheSameWords(_ arguments: String, _ message: String) throws {
        for program in [Strata.path, Self.generator] {
            let outcome = try #require(try run(program, ["strata \(arguments)"]).first)
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(outcome.files == Self.files)
        }
    }

    @Test(arguments: ["", "check", "other a", "check --formt json a", "check --format xml a", "generate --check=1 a"])
    func misuseEndsWithTwo(_ arguments: String) throws {
        for program in [Strata.path, Self.generator] {
            // Without a command `strata` shows its help, as programs with many commands do.
            if arguments.isEmpty, program == Strata.path { continue }
            #expect(try run(program, ["strata \(arguments)"]).first?.code == 2)
        }
    }

    @Test func bothHaveOneVersion() throws {
        let versions = try [Strata.path, Self.generator].map { try Shell.run($0, ["--version"]) }
        #expect(versions[0].output == versions[1].output)
        #expect(versions.allSatisfy { $0.code == 0 })
        #expect(try Shell.run(Self.generator, ["--help"]).output.hasPrefix("usage: strata-generate check "))
    }
}
