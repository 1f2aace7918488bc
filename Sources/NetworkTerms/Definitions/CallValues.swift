/// The values that a call gives for parameters, in the order in which they were given.
///
/// Each is kept with the number of its parameter: a name is looked up once, whether a value is given for it or the default holds.
public struct CallValues: Sendable {
    public let syntax: Syntax
    private var given: [Given] = []

    private struct Given: Sendable {
        var parameter: Int
        var value: ParameterValue
    }

    init(of syntax: Syntax) { self.syntax = syntax }

    /// The value that is given; nil where none is. A value for a parameter that there is not has no effect.
    public subscript(name: String) -> ParameterValue? {
        get { syntax.index(of: name).flatMap { self[parameter: $0] } }
        set {
            if let newValue {
                give(newValue, for: name)
            } else if let place = place(of: name) {
                given.remove(at: place)
            }
        }
    }

    /// Gives a value.
    ///
    /// - Returns: how many values were given before; nil where there is no such parameter.
    @discardableResult
    public mutating func give(_ value: ParameterValue, for name: String) -> Int? {
        guard let parameter = syntax.index(of: name) else { return nil }
        if let place = place(of: parameter) {
            given[place].value = value
            return place
        }
        if given.isEmpty { given.reserveCapacity(4) }
        given.append(Given(parameter: parameter, value: value))
        return given.count - 1
    }

    /// The value that is given for a parameter, by its number.
    subscript(parameter parameter: Int) -> ParameterValue? { place(of: parameter).map { given[$0].value } }

    /// Whether a value is given.
    public func contains(_ name: String) -> Bool { place(of: name) != nil }

    /// How many values were given before.
    public func place(of name: String) -> Int? { syntax.index(of: name).flatMap { place(of: $0) } }

    private func place(of parameter: Int) -> Int? {
        for place in given.indices where given[place].parameter == parameter { return place }
        return nil
    }
}

extension CallValues: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { given.count }

    public subscript(place: Int) -> (key: String, value: ParameterValue) {
        (syntax.parameters[given[place].parameter].name, given[place].value)
    }
}
