extension RandomAccessCollection where Index == Int {
    /// The first index whose element satisfies a condition, if all those that don't come first; otherwise the end.
    @inlinable
    package func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
