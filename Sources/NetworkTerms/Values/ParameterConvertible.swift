/// A Swift value that can be the value of a parameter.
public protocol ParameterConvertible {
    var parameterValue: ParameterValue { get }
}

/// A Swift value that can be read from the value of a parameter.
public protocol ParameterReadable {
    init?(_ value: ParameterValue)
}

extension Int: ParameterConvertible, ParameterReadable {
    public var parameterValue: ParameterValue { .integer(self) }

    public init?(_ value: ParameterValue) {
        guard case .integer(let integer) = value else { return nil }
        self = integer
    }
}

extension Double: ParameterConvertible, ParameterReadable {
    public var parameterValue: ParameterValue { .decimal(self) }

    public init?(_ value: ParameterValue) {
        switch value {
        case .decimal(let decimal): self = decimal
        case .integer(let integer): self = Double(integer)
        default: return nil
        }
    }
}

extension Bool: ParameterConvertible, ParameterReadable {
    public var parameterValue: ParameterValue { .boolean(self) }

    public init?(_ value: ParameterValue) {
        guard case .boolean(let boolean) = value else { return nil }
        self = boolean
    }
}

extension String: ParameterConvertible, ParameterReadable {
    public var parameterValue: ParameterValue { .word(self) }

    public init?(_ value: ParameterValue) {
        guard case .word(let word) = value else { return nil }
        self = word
    }
}

extension [String]: ParameterConvertible {
    public var parameterValue: ParameterValue { .names(self) }
}

/// One of some words.
public protocol ParameterWord: ParameterConvertible, ParameterReadable, RawRepresentable<String> {}

extension ParameterWord {
    public var parameterValue: ParameterValue { .word(rawValue) }

    public init?(_ value: ParameterValue) {
        guard case .word(let word) = value else { return nil }
        self.init(rawValue: word)
    }
}

extension Initialization: ParameterWord {}
extension Interpolation: ParameterWord {}
extension MissingValues: ParameterWord {}
extension Pooling: ParameterWord {}
extension Separator: ParameterWord {}

extension Extent: ParameterConvertible { public var parameterValue: ParameterValue { .extent(self) } }
extension Margin: ParameterConvertible { public var parameterValue: ParameterValue { .margin(self) } }
extension Padding: ParameterConvertible { public var parameterValue: ParameterValue { .padding(self) } }
extension ParameterValue: ParameterConvertible { public var parameterValue: ParameterValue { self } }
extension TensorShape: ParameterConvertible { public var parameterValue: ParameterValue { .size(self) } }

extension Activation: ParameterConvertible {
    public var parameterValue: ParameterValue { Activation(word: word) == self ? .word(word) : .activation(self) }
}
