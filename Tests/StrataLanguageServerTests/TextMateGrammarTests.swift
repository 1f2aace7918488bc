import Foundation
import SpecCompiler
import TestSupport
import Testing

/// The colors of specs in VS Code, and in other editors that use TextMate grammars.
@Suite("TextMate grammar")
struct TextMateGrammarTests {
    @Test("the grammar's expressions are valid, and its references exist")
    func expressions() throws {
        let grammar = try TextMateGrammar.strata()
        let rules = grammar.patterns.flatMap(\.all) + grammar.repository.values.flatMap(\.all)
        for expression in rules.flatMap({ [$0.match, $0.begin, $0.end] }).compactMap({ $0 }) {
            _ = try NSRegularExpression(pattern: expression)
        }
        for include in rules.compactMap(\.include) { #expect(grammar.repository[String(include.dropFirst())] != nil) }
    }

    @Test("the extension for VS Code lists its files")
    func manifest() throws {
        struct Manifest: Decodable {
            struct Contributions: Decodable {
                struct Language: Decodable {
                    var id, configuration: String
                    var extensions: [String]
                }
                struct Grammar: Decodable { var language, scopeName, path: String }
                var languages: [Language]
                var grammars: [Grammar]
            }
            var contributes: Contributions
        }
        func data(_ path: String) -> Data { Data(Repository.text(of: "Grammar/textmate/\(path)").utf8) }
        let contributes = try JSONDecoder().decode(Manifest.self, from: data("package.json")).contributes
        let (language, grammar) = (try #require(contributes.languages.first), try #require(contributes.grammars.first))
        #expect(language.extensions == [".strata.yaml"] && language.id == grammar.language)
        #expect(grammar.scopeName == (try TextMateGrammar.strata().scopeName))
        for path in [grammar.path, language.configuration] { _ = try JSONSerialization.jsonObject(with: data(path)) }
    }

    @Test(
        "the grammar names the parts of a line",
        arguments: [
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "3x3", "constant.numeric.size"),
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "conv", "support.function"),
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "64", "constant.numeric"),
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "/2", "constant.numeric.stride"),
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "pad", "keyword.other"),
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "relu", "support.type"),
            ("  - 3x3 conv, 64, /2, pad 1, relu  # first", "# first", "comment.line"),
            ("  - 3x3 conv, 64, as stem", "stem", "entity.name.function"),
            ("  - 3x3 conv, $wide, /$step", "$wide", "variable.parameter"),
            ("input: 28x28x1", "input", "entity.name.tag"), ("input: ?x?x3", "?x?x3", "constant.numeric.size"),
            ("  - residual:", "residual", "entity.name.tag"),
            ("budget: {inference memory: 512MB}", "inference memory", "entity.name.tag"),
            ("budget: {inference memory: 512MB}", "512MB", "constant.numeric"),
            ("  - conv: {kernel: 3x3, filters: 8}", "filters", "entity.name.tag"),
            ("body: [\"3x3 conv, 2\", tanh]", "conv", "support.function"),
            ("body: [\"3x3 conv, 2\", tanh]", "tanh", "support.type"),
            ("  - concat stem, crop", "concat", "keyword.control"), ("  - expect 7x7x64", "expect", "keyword.control"),
            ("  - global avg pool", "global avg pool", "support.function"),
            ("  - batch norm", "batch norm", "support.function"),
            ("  optimizer: sgd, rate 0.1, momentum 0.9", "sgd", "support.class"),
            ("  optimizer: sgd, rate 0.1, momentum 0.9", "momentum", "keyword.other"),
            ("  - relu6  # strata: allow linear-stack", "strata: allow", "keyword.other.allow"),
        ])
    func line(_ line: String, _ text: String, _ scope: String) throws {
        let tokens = try TextMateGrammar.strata().tokens(of: line)
        let token = try #require(tokens.last { $0.text == text }, "\(tokens)")
        #expect(token.scope.hasPrefix(scope))
    }

    @Test(
        "part of a word isn't a word of the notation",
        arguments: ["  - basic, convolution 3", "model: Reconv", "  - add-on"])
    func notWords(_ line: String) throws {
        let scopes = try TextMateGrammar.strata().tokens(of: line).map(\.scope)
        #expect(!scopes.contains { $0.hasPrefix("support") || $0.hasPrefix("keyword.control") })
    }

    @Test("every layer of the zoo's specs is colored", arguments: Repository.specs)
    func zoo(_ spec: TextFile) throws {
        let grammar = try TextMateGrammar.strata()
        let network = try #require(SpecCompiler.compile(SourceFile(path: "test", text: spec.text)).network)
        let source = SourceFile(path: "test", text: spec.text)
        let lines = Set(
            network.steps.filter { $0.span.file == 0 }.map { source.text(ofLine: source.line(at: $0.span.start)) })
        #expect(!lines.isEmpty)
        // Keys are recognized as such, and a parameter may stand for the word.
        for line in lines where line.contains("- ") && !line.contains(":") && !line.contains("$") {
            let scopes = try grammar.tokens(of: line).map(\.scope)
            #expect(scopes.contains { $0.hasPrefix("support") || $0.hasPrefix("keyword.control") }, "\(line)")
        }
    }
}

/// The part of TextMate grammars that ours needs: rules that match within a line, or from a start to an end in it.
struct TextMateGrammar: Decodable {
    struct Rule: Decodable {
        struct Capture: Decodable { var name: String }
        var name, match, begin, end, include: String?
        var captures: [String: Capture]?
        var patterns: [Rule]?

        /// The rule and those in it.
        var all: [Rule] { [self] + (patterns ?? []).flatMap(\.all) }
    }

    struct Token: CustomStringConvertible {
        var text, scope: String
        var description: String { "`\(text)` \(scope)" }
    }

    var scopeName: String
    var patterns: [Rule]
    var repository: [String: Rule]

    static func strata() throws -> TextMateGrammar {
        try JSONDecoder().decode(
            TextMateGrammar.self, from: Data(Repository.text(of: "Grammar/textmate/strata.tmLanguage.json").utf8))
    }

    /// The named parts of a line, whole rules before their captures.
    func tokens(of line: String) throws -> [Token] { try tokens(of: line as NSString, from: 0, patterns).tokens }

    private func tokens(
        of line: NSString, from start: Int, _ rules: [Rule], until end: String? = nil
    ) throws -> (tokens: [Token], end: Int) {
        var (tokens, place): ([Token], Int) = ([], start)
        let rules = try resolved(rules)
        while place <= line.length {
            func first(_ expression: String) throws -> NSTextCheckingResult? {
                // The text before a place is considered, as in TextMate.
                try NSRegularExpression(pattern: expression).firstMatch(
                    in: line as String, options: [.withTransparentBounds, .withoutAnchoringBounds],
                    range: NSRange(location: place, length: line.length - place))
            }
            let close = try end.flatMap(first)
            var best: (rule: Rule, match: NSTextCheckingResult)?
            for rule in rules {
                guard let expression = rule.match ?? rule.begin, let match = try first(expression) else { continue }
                if match.range.location < best?.match.range.location ?? Int.max { best = (rule, match) }
            }
            if let close, close.range.location <= best?.match.range.location ?? Int.max {
                return (tokens, NSMaxRange(close.range))
            }
            guard let best else { break }
            var after = NSMaxRange(best.match.range)
            if let end = best.rule.end {
                let inner = try self.tokens(of: line, from: after, best.rule.patterns ?? [], until: end)
                after = inner.end
                let whole = NSRange(location: best.match.range.location, length: after - best.match.range.location)
                if let name = best.rule.name { tokens.append(Token(text: line.substring(with: whole), scope: name)) }
                tokens += inner.tokens
            } else {
                if let name = best.rule.name {
                    tokens.append(Token(text: line.substring(with: best.match.range), scope: name))
                }
                for (group, capture) in best.rule.captures ?? [:] {
                    guard let number = Int(group), best.match.range(at: number).location != NSNotFound else { continue }
                    tokens.append(
                        Token(text: line.substring(with: best.match.range(at: number)), scope: capture.name))
                }
            }
            place = max(after, place + (after > best.match.range.location ? 0 : 1))
        }
        return (tokens, line.length)
    }

    private func resolved(_ rules: [Rule]) throws -> [Rule] {
        try rules.flatMap { rule -> [Rule] in
            guard let include = rule.include else {
                return (rule.match ?? rule.begin) == nil ? try resolved(rule.patterns ?? []) : [rule]
            }
            return try resolved([#require(repository[String(include.dropFirst())])])
        }
    }
}
