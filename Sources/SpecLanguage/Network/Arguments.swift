import NetworkTerms
import SpecText

/// The values written for the parameters of one layer, optimizer, or schedule, with their spans. Parameters that aren't
/// written have their defaults.
public struct Arguments: Sendable {
    /// The values, without their spans.
    public var call: Call
    private var spans: ParameterValues<Span> = [:]
    /// The parameters left open with `?`, for the compiler to find.
    public var open: ParameterValues<OpenParameter> = [:]
    /// The arithmetic that values were computed from, if they were written with a block's parameters.
    public var expressions: ParameterValues<Expression> = [:]

    public init(_ call: Call) {
        self.call = call
    }

    public init(syntax: Syntax) {
        call = Call(syntax)
    }

    public var syntax: Syntax { call.syntax }

    public subscript(name: String) -> ParameterValue? { call[name] }

    /// The names of the written parameters, in order.
    public var writtenNames: [String] { call.values.map(\.key) }

    public func isWritten(_ name: String) -> Bool { call.values.contains(name) }

    /// The written value with its span, or nil if the parameter has its default.
    public func written(_ name: String) -> Located<ParameterValue>? {
        guard let value = call.values[name], let span = spans[name] else { return nil }
        return Located(value, at: span)
    }

    /// Records a value as written at a span.
    public mutating func write(_ value: ParameterValue, for name: String, at span: Span) {
        call.values[name] = value
        spans[name] = span
    }

    /// Replaces a written value.
    public mutating func rewrite(_ name: String, _ value: ParameterValue) {
        if isWritten(name) { call.values[name] = value }
    }

    /// The arguments of one call that a shorthand expands to. A value that the shorthand doesn't have itself gets the
    /// span of the value it was derived from.
    func expanded(to call: Call) -> Arguments {
        var result = Arguments(call)
        let source = spans.first { !call.values.contains($0.key) }?.value
        for (name, _) in call.values { result.spans[name] = spans[name] ?? source }
        return result
    }

    /// Updates every span.
    mutating func updateSpans(_ change: (inout Span) -> Void) { spans.update(change) }

    /// The span where a value is written or left open.
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
