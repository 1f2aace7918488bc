/// A JSON text whose keys stay in order.
package indirect enum JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    case string(String)
    case number(Int)
    case boolean(Bool)
    case array([JSON])
    case object([(String, JSON)])

    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    package func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .string(let string): return Self.quoted(string)
        case .number(let number): return String(number)
        case .boolean(let boolean): return String(boolean)
        case .array(let items):
            let texts = items.map { $0.text(indent: inner) }
            let line = "[\(texts.joined(separator: ", "))]"
            return line.contains("\n") || line.count > 100
                ? "[\n\(texts.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)]" : line
        case .object(let fields):
            let texts = fields.map { "\(Self.quoted($0.0)): \($0.1.text(indent: inner))" }
            let line = "{\(texts.joined(separator: ", "))}"
            return line.contains("\n") || line.count > 100
                ? "{\n\(texts.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)}" : line
        }
    }

    /// A JSON string (RFC 8259, section 7).
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
