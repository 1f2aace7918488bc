/// A half-open range of UTF-8 bytes in one source file. Everything that a person wrote keeps its span through every
/// stage, so that any later finding can point to it.
public struct Span: Hashable, Sendable {
    /// The file's number in the compilation: 0 is the root spec, others are its includes.
    public var file: Int
    /// The offset of the first byte.
    public var start: Int
    /// The offset after the last byte; never before `start`.
    public var end: Int

    public init(file: Int = 0, start: Int, end: Int) {
        self.file = file
        self.start = start
        self.end = max(start, end)
    }

    public var length: Int { end - start }

    /// The smallest span that contains both; the receiver if they are in different files.
    public func joined(with other: Span) -> Span {
        guard other.file == file else { return self }
        return Span(file: file, start: min(start, other.start), end: max(end, other.end))
    }

    /// As many bytes further on, in a file.
    package func moved(by distance: Int, to file: Int) -> Span {
        Span(file: file, start: start + distance, end: end + distance)
    }

    public func contains(_ other: Span) -> Bool {
        file == other.file && start <= other.start && other.end <= end
    }
}

/// A value with the place where it is written.
public struct Located<Value> {
    public var value: Value
    public var span: Span

    public init(_ value: Value, at span: Span) {
        self.value = value
        self.span = span
    }

    public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
        Located<Other>(try transform(value), at: span)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
