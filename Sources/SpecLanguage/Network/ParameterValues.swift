/// Values of some of a layer's parameters, by name, in the order in which they were written.
///
/// A layer has few parameters, so a linear search is faster than a dictionary.
@frozen
public struct ParameterValues<Value> {
    @usableFromInline var entries: [Element] = []

    @inlinable public init() {}

    @inlinable
    public subscript(name: String) -> Value? {
        get { index(of: name).map { entries[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append((name, value))
            case (nil, nil): break
            }
        }
    }

    @inlinable public var isEmpty: Bool { entries.isEmpty }

    @inlinable
    func index(of name: String) -> Int? { entries.firstIndex { $0.key == name } }

    /// Changes every value.
    @inlinable
    public mutating func update(_ change: (inout Value) -> Void) {
        for index in entries.indices { change(&entries[index].value) }
    }
}

extension ParameterValues: Sequence {
    public typealias Element = (key: String, value: Value)

    @inlinable
    public func makeIterator() -> Array<Element>.Iterator { entries.makeIterator() }
}

extension ParameterValues: ExpressibleByDictionaryLiteral {
    @inlinable
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension ParameterValues: Sendable where Value: Sendable {}
