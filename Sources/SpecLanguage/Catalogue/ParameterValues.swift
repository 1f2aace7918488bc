/// What is known of some of a layer's parameters, by their names.
///
/// A layer has few parameters, and a network many layers: looking through them in a row is quicker than a dictionary.
public struct ParameterValues<Value> {
    public typealias Element = (key: String, value: Value)

    private(set) var elements: [Element] = []

    public init() {}

    public subscript(name: String) -> Value? {
        get {
            index(of: name).map { elements[$0].value }
        }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): elements[index].value = value
            case (let index?, nil): elements.remove(at: index)
            case (nil, let value?):
                if elements.isEmpty { elements.reserveCapacity(4) }
                elements.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// Where the value of a parameter stands among the elements.
    func index(of name: String) -> Int? {
        // By index, for a loop over the elements would copy each.
        for index in elements.indices where elements[index].key == name { return index }
        return nil
    }

    /// Changes every value.
    mutating func update(_ change: (inout Value) -> Void) {
        for index in elements.indices { change(&elements[index].value) }
    }

    public var isEmpty: Bool { elements.isEmpty }

    public var values: some Sequence<Value> { elements.lazy.map(\.value) }
}

extension ParameterValues: Sequence {
    public func makeIterator() -> Array<Element>.Iterator { elements.makeIterator() }
}

extension ParameterValues: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension ParameterValues: Sendable where Value: Sendable {}
