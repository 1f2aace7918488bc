/// What is wrong with a call, regardless of the input.
public enum CallProblem: Error, Hashable, Sendable {
    case missing(parameter: String)
    case invalid(parameter: String, value: String, expected: String)
    /// Values that are each valid, but not together.
    case mistake(String)
}

/// Arguments that are each valid, but can't be combined.
public struct CallMistake: Sendable {
    /// The parameter that a finding points at.
    public let parameter: String
    public let message: String
    public let help: String

    public init(_ parameter: String, _ message: String, help: String) {
        (self.parameter, self.message, self.help) = (parameter, message, help)
    }
}

extension CallProblem: CustomStringConvertible {
    /// A message to follow the name of the called term: "`kernel` must be at least 1, not 0".
    public var description: String {
        switch self {
        case .missing(let parameter): "`\(parameter)` is missing"
        case .invalid(let parameter, let value, let expected): "`\(parameter)` must be \(expected), not \(value)"
        case .mistake(let message): message
        }
    }
}

extension Call {
    /// Checks the values against the definitions of the parameters: all required ones are given, and none is out of
    /// bounds.
    public func check() throws(CallProblem) {
        for parameter in syntax.parameters {
            guard let value = self[parameter.name] else {
                if parameter.isRequired(beside: self) { throw .missing(parameter: parameter.name) }
                continue
            }
            guard parameter.type.admits(value) else {
                throw .invalid(
                    parameter: parameter.name, value: value.text, expected: parameter.type.bounds(except: value))
            }
        }
    }

    /// Returns the value of a parameter that has one in every checked call, because it is required or has a default.
    public func value<Value: ParameterReadable>(_ name: String) throws(CallProblem) -> Value {
        guard let value = self[name].flatMap(Value.init) else { throw .missing(parameter: name) }
        return value
    }
}
