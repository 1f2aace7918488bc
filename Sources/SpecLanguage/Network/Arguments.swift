import Basics
import NetworkTerms
import SpecText

/// The values written for the parameters of one layer, optimizer, or schedule, with their spans. Parameters that aren't
/// written have their defaults.
public struct Arguments: Sendable {
    /// The values, without their spans.
    public private(set) var call: Call
    /// The place of each value, as it was before it was moved; nil of what was not written.
    private var spans: [Span?] = []
    /// Where everything was moved to since: lines of one text share all but this.
    private var move: Move?
    /// The parameters left open with `?`, for the compiler to find.
    public var open: ParameterValues<OpenParameter> = [:]
    /// The arithmetic that values were computed from, if they were written with a block's parameters or `channels`.
    public var expressions: ParameterValues<Expression> = [:]

    /// A distance, and the file that it leads to.
    private struct Move {
        var distance: Int
        var file: Int

        func of(_ span: Span) -> Span { span.moved(by: distance, to: file) }
    }

    public init(_ call: Call) {
        self.call = call
        spans = Array(repeating: nil, count: call.values.count)
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
        guard let place = call.values.place(of: name), let span = span(at: place) else { return nil }
        return Located(call.values[place].value, at: span)
    }

    /// Records a value as written at a span.
    public mutating func write(_ value: ParameterValue, for name: String, at span: Span) {
        settle()
        guard let place = call.values.give(value, for: name) else { return }
        if spans.isEmpty { spans.reserveCapacity(4) }
        if place == spans.count { spans.append(span) } else { spans[place] = span }
    }

    /// Replaces a written value.
    public mutating func rewrite(_ name: String, _ value: ParameterValue) {
        if isWritten(name) { call.values[name] = value }
    }

    /// The arguments with numbers in place of arithmetic on the channels of the input.
    func resolved(ofChannels channels: Int) throws(CountFailure) -> Arguments {
        var result = self
        for (name, value) in call.values {
            if case .relative(let expression) = value, expressions[name] == nil {
                result.expressions[name] = expression
            }
        }
        result.call = try call.resolved(ofChannels: channels)
        return result
    }

    /// The arguments of one call that a shorthand expands to. A value that the shorthand doesn't have itself gets the
    /// span of the value it was derived from.
    func expanded(to call: Call) -> Arguments {
        var result = Arguments(call)
        let source = writtenNames.first { !call.values.contains($0) }.flatMap { span(of: $0) }
        result.spans = call.values.map { span(of: $0.key) ?? source }
        return result
    }

    /// Moves every place to another place of a file.
    mutating func move(by distance: Int, to file: Int) {
        settle()
        move = Move(distance: distance, file: file)
        open.update { $0.span = $0.span.moved(by: distance, to: file) }
    }

    /// Takes the places as they are after a move.
    private mutating func settle() {
        guard let move else { return }
        spans = spans.map { $0.map(move.of) }
        self.move = nil
    }

    private func span(at place: Int) -> Span? {
        spans[place].map { span in move.map { $0.of(span) } ?? span }
    }

    /// The span where a value is written or left open.
    public func span(of name: String) -> Span? {
        call.values.place(of: name).flatMap { span(at: $0) } ?? open[name]?.span
    }

    /// The finding for arguments that can't be combined.
    ///
    /// - Parameter place: The place of the whole item, used if the parameter isn't written.
    public func finding(of mistake: CallMistake, at place: Span) -> Diagnostic {
        Diagnostic(.wrongType, mistake.message, at: span(of: mistake.parameter) ?? place, help: mistake.help)
    }

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
