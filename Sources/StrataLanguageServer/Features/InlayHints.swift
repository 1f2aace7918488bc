import SpecCompiler

extension Analysis {
    /// The size of the tensor behind each line of a range of the document.
    func inlayHints(in range: Range<Int>) -> JSONValue {
        var hints: [Span: Hint] = [:]
        for (span, uses) in sizes.uses {
            guard let first = uses.first, let output = first.output else { continue }
            let others = Set(uses.compactMap(\.output)).count > 1
            hints[span] = Hint(label: output.description + (others ? ", …" : ""), tooltip: Self.tooltip(uses))
        }
        // A use of a block says what comes out of it as a whole.
        for (span, stacks) in sizes.stacks {
            guard let first = stacks.first else { continue }
            let others = Set(stacks.map(\.output)).count > 1
            hints[span] = Hint(label: first.output.description + (others ? ", …" : ""), tooltip: Self.tooltip(first))
        }
        for row in openSizes?.rows ?? [] where row.span.file == 0 && hints[row.span] == nil {
            hints[row.span] = Hint(
                label: Self.text(row.axes),
                tooltip: "All that the output of `\(row.name)` may be, height x width x channels.")
        }
        if let input = spec.inputSize, input.span.file == 0, input.value.contains(.unknown), spec.missingInput == nil {
            if let network = compilation.network {
                hints[input.span] = Hint(
                    label: "= \(network.input)", tooltip: "The only input at which everything fits.")
            } else if let open = openSizes {
                hints[input.span] = Hint(label: Self.text(open.input), tooltip: "All inputs at which everything fits.")
            }
        }
        var lines: [Int: Int] = [:]
        for span in hints.keys { lines[source.line(at: span.start), default: 0] += 1 }
        let placed = hints.map { span, hint in (offset: offset(of: span, alone: lines), hint: hint) }
        return .array(
            placed.filter { range.lowerBound <= $0.offset && $0.offset <= range.upperBound }
                .sorted { ($0.offset, $0.hint.label) < ($1.offset, $1.hint.label) }
                .map { offset, hint in
                    [
                        "position": positions.position(at: offset).json, "label": .string(hint.label), "kind": 1,
                        "paddingLeft": true, "tooltip": .markdown(hint.tooltip),
                    ]
                })
    }

    private struct Hint {
        var label: String
        var tooltip: String
    }

    /// The end of the line that an item begins on; of several on one line, each at its own end.
    private func offset(of span: Span, alone lines: [Int: Int]) -> Int {
        let line = source.line(at: span.start)
        let end = source.lineSpan(at: span.start).end
        return lines[line] == 1 || span.end > end ? max(end, span.start) : span.end
    }

    private static func text(_ axes: [SizeSet?]) -> String {
        axes.map { set in
            guard let set else { return "?" }
            return set.only.map(String.init) ?? "{\(set)}"
        }.joined(separator: "x")
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
            `\(stack.title)`\(times): \(stack.input) → \(stack.output), \(grouped(stack.cost.parameters)) parameters, \
            \(grouped(stack.cost.multiplyAccumulates)) multiply-accumulates
            """
    }
}
