import Basics
import SpecCompiler

extension Analysis {
    /// The size of the tensor after each line of a range of the document.
    func inlayHints(in range: Range<Int>) -> JSON {
        // Positions first, so that texts are made only for the requested range.
        let rows = (openSizes?.rows ?? []).filter { $0.span.file == 0 }
        let input = openInput
        var spans = Set(sizes.uses.keys).union(sizes.stacks.keys).union(rows.map(\.span))
        if let input { spans.insert(input) }
        var lines: [Int: Int] = [:]
        for span in spans { lines[source.line(at: span.start), default: 0] += 1 }
        let places = spans.map { (span: $0, offset: offset(of: $0, alone: lines)) }
            .filter { range.lowerBound <= $0.offset && $0.offset <= range.upperBound }
            .sorted { ($0.offset, $0.span.start) < ($1.offset, $1.span.start) }
        let open = Dictionary(rows.map { ($0.span, $0) }) { first, _ in first }
        return .array(
            places.compactMap { span, offset in
                guard let hint = span == input ? inputHint : hint(of: span) ?? open[span].map(Self.hint) else {
                    return nil
                }
                return [
                    "position": positions.position(at: offset).json, "label": .string(hint.label), "kind": 1,
                    "paddingLeft": true, "tooltip": .markdown(hint.tooltip),
                ]
            })
    }

    /// Precedes an output's size, which would otherwise look like a part of the line: `fc 10 → 10`.
    private static let marker = "→ "

    /// The hint after a line with a known size.
    private func hint(of span: Span) -> Hint? {
        // A use of a block has the output size of the whole block.
        if let stacks = sizes.stacks[span], let first = stacks.first {
            let others = Set(stacks.map(\.output)).count > 1
            return Hint(
                label: Self.marker + first.output.description + (others ? ", …" : ""), tooltip: Self.tooltip(first))
        }
        guard let uses = sizes.uses[span], let output = uses.first?.output else { return nil }
        let others = Set(uses.compactMap(\.output)).count > 1
        return Hint(label: Self.marker + output.description + (others ? ", …" : ""), tooltip: Self.tooltip(uses))
    }

    private static func hint(of row: OpenSizes.Row) -> Hint {
        Hint(
            label: marker + text(row.axes),
            tooltip: "All possible output sizes of `\(row.name)`, height x width x channels.")
    }

    /// The span of the input's size, if part of it is open.
    private var openInput: Span? {
        guard let input = spec.inputSize, input.span.file == 0, input.value.contains(.unknown),
            spec.missingInput == nil
        else { return nil }
        return input.span
    }

    private var inputHint: Hint? {
        if let network = compilation.network {
            return Hint(label: "= \(network.input)", tooltip: "The only input size that fits.")
        }
        return openSizes.map {
            Hint(label: Self.text($0.input), tooltip: "All input sizes that fit.")
        }
    }

    private struct Hint {
        var label: String
        var tooltip: String
    }

    /// The end of the line that an item starts on, before a comment; if there are several items on one line, the end of
    /// each.
    private func offset(of span: Span, alone lines: [Int: Int]) -> Int {
        let line = source.lineSpan(at: span.start)
        guard lines[source.line(at: span.start)] == 1 || span.end > line.end else { return span.end }
        // What follows an item on its line is a comment, or a bracket or a quote that ends it.
        let rest = source.bytes[max(span.start, min(span.end, line.end))..<max(span.start, line.end)]
        let comment = span.end > line.end ? commentStart(in: line) : rest.firstIndex(of: UInt8(ascii: "#"))
        guard let comment else { return max(line.end, span.start) }
        let code = source.bytes[span.start..<max(span.start, comment)]
        return (code.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? span.start - 1) + 1
    }

    /// The place of a comment at the end of a line; nil if there is none.
    private func commentStart(in line: Span) -> Int? {
        var quote: UInt8?
        var before = UInt8(ascii: " ")
        for index in line.start..<line.end {
            let byte = source.bytes[index]
            if quote == nil, byte == UInt8(ascii: "#"), before == UInt8(ascii: " ") || before == UInt8(ascii: "\t") {
                return index
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if quote == nil { quote = byte } else if quote == byte { quote = nil }
            }
            before = byte
        }
        return nil
    }

    private static func text(_ axes: [SizeSet?]) -> String {
        axes.map { set in
            guard let set else { return "?" }
            return set.only.map(String.init) ?? "{\(set)}"
        }.sizeText
    }

    private static let mostUses = 12

    private static func tooltip(_ uses: [LayerSizes.Use]) -> String {
        guard let first = uses.first else { return "" }
        var lines = ["`\(first.name)`: \(arrow(first))"]
        if first.steps.count > 1 {
            lines += first.steps.map { "- `\($0.name)`: \($0.output)" }
        }
        guard uses.count > 1 else { return lines.joined(separator: "\n") }
        lines[0] = "The first of \(uses.count) uses. " + lines[0]
        lines += uses.dropFirst().prefix(mostUses).map { "- `\($0.name)`: \(arrow($0))" }
        if uses.count - 1 > mostUses { lines.append("- and \(uses.count - 1 - mostUses) more") }
        return lines.joined(separator: "\n")
    }

    private static func arrow(_ use: LayerSizes.Use) -> String {
        "\(use.input?.description ?? "?") → \(use.output?.description ?? "?")"
    }

    private static func tooltip(_ stack: LayerSizes.StackUse) -> String {
        let times = stack.count > 1 ? ", \(stack.count) times" : ""
        return """
            `\(stack.title)`\(times): \(stack.input) → \(stack.output), \(stack.cost.parameters.grouped) parameters, \
            \(stack.cost.multiplyAccumulates.grouped) multiply-accumulates
            """
    }
}
