import Foundation
import TestSupport
import Testing

/// Every message is in a snapshot.
@Suite struct MessageCoverage {
    /// Where messages come from.
    static let folders = [
        "Sources/CommandSupport", "Sources/SpecFormat", "Sources/SpecCompiler/Allowances",
        "Sources/SpecLanguage/Reading",
        "Sources/SpecLint", "Sources/SpecText", "Sources/StrataGenerator", "Sources/StrataMain",
    ]

    /// A text that no snapshot shows.
    private struct Exception {
        /// The end of the file's path.
        var file: String
        /// A part of the text; any text of the file where empty.
        var piece = ""

        func covers(_ literal: SourceLiteral) -> Bool {
            literal.file.hasSuffix(file) && (piece.isEmpty || literal.description.contains(piece))
        }
    }

    /// By the reason for it.
    private static let exceptions: [String: [Exception]] = [
        "Shown where a file may not be read, which root always may: `CommandTests` look at it as another user.": [
            Exception(file: "ByteFile.swift", piece: "it can't be opened"),
            Exception(file: "SpecFiles.swift", piece: "the folder can't be read"),
        ],
        "Shown where memory ends.": [
            Exception(file: "YAMLParser.swift", piece: "there is no memory left")
        ],
        "For a problem that libyaml has no words for, or none that we know: no text is known that leads there.": [
            Exception(file: "YAMLProblem.swift", piece: "the text could not be read"),
            Exception(file: "YAMLProblem.swift", piece: "YAML can't be read here"),
            Exception(file: "YAMLProblem.swift", piece: "check quotes, brackets and indentation"),
            Exception(file: "YAMLProblem.swift", piece: "the value begins here"),
            Exception(file: "YAMLProblem.swift", piece: "what this belongs to begins here"),
            Exception(file: "YAMLProblem.swift", piece: "a `:` stands inside a text"),
        ],
        "Said by another message before it could be said by this one.": [
            Exception(file: "YAMLProblem.swift", piece: "the key begins here"),
            Exception(file: "YAMLProblem.swift", piece: "a `? ` stands where no key can be"),
            Exception(file: "YAMLProblem.swift", piece: "put a text that begins with `?` in quotes"),
            Exception(file: "YAMLProblem.swift", piece: "a `:` was expected after the key before this"),
            Exception(file: "YAMLProblem.swift", piece: "write `key: value`"),
            Exception(file: "LonghandReader.swift", piece: "has no keys"),
            Exception(file: "NotationMessages.swift", piece: "takes no options"),
        ],
        "No message: names that other tools have for parameters, and what a fix writes.": [
            Exception(file: "ForeignCall.swift"),
            Exception(file: "PaddedMean.swift", piece: "count padding: false"),
        ],
        "Shown by an editor.": [Exception(file: "BlockLibrary.swift", piece: "A block of this spec.")],
    ]

    /// The texts that reviewers see: snapshots, and what else tests hold to the product's output.
    private static let shown: ShownText = {
        let pages = ["Tests/MessageTests/Snapshots", "docs/layers", "docs/rules"].flatMap { folder in
            Repository.files(in: folder, suffix: "").map(\.text)
        }
        // Help texts are wrapped.
        let unwrapped = pages.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return ShownText(pages + unwrapped)
    }()

    private static let unseen = folders.flatMap(SourceLiterals.all).filter { $0.isProse && !shown.shows($0) }

    /// A sentence in the source that is in none of the snapshots is one that nobody reads before it is released. Where it is
    /// new, add an input that shows it: a small spec to `Inputs/specs.txt`, or a command to a page of `Snapshots`.
    @Test func everySentenceOfTheSourceIsShown() {
        let known = Self.exceptions.values.joined()
        let unseen = Self.unseen.filter { literal in !known.contains { $0.covers(literal) } }
        #expect(unseen.isEmpty, "no snapshot shows\n\(unseen.map(\.description).joined(separator: "\n"))")
    }

    @Test func everyExceptionIsNeeded() {
        let idle = Self.exceptions.values.joined().filter { exception in !Self.unseen.contains(where: exception.covers)
        }
        #expect(idle.map { "\($0.file): \($0.piece)" } == [])
    }
}
