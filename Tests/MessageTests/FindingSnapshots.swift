import OperatingSystem
import SpecCompiler
import SpecReports
import TestSupport
import Testing

/// Every finding of the mistakes, of the rules' examples and of broken texts, as `strata check` shows it.
@Suite struct FindingSnapshots {
    /// Findings that share a page in `Snapshots`.
    enum Page: String, CaseIterable {
        case text, language, sizes, training, cost, advice

        init(_ rule: Rule) {
            switch rule.group {
            case .structure:
                let text: [Rule] = [
                    .yamlSyntax, .unknownAlias, .unquotedUnknown, .encoding, .documentLimit, .notFormatted,
                    .unusedAllow,
                ]
                self = text.contains(rule) ? .text : .language
            case .sizes: self = .sizes
            case .training: self = .training
            case .cost: self = .cost
            case .advice: self = .advice
            }
        }
    }

    /// The findings of each rule, in the order in which they were found. Those that differ only in names and numbers are one.
    private static let shown: [Rule: [String]] = {
        let terminal = Terminal.plain
        var seen: Set<[String]> = []
        var shown: [Rule: [String]] = [:]
        for example in FindingCases.all {
            let compilation = SpecCompiler.compile(
                example.source, load: FindingCases.load, tables: FindingCases.load)
            for finding in compilation.diagnostics + SpecFormatter.format(example.source).diagnostics {
                // Where the help isn't about them.
                let fixes = finding.guidance == finding.help ? finding.fixes.map { "    fix: \($0.title)" } : []
                let words = [finding.message, finding.guidance ?? ""] + finding.notes.map(\.message) + fixes
                guard seen.insert(["\(finding.rule)"] + words.map(pattern)).inserted else { continue }
                let text = FindingText(sources: compilation.sources, terminal: terminal).text(of: finding)
                shown[finding.rule, default: []].append(([text] + fixes).joined(separator: "\n"))
            }
        }
        return shown
    }()

    /// A sentence without its names and numbers.
    private static func pattern(_ sentence: String) -> String {
        var isQuoted = false
        var words: [String] = [""]
        for character in sentence {
            if character == "`" { isQuoted.toggle() }
            if isQuoted { continue }
            if character == " " { words.append("") } else { words[words.count - 1].append(character) }
        }
        return words.filter { !$0.contains(where: \.isNumber) }.joined(separator: " ")
    }

    private static func text(of page: Page) -> String {
        shown.filter { Page($0.key) == page }.sorted { $0.key < $1.key }.map { rule, findings in
            "## \(rule)\n\n" + findings.joined(separator: "\n\n") + "\n"
        }.joined(separator: "\n")
    }

    @Test(arguments: Page.allCases)
    func findingsReadAsTheyDid(_ page: Page) {
        #expect(
            Snapshot("Tests/MessageTests/Snapshots/\(page.rawValue).txt").difference(from: Self.text(of: page)) == nil)
    }

    @Test func everyRuleIsShown() {
        #expect(
            RulePage.all.map(\.rule).filter { Self.shown[$0] == nil } == [],
            "the `example` of these rules doesn't show what they find")
    }
}
