extension BidirectionalCollection {
    /// Without what both ends have of some elements.
    @inlinable
    package func trimmed(while isDropped: (Element) -> Bool) -> SubSequence {
        let end = trimmedAtEnd(while: isDropped).endIndex
        return self[startIndex..<end].drop(while: isDropped)
    }

    /// Without what the end has of some elements.
    @inlinable
    package func trimmedAtEnd(while isDropped: (Element) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
        return self[startIndex..<end]
    }
}
