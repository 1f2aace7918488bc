import Basics
import NetworkTerms
import SpecText

/// The values that a block's parameters have in one of its uses.
struct Environment {
    /// The block, for messages; nil outside of blocks.
    var block: String?
    var values: [String: ParameterValue] = [:]
    /// The parameters of a block that is read without a use. They have no value, and terms with them aren't reported.
    var open: Set<String> = []

    static let none = Environment()

    /// The term with parameters replaced by their values. A term that can't be computed is reported and becomes
    /// unresolved, which isn't reported again.
    func resolve(_ term: NotationTerm, _ diagnostics: inout [Diagnostic]) -> NotationTerm {
        var result = term
        switch term.kind {
        case .expression(let expression):
            result.expression = expression
            if expression.usesChannels {
                guard let rest = replacingParameters(of: expression, at: term.span, &diagnostics) else {
                    return unresolved(term)
                }
                result.kind = .expression(rest)
            } else if case .parameter(let name) = expression {
                guard let value = value(of: name, at: term.span, &diagnostics) else { return unresolved(term) }
                (result.kind, result.text) = Self.term(for: value)
            } else {
                guard let value = evaluate(expression, at: term.span, &diagnostics) else { return unresolved(term) }
                (result.kind, result.text) = (.integer(value), String(value))
            }
        case .size(let dimensions):
            var resolved: [Dimension] = []
            for dimension in dimensions {
                guard case .expression(let expression) = dimension else {
                    resolved.append(dimension)
                    continue
                }
                guard let value = evaluate(expression, at: term.span, &diagnostics) else { return unresolved(term) }
                resolved.append(.known(value))
            }
            result.kind = .size(resolved)
        default:
            break
        }
        return result
    }

    private func unresolved(_ term: NotationTerm) -> NotationTerm {
        var result = term
        result.kind = .unresolved
        return result
    }

    private func value(of name: String, at span: Span, _ diagnostics: inout [Diagnostic]) -> ParameterValue? {
        if let value = values[name] { return value }
        if open.contains(name) { return nil }
        diagnostics.append(Message.unknown(name, self, at: span))
        return nil
    }

    /// The arithmetic on a layer's input that is left once everything else is computed.
    private func replacingParameters(
        of expression: Expression, at span: Span, _ diagnostics: inout [Diagnostic]
    ) -> Expression? {
        guard expression.usesChannels else {
            return evaluate(expression, at: span, &diagnostics).map { .number($0) }
        }
        guard case .operation(let operation, let left, let right) = expression else { return expression }
        guard let left = replacingParameters(of: left, at: span, &diagnostics),
            let right = replacingParameters(of: right, at: span, &diagnostics)
        else { return nil }
        return .operation(operation, left, right)
    }

    private func evaluate(_ expression: Expression, at span: Span, _ diagnostics: inout [Diagnostic]) -> Int? {
        switch expression {
        case .number(let value):
            return value
        case .channels:
            diagnostics.append(Message.channelsInSize(at: span))
            return nil
        case .parameter(let name):
            guard let value = value(of: name, at: span, &diagnostics) else { return nil }
            guard case .integer(let integer) = value else {
                diagnostics.append(Message.notNumber(name, value, at: span))
                return nil
            }
            return integer
        case .operation(let operation, let left, let right):
            guard let left = evaluate(left, at: span, &diagnostics),
                let right = evaluate(right, at: span, &diagnostics)
            else { return nil }
            if operation == .divide, right == 0 || !left.isMultiple(of: right) {
                diagnostics.append(Message.notWhole(left, right, in: expression, at: span))
                return nil
            }
            guard let value = operation.applied(left, right), value >= 0 else {
                diagnostics.append(Message.outOfRange(expression, at: span))
                return nil
            }
            return value
        }
    }

    private static func term(for value: ParameterValue) -> (NotationTerm.Kind, String) {
        switch value {
        case .integer(let integer): (.integer(integer), String(integer))
        case .decimal(let decimal): (.decimal(decimal), "\(decimal)")
        case .boolean(let boolean): (.word, String(boolean))
        case .word(let word): (.word, word)
        case .extent(let extent):
            (.size(extent.values(along: Spec.spatialAxes).map { .known($0) }), extent.text(axes: Spec.spatialAxes))
        case .widths(let widths): (.widths(widths), widths.map(String.init).joined(separator: "-"))
        case .activation(let activation): (.word, activation.text)
        case .padding, .channels, .relative, .margin, .size, .names: (.unresolved, "")
        }
    }

    private enum Message {
        static func unknown(_ name: String, _ environment: Environment, at span: Span) -> Diagnostic {
            guard let block = environment.block else {
                return Diagnostic(
                    .unknownParameter, "`$\(name)` is used outside a block", at: span, about: .name(name),
                    help: "only the blocks of `define` have parameters: write the value here")
            }
            let known = environment.open.union(environment.values.keys).sorted()
            let closest = Suggestion.closest(to: name, among: known)
            return Diagnostic(
                .unknownParameter, "`\(block)` has no parameter `$\(name)`", at: span, about: .name(name),
                help: closest.map { "did you mean `$\($0)`?" }
                    ?? (known.isEmpty
                        ? "`\(block)` has no parameters: list them under `given`"
                        : Suggestion.known(
                            known.map { "$\($0)" }, near: "$\(name)", rest: "`given` lists all of them")))
        }

        static func notNumber(_ name: String, _ value: ParameterValue, at span: Span) -> Diagnostic {
            Diagnostic(
                .wrongType, "`$\(name)` isn't a whole number here, so it can't be used in arithmetic", at: span,
                about: .name(name),
                help: "give the block a whole number for `\(name)`")
        }

        static func notWhole(_ left: Int, _ right: Int, in expression: Expression, at span: Span) -> Diagnostic {
            Diagnostic(
                .wrongType, "\(left) / \(right) isn't a whole number", at: span,
                about: .value("\(left) / \(right)", of: expression.text { "$\($0)" }),
                help: "sizes and counts are whole numbers: change the parameters of this use, or the division")
        }

        static func channelsInSize(at span: Span) -> Diagnostic {
            Diagnostic(
                .wrongType, "a size can't have `\(Expression.channelsWord)`", at: span,
                help: "it stands for a count of channels, units, or groups: write a number here")
        }

        static func outOfRange(_ expression: Expression, at span: Span) -> Diagnostic {
            Diagnostic(
                .sizeOverflow, "`\(expression.text { "$\($0)" })` is negative or too large", at: span,
                help: "change the parameters of this use")
        }
    }
}

extension NotationTerm {
    /// Whether it is arithmetic, or a size with arithmetic in it.
    var isComputed: Bool {
        switch kind {
        case .expression: true
        case .size(let dimensions): dimensions.contains { if case .expression = $0 { true } else { false } }
        default: false
        }
    }
}
