import Basics

/// A layer, an optimizer, a schedule, or anything else from the catalog, with values for its parameters. A missing
/// value has the default in the parameter's definition, so every default is defined once.
///
/// The compiler creates a call from a line of a spec, generated code creates one with a method of the network builder,
/// and the runtime builds the network from it.
public struct Call: Hashable, Sendable {
    /// The values that are given.
    public var values: CallValues

    public init(_ syntax: Syntax, _ values: KeyValuePairs<String, ParameterValue> = [:]) {
        self.values = CallValues(of: syntax)
        for (name, value) in values { self.values[name] = value }
    }

    /// With the values of another call for the parameters that this one has, too.
    init(_ syntax: Syntax, valuesOf other: Call) {
        self.init(syntax)
        for (name, value) in other.values { values[name] = value }
    }

    public var syntax: Syntax { values.syntax }

    public subscript(name: String) -> ParameterValue? {
        guard let parameter = syntax.index(of: name) else { return nil }
        return values[parameter: parameter] ?? fallback(of: parameter)
    }

    /// What holds where nothing is given: the definition's default, or the value of the parameter that takes its place.
    private func fallback(of parameter: Int) -> ParameterValue? {
        let parameter = syntax.parameters[parameter]
        return parameter.fallback ?? parameter.fallbackParameter.flatMap { self[$0] }
    }

    /// Whether a given value differs from the one that it would have anyway.
    public func differsFromDefault(_ name: String) -> Bool {
        guard let parameter = syntax.index(of: name), let value = values[parameter: parameter] else { return false }
        return value != fallback(of: parameter)
    }

    public static func == (one: Call, other: Call) -> Bool {
        one.syntax === other.syntax && one.syntax.parameters.allSatisfy { one[$0.name] == other[$0.name] }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(syntax.key)
        for parameter in syntax.parameters { hasher.combine(self[parameter.name]) }
    }
}

extension Call {
    public func extent(_ name: String) -> Extent? {
        if case .extent(let extent) = self[name] { extent } else { nil }
    }

    public func integer(_ name: String) -> Int? {
        if case .integer(let value) = self[name] { value } else { nil }
    }

    public func decimal(_ name: String) -> Double? {
        switch self[name] {
        case .decimal(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    /// A decimal in the runtime's precision.
    public func float(_ name: String) -> Float? { decimal(name).map { Float($0) } }

    public func activation(_ name: String) -> Activation? {
        switch self[name] {
        case .activation(let activation): activation
        case .word(let word): Activation(word: word)
        default: nil
        }
    }

    /// The value, by default the definition's.
    public var initialization: Initialization { word("init").flatMap(Initialization.init) ?? .default }

    public func boolean(_ name: String) -> Bool? {
        if case .boolean(let value) = self[name] { value } else { nil }
    }

    public func word(_ name: String) -> String? {
        if case .word(let word) = self[name] { word } else { nil }
    }

    public func widths(_ name: String) -> [Int]? {
        if case .widths(let widths) = self[name] { widths } else { nil }
    }

    public func names(_ name: String) -> [String]? {
        if case .names(let names) = self[name] { names } else { nil }
    }

    public func margin(_ name: String) -> Margin? {
        if case .margin(let margin) = self[name] { margin } else { nil }
    }

    public func size(_ name: String) -> TensorShape? {
        if case .size(let size) = self[name] { size } else { nil }
    }

    public func padding(_ name: String) -> Padding? {
        if case .padding(let padding) = self[name] { padding } else { nil }
    }

    /// How a number of channels or units follows from the input's; nil where none is given.
    public func channels(_ name: String) -> ChannelRelation? {
        switch self[name] {
        case .integer(let count): .constant(count)
        case .relative(let expression): .relative(expression)
        default: nil
        }
    }

    /// Whether a value is arithmetic on the channels of the input.
    public var isRelative: Bool { values.contains { if case .relative = $0.value { true } else { false } } }

    /// Returns the call with numbers in place of arithmetic on the channels of the input.
    public func resolved(ofChannels channels: Int) throws(CountFailure) -> Call {
        guard isRelative else { return self }
        var result = self
        for (name, value) in values {
            guard case .relative(let expression) = value else { continue }
            result.values[name] = .integer(try expression.count(ofChannels: channels))
        }
        return result
    }

    /// Returns the number of groups of a layer with this many channels; at least 1.
    public func groups(ofChannels channels: Int) -> Int {
        switch self["groups"] {
        case .channels: max(channels, 1)
        case .integer(let groups): max(groups, 1)
        case .relative(let expression): (try? expression.count(ofChannels: channels)) ?? 1
        default: 1
        }
    }

    /// The window along each axis of a layer with `kernel`, `stride`, `dilation`, and `padding` parameters. The stride
    /// defaults to the kernel.
    public var window: PerAxis<Window> {
        let kernel = extent("kernel") ?? 1
        let stride = extent("stride") ?? 1
        let dilation = extent("dilation") ?? 1
        let padding = padding("padding") ?? .valid
        let roundsUp = boolean("ceil") == true
        return PerAxis(
            axes: kernel.axisCount, stride.axisCount, dilation.axisCount, padding.sides?.axisCount
        ) { axis in
            Window(
                kernel: kernel[axis], stride: stride[axis], dilation: dilation[axis], padding: padding.along(axis),
                roundsUp: roundsUp)
        }
    }
}
