import NetworkTerms
import SpecText

/// What a person wrote for the parameters of one layer, optimizer or schedule, with the place of every value; what was not
/// written has its default.
public struct Arguments: Sendable {
    /// The values, without their places.
    public var call: Call
    private var spans: ParameterValues<Span> = [:]
    /// What was left open with `?`, for the compiler to find.
    public var open: ParameterValues<OpenParameter> = [:]
    /// What was written in place of a value, where it was worked out from a block's parameters.
    public var expressions: ParameterValues<Expression> = [:]

    public init(_ call: Call) {
        self.call = call
    }

    public init(syntax: Syntax) {
        call = Call(syntax)
    }

    public var syntax: Syntax { call.syntax }

    public subscript(name: String) -> ParameterValue? { call[name] }

    /// The names of the parameters that are written, in their order.
    public var writtenNames: [String] { call.values.map(\.key) }

    public func isWritten(_ name: String) -> Bool { call.values.contains(name) }

    /// What is written, with its place; nil of a default.
    public func written(_ name: String) -> Located<ParameterValue>? {
        guard let value = call.values[name], let span = spans[name] else { return nil }
        return Located(value, at: span)
    }

    /// Takes a value as written at a place.
    public mutating func write(_ value: ParameterValue, for name: String, at span: Span) {
        call.values[name] = value
        spans[name] = span
    }

    /// Puts another value in the place of one that is written.
    public mutating func rewrite(_ name: String, _ value: ParameterValue) {
        if isWritten(name) { call.values[name] = value }
    }

    /// What a shorthand stands for, of which one call is given: a value that the shorthand doesn't have itself has the place
    /// of the value that it follows from.
    func expanded(to call: Call) -> Arguments {
        var result = Arguments(call)
        let source = spans.first { !call.values.contains($0.key) }?.value
        for (name, _) in call.values { result.spans[name] = spans[name] ?? source }
        return result
    }

    /// Moves every place.
    mutating func updateSpans(_ change: (inout Span) -> Void) { spans.update(change) }

    /// Where a value is written, or left open.
    public func span(of name: String) -> Span? { spans[name] ?? open[name]?.span }

    public func extent(_ name: String) -> Extent? { call.extent(name) }
    public func integer(_ name: String) -> Int? { call.integer(name) }
    public func decimal(_ name: String) -> Double? { call.decimal(name) }
    public func boolean(_ name: String) -> Bool? { call.boolean(name) }
    public func word(_ name: String) -> String? { call.word(name) }
    public func widths(_ name: String) -> [Int]? { call.widths(name) }
    public func names(_ name: String) -> [String]? { call.names(name) }
    public func margin(_ name: String) -> Margin? { call.margin(name) }
    public func size(_ name: String) -> TensorShape? { call.size(name) }
    public func padding(_ name: String) -> Padding? { call.padding(name) }
    public func groups(ofChannels channels: Int) -> Int { call.groups(ofChannels: channels) }
}
