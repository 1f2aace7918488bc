/// Places regions in one block of memory so that regions alive at the same time never overlap.
///
/// Greedy by size, as in Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference" (2020): the
/// largest region comes first, and each goes into the tightest gap between the placed regions whose lifetimes overlap
/// its own.
enum Arena {
    struct Request {
        let bytes: Int
        let lifetime: ClosedRange<Int>
    }

    /// Returns an offset for each request, and the total size.
    static func place(_ requests: [Request]) -> (offsets: [Int], size: Int) {
        var offsets = [Int](repeating: 0, count: requests.count)
        var placed: [Int] = []  // by offset
        var size = 0
        let order = requests.indices.sorted {
            (requests[$1].bytes, $0) < (requests[$0].bytes, $1)
        }
        for index in order where requests[index].bytes > 0 {
            let request = requests[index]
            let bytes = aligned(request.bytes)
            var best: (offset: Int, gap: Int)?
            var end = 0
            for other in placed where requests[other].lifetime.overlaps(request.lifetime) {
                let gap = offsets[other] - end
                if gap >= bytes, gap < best?.gap ?? .max { best = (end, gap) }
                end = max(end, offsets[other] + aligned(requests[other].bytes))
            }
            let offset = best?.offset ?? end
            offsets[index] = offset
            size = max(size, offset + bytes)
            let place = placed.partitionIndex { offsets[$0] > offset }
            placed.insert(index, at: place)
        }
        return (offsets, size)
    }
}

extension Array {
    /// Returns the first index whose element satisfies `condition`, in an array where all such elements come last.
    fileprivate func partitionIndex(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
