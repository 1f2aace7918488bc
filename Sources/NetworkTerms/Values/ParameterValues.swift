/// Values for some of a layer's parameters, by name, in the order in which they were written.
///
/// A layer has few parameters, and a network many layers, so a linear search is faster than a dictionary. Names and
/// values are in separate arrays, so the search doesn't copy values.
@frozen
public struct ParameterValues<Value> {
    @usableFromInline var names: [String] = []
    @usableFromInline var stored: [Value] = []

    @inlinable public init() {}

    @inlinable
    public subscript(name: String) -> Value? {
        get { index(of: name).map { stored[$0] } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): stored[index] = value
            case (let index?, nil):
                names.remove(at: index)
                stored.remove(at: index)
            case (nil, let value?):
                if names.isEmpty {
                    names.reserveCapacity(4)
                    stored.reserveCapacity(4)
                }
                names.append(name)
                stored.append(value)
            case (nil, nil): break
            }
        }
    }

    @inlinable public var isEmpty: Bool { names.isEmpty }

    /// Whether there is a value for a name.
    @inlinable
    public func contains(_ name: String) -> Bool { index(of: name) != nil }

    /// Comparing lengths first is faster, because most names differ in length.
    @inlinable
    func index(of name: String) -> Int? {
        let length = name.utf8.count
        for index in names.indices where names[index].utf8.count == length && names[index] == name { return index }
        return nil
    }

    @inlinable public var values: [Value] { stored }

    /// Changes every value.
    @inlinable
    public mutating func update(_ change: (inout Value) -> Void) {
        for index in stored.indices { change(&stored[index]) }
    }
}

extension ParameterValues: Sequence {
    public typealias Element = (key: String, value: Value)

    @frozen
    public struct Iterator: IteratorProtocol {
        @usableFromInline var names: Array<String>.Iterator
        @usableFromInline var values: Array<Value>.Iterator

        @inlinable
        init(names: Array<String>.Iterator, values: Array<Value>.Iterator) {
            (self.names, self.values) = (names, values)
        }

        @inlinable
        public mutating func next() -> Element? {
            guard let name = names.next(), let value = values.next() else { return nil }
            return (name, value)
        }
    }

    @inlinable
    public func makeIterator() -> Iterator {
        Iterator(names: names.makeIterator(), values: stored.makeIterator())
    }
}

extension ParameterValues: ExpressibleByDictionaryLiteral {
    @inlinable
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension ParameterValues: Sendable where Value: Sendable {}

extension ParameterValues: Equatable where Value: Equatable {
    /// Whether both have the same values, in any order.
    public static func == (one: Self, other: Self) -> Bool {
        one.names.count == other.names.count && one.allSatisfy { other[$0.key] == $0.value }
    }
}

extension ParameterValues: Hashable where Value: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(Set(names)) }
}
