import Basics
import SpecLanguage

/// The colors of specs for VS Code and others that read TextMate grammars.
public enum TextMateGrammar {
    /// The grammar as JSON.
    public static var text: String { grammar.text() + "\n" }

    private static var grammar: JSON {
        .object([
            ("$schema", "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json"),
            ("comment", .string(ReferenceFiles.note)),
            ("name", "Strata"),
            ("scopeName", "source.strata"),
            ("fileTypes", ["strata.yaml"]),
            ("patterns", included(["comment", "document", "key", "text", "anchor", "dash", "notation"])),
            ("repository", .object(yaml + notation)),
        ])
    }

    // MARK: YAML

    private static var yaml: [(String, JSON)] {
        [
            (
                "comment",
                .object([
                    ("comment", "`strata: allow RULE` is the one comment that says something to the compiler."),
                    ("begin", "(?<=^|\\s)#"), ("end", "$"), ("name", "comment.line.number-sign.strata"),
                    ("beginCaptures", captures([(0, "punctuation.definition.comment")])),
                    (
                        "patterns",
                        [
                            .object([
                                ("match", "\\bstrata: +(allow)\\b"),
                                ("captures", captures([(0, "keyword.other.allow")])),
                            ])
                        ]
                    ),
                ])
            ),
            ("document", rule("entity.other.document", "^(?:---|\\.\\.\\.)(?=\\s|$)")),
            (
                "key",
                .object([
                    (
                        "patterns",
                        [
                            key("^\\s*(?:-\\s+)*([A-Za-z_][\\w -]*?)\\s*(:)(?=\\s|$)"),
                            key("(?<=[{,])\\s*([A-Za-z_][\\w -]*?)\\s*(:)(?=[\\s,}]|$)"),
                        ]
                    )
                ])
            ),
            (
                "text",
                .object([
                    (
                        "patterns",
                        [
                            quoted("double", begin: "\\\"", end: "\\\"", escape: "\\\\."),
                            quoted("single", begin: "'", end: "'(?!')", escape: "''"),
                        ]
                    )
                ])
            ),
            ("anchor", rule("variable.other.anchor", "(?<=^|[\\s\\[{,])[&*][^\\s,\\[\\]{}]+")),
            ("dash", rule("punctuation.definition.sequence", "(?<=^|\\s)-(?=\\s)")),
        ]
    }

    private static func key(_ expression: String) -> JSON {
        .object([
            ("match", .string(expression)),
            ("captures", captures([(1, "entity.name.tag"), (2, "punctuation.separator.key-value")])),
        ])
    }

    private static func quoted(_ name: String, begin: String, end: String, escape: String) -> JSON {
        .object([
            ("begin", .string("(?<=^|[\\s\\[{,:])" + begin)), ("end", .string(end)),
            ("name", .string("string.quoted.\(name).strata")),
            (
                "patterns",
                [
                    rule("constant.character.escape", escape),
                    .object([("include", "#notation")]),
                ]
            ),
        ])
    }

    // MARK: The notation

    /// What comes before and after a word of its own.
    private static let (before, after) = ("(?<=^|[\\s,\\[\\\"'])", "(?=$|[\\s,\\]}\\\"'#])")

    private static var notation: [(String, JSON)] {
        let words: [(String, JSON)] = [
            ("parameter", rule("variable.parameter", "\\$(?:\\{[A-Za-z_]\\w*\\}|[A-Za-z_]\\w*)")),
            (
                "name",
                .object([
                    ("match", .string("(?<=,)\\s*(\(StructureWord.as.key))\\s+([^\\s,\\]}#\\\"']+)")),
                    ("captures", captures([(1, "keyword.other"), (2, "entity.name.function")])),
                ])
            ),
            ("size", rule("constant.numeric.size", before + "(?:\\d+|\\?)(?:x(?:\\d+|\\?))+" + after)),
            ("stride", rule("constant.numeric.stride", "(?<=\\s)/(?:\\d+(?:x\\d+)?|\\?)" + after)),
            ("layer", rule("support.function", before + choice(EditorWords.layers) + after)),
            ("activation", rule("support.type", before + choice(EditorWords.activations) + after)),
            ("structure", rule("keyword.control", "(?<=^|- |[\\[\\\"'])" + choice(EditorWords.structure) + "(?=\\s)")),
            ("training", rule("support.class", before + choice(EditorWords.training) + after)),
            (
                "option",
                .object([
                    ("match", .string("(?<=,)\\s*(\(choice(EditorWords.options)))" + after)),
                    ("captures", captures([(1, "keyword.other")])),
                ])
            ),
            ("constant", rule("constant.language", before + "(?:true|false|null|~|\\?)" + after)),
            (
                "number",
                rule(
                    "constant.numeric",
                    before + "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?(?:[kMG]?B|[KMG]iB|[kMG])?" + after)
            ),
        ]
        return [("notation", .object([("patterns", included(words.map(\.0)))]))] + words
    }

    // MARK: Shorthands

    /// The words of the catalogue are letters, digits, `-` and single spaces: none of them means anything in an expression.
    private static func choice(_ words: [String]) -> String { "(?:\(words.joined(separator: "|")))" }

    private static func rule(_ scope: String, _ expression: String) -> JSON {
        .object([("match", .string(expression)), ("name", .string(scope + ".strata"))])
    }

    private static func captures(_ scopes: [(Int, String)]) -> JSON {
        .object(scopes.map { (String($0), .object([("name", .string($1 + ".strata"))])) })
    }

    private static func included(_ rules: [String]) -> JSON {
        .array(rules.map { .object([("include", .string("#" + $0))]) })
    }
}
