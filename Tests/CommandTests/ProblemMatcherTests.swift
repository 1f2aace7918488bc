import Foundation
import TestSupport
import Testing

/// The findings that other programs extract from the output of `strata check`, with the expressions that ship with Strata or
/// are documented.
@Suite("Problem matchers")
struct ProblemMatcherTests {
    /// A matcher for GitHub or VS Code.
    struct Matcher: Decodable {
        struct Pattern: Decodable {
            var regexp: String
            var file, line, column, severity, message, code: Int
        }
        var owner: String
        var severity: String?
        var pattern: Pattern

        private enum Key: CodingKey { case owner, severity, pattern }

        /// GitHub needs a list of patterns; VS Code also accepts a single one.
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            owner = try fields.decode(String.self, forKey: .owner)
            severity = try fields.decodeIfPresent(String.self, forKey: .severity)
            pattern =
                try (try? fields.decode(Pattern.self, forKey: .pattern))
                ?? #require(fields.decode([Pattern].self, forKey: .pattern).first)
        }

        struct Found: Equatable, CustomStringConvertible {
            var file, line, column, severity, message, code: String
            var description: String { "\(file):\(line):\(column): \(severity): \(message) [\(code)]" }
        }

        func found(in output: String) throws -> [Found] {
            let expression = try NSRegularExpression(pattern: pattern.regexp)
            return output.split(separator: "\n").compactMap { line in
                let line = String(line)
                guard let match = expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) else {
                    return nil
                }
                func group(_ number: Int) -> String {
                    Range(match.range(at: number), in: line).map { String(line[$0]) } ?? "none"
                }
                return Found(
                    file: group(pattern.file), line: group(pattern.line), column: group(pattern.column),
                    severity: group(pattern.severity), message: group(pattern.message), code: group(pattern.code))
            }
        }
    }

    static func gitHub() throws -> Matcher {
        struct File: Decodable { var problemMatcher: [Matcher] }
        let text = Repository.text(of: "Examples/GitHub/strata-problem-matcher.json")
        return try #require(try JSONDecoder().decode(File.self, from: Data(text.utf8)).problemMatcher.first)
    }

    /// The task of docs/editors.md.
    static func visualStudioCode() throws -> Matcher {
        struct File: Decodable {
            struct Task: Decodable { var problemMatcher: Matcher }
            var tasks: [Task]
        }
        let blocks = MarkdownPage(Repository.text(of: "docs/editors.md")).blocks
        let task = try #require(blocks.first { $0.language == "json" && $0.text.contains("problemMatcher") })
        return try #require(try JSONDecoder().decode(File.self, from: Data(task.text.utf8)).tasks.first).problemMatcher
    }

    /// Findings of every severity, in a folder with an unusual name, with notes, and with brackets and colons in a message.
    private static func output(_ options: String...) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write(CheckOptionTests.spec, to: "a.strata.yaml")
        try folder.write("model: A\nmodel: B\ninput: 8\nbody: [fc 2]\n", to: "my specs/é (1).strata.yaml")
        try folder.write("model: A\ninput: 8\nbody:\n  - \"fc [a: 1]: 2\"\n", to: "odd.strata.yaml")
        return try Shell.run(Strata.path, ["check"] + options + ["."], in: folder.url).output
    }

    /// The expected findings, from the JSON output.
    private static func expected() throws -> [Matcher.Found] {
        struct Finding: Decodable {
            var file, severity, message, rule: String
            var line, column: Int
        }
        struct Report: Decodable { var findings: [Finding] }
        let report = try JSONDecoder().decode(Report.self, from: Data(try output("--format", "json").utf8))
        return report.findings.map {
            Matcher.Found(
                file: $0.file, line: "\($0.line)", column: "\($0.column)", severity: $0.severity, message: $0.message,
                code: $0.rule)
        }
    }

    @Test("in VS Code every finding is a problem, in every text format", arguments: ["text", "concise"])
    func code(_ format: String) throws {
        let matcher = try Self.visualStudioCode()
        let found = try matcher.found(in: Self.output("--format", format))
        #expect(found == (try Self.expected()))
        #expect(Set(found.map(\.severity)) == ["error", "warning", "advice"])
        // VS Code doesn't know advice, and uses the default severity for it.
        #expect(matcher.severity == "info")
    }

    @Test("on GitHub errors and warnings are shown next to their lines", arguments: ["text", "concise"])
    func gitHubFinds(_ format: String) throws {
        let found = try Self.gitHub().found(in: Self.output("--format", format))
        #expect(found == (try Self.expected().filter { $0.severity != "advice" }))
    }

    /// Emacs recognizes lines of the form `file:line:column: severity: message`.
    @Test("a line of the output has the format of compilers", arguments: ["text", "concise"])
    func compilerLines(_ format: String) throws {
        let lines = try Self.output("--format", format).matches(of: /(?m)^(.+):(\d+):(\d+): ([a-z]+): .+$/)
        #expect(lines.count == (try Self.expected()).count)
    }
}
