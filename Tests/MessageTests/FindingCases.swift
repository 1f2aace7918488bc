import SpecCompiler
import TestSupport

/// A text in which something is found.
struct FindingCase: Sendable {
    var source: SourceFile

    init(_ name: String, _ text: String) { source = SourceFile(path: name, text: text) }

    init(_ name: String, _ bytes: [UInt8]) { source = SourceFile(path: name, bytes: bytes) }
}

enum FindingCases {
    /// The marked mistakes first: what others say in the same words is left out.
    static let all =
        Mistakes.all.map { FindingCase($0.path, MarkedSpec($0.text).text) } + examples
        + inputs.filter { !$0.source.path.hasSuffix(".csv") }
        + BrokenText.syntax.map { FindingCase("syntax.yaml", $0) }
        + BrokenText.encoding.map { FindingCase("encoding.yaml", Array("model: ".utf8) + $0.bytes) }
        + limits

    /// The rules' own.
    private static let examples = RulePage.all.map { FindingCase("\($0.name).yaml", RulePage.spec($0.example)) }

    /// Small specs for the messages that neither a mistake nor a rule's example shows, from `Inputs/specs.txt`. A line
    /// `=== NAME` begins one. One that begins with a layer is a body; one that begins with neither `model:` nor a comment gets
    /// a name and an input. A name that ends in `.csv` is a table's.
    private static let inputs = Repository.text(of: "Tests/MessageTests/Inputs/specs.txt")
        .split(separator: "=== ").map { entry in
            let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
            let text = lines.dropFirst().joined(separator: "\n")
            if lines[0].hasSuffix(".csv") { return FindingCase(String(lines[0]), text) }
            let start = "model: Example\ninput: 8x8x3\n"
            if text.hasPrefix("- ") {
                let layers = lines.dropFirst().dropLast().map { "  \($0)\n" }
                return FindingCase(String(lines[0]), start + "body:\n" + layers.joined())
            }
            return FindingCase(String(lines[0]), text.hasPrefix("model:") || text.hasPrefix("#") ? text : start + text)
        }

    /// What is too long for a file of its own.
    private static let limits = [
        FindingCase("utf16.yaml", [0xFF, 0xFE, 0x61, 0x00]),
        FindingCase("large.yaml", [UInt8](repeating: 0x20, count: YAMLLimits().bytes + 1)),
        FindingCase("aliases.yaml", BrokenText.aliasBomb),
        FindingCase("long-name.yaml", "model: \(String(repeating: "a", count: 201))\ninput: 10\nbody: [fc 10]\n"),
        FindingCase(
            "deep-blocks.yaml",
            "model: Deep\ninput: 10\ndefine:\n"
                + (1...70).map { "  b\($0): [\($0 == 70 ? "relu" : "b\($0 + 1)")]\n" }.joined()
                + "body: [b1]\n"),
    ]

    /// Each case can include the others.
    static func load(_ path: String) -> SpecCompiler.Include {
        inputs.first { $0.source.path == path }.map { .file($0.source) } ?? .problem("can't be found")
    }
}
