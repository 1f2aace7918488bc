import SpecCompiler
import TestSupport
import Testing

/// A text as the formatter writes it.
func formatted(_ text: String, form: SpecFormatter.Form = .notation) -> String {
    String(decoding: SpecFormatter.format(SourceFile(path: "test", text: text), form: form).bytes, as: UTF8.self)
}

/// The layers of a body as the formatter writes them, without the lines around them.
func formattedBody(_ lines: String...) -> [String] {
    let head = "model: A\ninput: 8x8x4\nbody:\n"
    let text = formatted(head + lines.map { "  \($0)\n" }.joined())
    return text.dropFirst(head.count).split(separator: "\n").map { String($0.dropFirst(2)) }
}

/// All specs: those that ship, one with every structure, and those with mistakes.
enum Corpus {
    static let right =
        Repository.specs + Repository.files(in: "Tests/GeneratedNetworksTests/Specs", suffix: ".strata.yaml")
    static let all = right + Mistakes.all
}

/// The comments of a text, in order. Only for texts without any other `#`.
func comments(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
        guard let sign = line.firstIndex(of: "#") else { return nil }
        var comment = line[sign...]
        while comment.last == " " || comment.last == "\t" { comment.removeLast() }
        return String(comment)
    }
}

/// The laws for every spec, whatever its content.
func expectLaws(
    _ text: String, form: SpecFormatter.Form = .notation, sourceLocation: SourceLocation = #_sourceLocation
) {
    let once = formatted(text, form: form)
    guard once != text else { return }
    let before = NetworkText.of(SourceFile(path: "test", text: text))
    let after = NetworkText.of(SourceFile(path: "test", text: once))
    if formatted(once, form: form) != once {
        Issue.record(
            "not idempotent:\n\(text)\n=>\n\(once)\n=>\n\(formatted(once, form: form))", sourceLocation: sourceLocation)
    }
    if before != after {
        Issue.record(
            "means something else:\n\(text)\n=>\n\(once)\n\(before)\n=>\n\(after)", sourceLocation: sourceLocation)
    }
}

/// The first lines in which two texts differ, for a message that can be read.
func firstDifference(_ left: String, _ right: String) -> String? {
    guard left != right else { return nil }
    let (lefts, rights) = (
        left.split(separator: "\n", omittingEmptySubsequences: false),
        right.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let index = zip(lefts, rights).prefix { $0 == $1 }.count
    func line(_ lines: [Substring]) -> String { index < lines.count ? String(lines[index]) : "the end" }
    return "line \(index + 1): \(line(lefts)) | \(line(rights))"
}
