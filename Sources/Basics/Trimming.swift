extension BidirectionalCollection {
    /// Returns the collection without the elements at both ends that satisfy a condition.
    @inlinable
    package func trimmed(while isDropped: (Element) -> Bool) -> SubSequence {
        let end = trimmedAtEnd(while: isDropped).endIndex
        return self[startIndex..<end].drop(while: isDropped)
    }

    /// Returns the collection without the elements at its end that satisfy a condition.
    @inlinable
    package func trimmedAtEnd(while isDropped: (Element) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
        return self[startIndex..<end]
    }
}
