import Basics
import NetworkTerms
import SpecText

/// Reads the `budget` section.
public enum BudgetReader {
    public static func read(_ node: YAMLNode, _ diagnostics: inout [Diagnostic]) -> Budget {
        var budget = Budget()
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(Message.notBudget(node))
            budget.stated = Set(Budget.Item.allCases)
            return budget
        }
        for (key, value) in Keys.unique(pairs, &diagnostics) {
            guard let item = Budget.Item(rawValue: key.value) else {
                diagnostics.append(Keys.unknown(key, in: .budget))
                let meant = ForeignWords.key(key.value, among: StructurePlace.budget.keys).flatMap(Budget.Item.init)
                if let meant { budget.stated.insert(meant) }
                continue
            }
            budget.stated.insert(item)
            if value.isUnknown { continue }
            guard let scalar = value.scalar, let limit = count(scalar.text, isMemory: item.isMemory) else {
                diagnostics.append(Message.notCount(item, value))
                continue
            }
            budget.limits[item] = Budget.Limit(value: limit, span: value.span)
        }
        return budget
    }

    /// Parses `100k`, `1.5M`, `61706`, or `512MB`. Nil if the text is something else, or overflows.
    private static func count(_ text: String, isMemory: Bool) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        var unit = text.dropFirst(digits.count)
        if unit.first == " " { unit = unit.dropFirst() }
        let factors = isMemory ? memoryUnits : countUnits
        guard let factor = factors[String(unit)], digits.first != ".", digits.last != ".",
            let number = Double(digits), number > 0, number * Double(factor) < 1e18
        else { return nil }
        // A whole number is exact.
        return Int(digits).flatMap { product($0, factor) } ?? Int((number * Double(factor)).rounded())
    }

    private static let countUnits = ["": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000, "B": 1_000_000_000]
    private static let memoryUnits = [
        "B": 1, "kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
    ]

    private enum Message {
        static func notBudget(_ node: YAMLNode) -> Diagnostic {
            Diagnostic(
                .wrongType, "a budget can't be \(node.kindDescription)", at: node.span,
                help: "write the limits, for example {parameters: 100k, macs: 10M}")
        }

        static func notCount(_ item: Budget.Item, _ node: YAMLNode) -> Diagnostic {
            let found = node.scalar.flatMap { $0.isEmpty ? nil : "`\($0.text)`" } ?? node.kindDescription
            return Diagnostic(
                .wrongType, "\(item.rawValue) can't be \(found)", at: node.span,
                help: item.isMemory
                    ? "write a number of bytes with a unit, such as `512MB` (a million bytes each) or `512MiB`"
                    : "write a number above zero, such as `61706`, `100k`, or `1.5M`")
        }
    }
}
