import Foundation

/// A page of documentation, as its code blocks see it. The first word behind a fence is the language, the others say how a
/// test treats the block:
///
/// - `yaml`: a whole spec, which compiles without a finding. With a file's name, `yaml net.strata.yaml`, the commands below
///   find it under that name; with `mistaken` it has to have errors; `yaml layers input=32x32x3` is a list of layers.
/// - `csv table.csv`: a table that the commands below find under that name.
/// - `console`: lines that begin with `$ ` are run, and what follows is their output. A line `…` stands for any lines. What
///   takes long is marked `slow`, and only its options are checked.
/// - `swift from=SPEC`: part of what `strata generate` writes for a spec; `…` stands for lines that are left out. `swift sketch` is held to
///   nothing.
///
/// A comment `<!-- net.strata.yaml` … `-->` is a file for the commands below that readers need not see.
public struct MarkdownPage: Sendable {
    public struct Block: Sendable {
        public let language: String
        public let words: [String]
        /// The lines between the fences.
        public var lines: [String]
        /// The number of the first of them, from 1.
        public let line: Int

        public var text: String { lines.map { $0 + "\n" }.joined() }

        /// `32x32x3`, of `input=32x32x3`.
        public func value(of key: String) -> String? {
            words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
        }
    }

    private enum Part {
        case line(String)
        case block(Block)
    }

    private var parts: [Part] = []

    public init(_ text: String) {
        var open: Block?
        var closing = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let block = open {
                if line == closing {
                    parts += [.block(block), .line(String(line))]
                    open = nil
                } else {
                    open?.lines.append(String(line))
                }
            } else {
                parts.append(.line(String(line)))
                if line.hasPrefix("```") {
                    let words = line.dropFirst(3).split(separator: " ").map(String.init)
                    open = Block(
                        language: words.first ?? "", words: Array(words.dropFirst()), lines: [], line: index + 2)
                    closing = "```"
                } else if line.hasPrefix("<!-- "), line.hasSuffix(".strata.yaml") {
                    open = Block(
                        language: "yaml", words: [String(line.dropFirst(5)), "hidden"], lines: [], line: index + 2)
                    closing = "-->"
                }
            }
        }
    }

    public var blocks: [Block] { parts.compactMap { if case .block(let block) = $0 { block } else { nil } } }

    /// The page with other lines in its blocks, in their order.
    public func text(with blocks: [Block]) -> String {
        var rest = blocks[...]
        return parts.flatMap { part -> [String] in
            switch part {
            case .line(let line): [line]
            case .block: rest.popFirst()?.lines ?? []
            }
        }.joined(separator: "\n")
    }
}
