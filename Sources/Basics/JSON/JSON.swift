/// A JSON value (RFC 8259). The fields of an object keep their order.
package enum JSON: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case decimal(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// Returns an object without the fields whose value is nil.
    package static func fields(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
        .object(fields.compactMap { name, value in value.map { (name, $0) } })
    }

    /// Returns an object with more fields at its end; any other value is returned unchanged.
    package func adding(_ more: KeyValuePairs<String, JSON?>) -> JSON {
        guard case .object(let fields) = self else { return self }
        return .object(fields + more.compactMap { name, value in value.map { (name, $0) } })
    }

    /// Returns an array of the items' values, or nil if there are no items.
    package static func list<Item>(_ items: [Item], _ value: (Item) -> JSON) -> JSON? {
        items.isEmpty ? nil : .array(items.map(value))
    }

    /// Returns an array of strings.
    package static func strings(_ strings: some Sequence<String>) -> JSON { .array(strings.map { .string($0) }) }

    // MARK: Accessing parts

    /// A field of an object; nil if it's missing or `null`, or if this isn't an object. The last of several fields with
    /// the same name counts.
    package subscript(name: String) -> JSON? {
        guard case .object(let fields) = self, let value = fields.last(where: { $0.0 == name })?.1, value != .null
        else {
            return nil
        }
        return value
    }

    package var string: String? { if case .string(let string) = self { string } else { nil } }
    package var boolean: Bool? { if case .boolean(let boolean) = self { boolean } else { nil } }
    package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
    package var isObject: Bool { if case .object = self { true } else { false } }

    /// The value as a whole number, even if it's written with a decimal point or an exponent.
    package var integer: Int? {
        switch self {
        case .integer(let value): value
        case .decimal(let value): Int(exactly: value)
        default: nil
        }
    }
}

extension JSON: Hashable {
    /// Returns whether two values are equal; the order of an object's fields doesn't matter.
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.decimal(let left), .decimal(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): dictionary(left) == dictionary(right)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: break
        case .boolean(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .decimal(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .array(let items): hasher.combine(items)
        case .object(let fields): hasher.combine(Self.dictionary(fields))
        }
    }

    private static func dictionary(_ fields: [(String, JSON)]) -> [String: JSON] {
        Dictionary(fields, uniquingKeysWith: { _, last in last })
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}
