import Basics
import OperatingSystem
import SpecCompiler
import StrataRuntime

/// The differences between two networks, for people.
struct DifferenceReport {
    private let lines: [String]

    var text: String { lines.joined(separator: "\n") }

    /// - Throws: `RuntimeError` if the runtime can't build one of the two.
    init(old: SizedNetwork, new: SizedNetwork, terminal: Terminal) throws {
        let steps = Self.steps(old, new, columns: terminal.columns)
        let totals = Self.totals(old, new)
        let weights = try Self.weights(old, new)
        let title = old.spec.name == new.spec.name ? new.spec.name : "\(old.spec.name) → \(new.spec.name)"
        lines =
            [terminal.bold(title.shown), ""] + (steps.isEmpty ? ["The layers are the same."] : steps)
            + [""] + (totals + [""] + weights).flatMap { $0.wrapped(to: terminal.columns ?? .max) }
    }

    // MARK: Layers

    private static func steps(_ old: SizedNetwork, _ new: SizedNetwork, columns: Int?) -> [String] {
        var rows: [[String]] = []
        // Matched by name and order, so a layer that moved is reported as removed and added.
        if old.input != new.input { rows.append(["~", "input", "", "\(old.input) → \(new.input)", "", ""]) }
        var (left, right) = (0, 0)
        func compare(upTo end: Int) {
            while left < end {
                rows += changed(old.steps[left], new.steps[right]).map { [$0] } ?? []
                left += 1
                right += 1
            }
        }
        for piece in LineDifference.pieces(old.steps.map(\.name), new.steps.map(\.name)) {
            compare(upTo: piece.old.lowerBound)
            rows += piece.old.map { row("-", old.steps[$0]) } + piece.new.map { row("+", new.steps[$0]) }
            (left, right) = (piece.old.upperBound, piece.new.upperBound)
        }
        compare(upTo: old.steps.count)
        return TextTable(rows, rightAligned: [4, 5], columns: columns).lines
    }

    private static func row(_ sign: String, _ step: SizedStep) -> [String] {
        [
            sign, step.name, step.title, step.output.description, cost(step.cost.parameters, "parameter"),
            cost(step.cost.multiplyAccumulates, "multiply-accumulate"),
        ]
    }

    private static func cost(_ count: Int, _ noun: String) -> String {
        count == 0 ? "" : counted(count, noun)
    }

    private static func changed(_ old: SizedStep, _ new: SizedStep) -> [String]? {
        func both(_ old: String, _ new: String) -> String { old == new ? "" : "\(old) → \(new)" }
        let cells = [
            "~", new.name, old.title == new.title ? settings(old, new) : both(old.title, new.title),
            both(old.output.description, new.output.description),
            both(old.cost.parameters.grouped, new.cost.parameters.grouped),
            both(old.cost.multiplyAccumulates.grouped, new.cost.multiplyAccumulates.grouped),
        ]
        guard cells.dropFirst(2).contains(where: { !$0.isEmpty }) else { return nil }
        return cells.prefix(4)
            + [
                cells[4].isEmpty ? "" : cells[4] + " parameters",
                cells[5].isEmpty ? "" : cells[5] + " multiply-accumulates",
            ]
    }

    /// The options that differ between two layers of the same kind: `activation relu → tanh`.
    private static func settings(_ old: SizedStep, _ new: SizedStep) -> String {
        guard let old = old.layer, let new = new.layer, old.layer.kind == new.layer.kind else {
            return ""
        }
        return new.layer.definition.syntax.parameters.compactMap { parameter in
            let (was, now) = (old.layer.arguments[parameter.name], new.layer.arguments[parameter.name])
            return was == now ? nil : "\(parameter.name) \(was?.text ?? "none") → \(now?.text ?? "none")"
        }.joined(separator: ", ")
    }

    // MARK: Totals

    private static func totals(_ old: SizedNetwork, _ new: SizedNetwork) -> [String] {
        func line(_ noun: String, _ old: Int, _ new: Int) -> String {
            guard old != new else { return "\(noun): \(new.grouped), unchanged" }
            let ratio = old == 0 ? "" : " (\(percent(old, new)))"
            return "\(noun): \(old.grouped) → \(new.grouped)\(ratio)"
        }
        let outputs =
            old.outputText != new.outputText && (old.hasSeveralOutputs || new.hasSeveralOutputs)
            ? ["outputs: \(old.outputText.shown) → \(new.outputText.shown)"] : []
        return outputs + [
            line("parameters", old.total.parameters, new.total.parameters),
            line("multiply-accumulates", old.total.multiplyAccumulates, new.total.multiplyAccumulates),
        ]
    }

    /// `+12.5%`.
    private static func percent(_ old: Int, _ new: Int) -> String {
        let percent = (Double(new) / Double(old) - 1) * 100
        return "\(percent < 0 ? "-" : "+")\(abs(percent).fixed(1))%"
    }

    // MARK: Weights

    private static func weights(_ old: SizedNetwork, _ new: SizedNetwork) throws -> [String] {
        let before = try NetworkGraph(CompiledNetwork(sized: old)).parameters
        let after = try NetworkGraph(CompiledNetwork(sized: new)).parameters
        let known = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let fitting = after.filter { known[$0.name]?.shape == $0.shape }
        let total = after.reduce(0) { $0 + $1.count }
        let kept = fitting.reduce(0) { $0 + $1.count }
        var lines: [String] = []
        if fitting.count == after.count, before.count == after.count {
            return ["Trained weights still fit: all \(after.count) tensors."]
        }
        lines.append(
            "Trained weights fit \(fitting.count) of \(after.count) tensors, \(kept.grouped) of \(total.grouped) values. "
                + "These don't fit:")
        for parameter in after where known[parameter.name]?.shape != parameter.shape {
            lines.append(
                "  \(parameter.name): "
                    + (known[parameter.name].map { "\(shape($0)) → \(shape(parameter))" } ?? "new, \(shape(parameter))")
            )
        }
        let names = Set(after.map(\.name))
        for parameter in before where !names.contains(parameter.name) { lines.append("  \(parameter.name): removed") }
        return lines
    }

    private static func shape(_ parameter: Parameter) -> String {
        parameter.shape.sizeText
    }
}

extension SizedStep {
    /// The layer's kind, with its kernel: `conv 3x3 /2`.
    fileprivate var title: String { kernelText.isEmpty ? words : "\(words) \(kernelText)" }
}
