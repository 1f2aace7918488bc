/// The numbers of the nodes before or after one. There is usually only one, which needs no allocation.
public struct NodeNumbers: Hashable, Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private var first: Int?
    private var rest: [Int] = []

    public init() {}

    public init(arrayLiteral elements: Int...) { self.init(elements) }

    public init(_ numbers: some Sequence<Int>) { for number in numbers { append(number) } }

    init(only number: Int) { first = number }

    /// The number, if there is no other.
    public var only: Int? { rest.isEmpty ? first : nil }

    public var startIndex: Int { 0 }
    public var endIndex: Int { first == nil ? 0 : 1 + rest.count }

    public subscript(index: Int) -> Int {
        if index == 0, let first { return first }
        return rest[index - 1]
    }

    mutating func append(_ number: Int) { if first == nil { first = number } else { rest.append(number) } }
}
