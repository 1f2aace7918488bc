import OperatingSystem

/// Random vectors that are orthogonal and of length 1: the rows of a matrix, or its columns if those are fewer.
///
/// They come from a QR decomposition of normal numbers in which the diagonal of R is positive, so that every orientation
/// is equally likely (Mezzadri, How to generate random matrices from the classical compact groups, 2007). PyTorch's
/// `orthogonal_` does the same.
struct OrthogonalStart {
    let rows: Int
    let columns: Int

    /// Returns the matrix, row by row.
    func values(from random: CounterRandom) -> [Float] {
        let (count, length) = (min(rows, columns), max(rows, columns))
        let isWide = rows < columns
        // Vector after vector, in double precision: nothing of a weight's 24 bits is lost.
        var vectors = [Double](repeating: 0, count: rows * columns)
        func place(_ index: Int) -> Int { isWide ? index : index % columns * length + index / columns }
        for start in stride(from: 0, to: vectors.count, by: 2) {
            let (first, second) = random.normals(UInt64(start))
            vectors[place(start)] = Double(first)
            if start + 1 < vectors.count { vectors[place(start + 1)] = Double(second) }
        }
        vectors.withUnsafeMutableBufferPointer { buffer in
            guard let vectors = buffer.baseAddress else { return }
            Self.orthonormalize(Vectors(start: vectors), count: count, length: length)
        }
        return (0..<rows * columns).map { Float(vectors[place($0)]) }
    }

    private struct Vectors: @unchecked Sendable {
        let start: UnsafeMutablePointer<Double>
    }

    /// The vectors whose parts are removed from another one at a time: they stay in a core's cache.
    private static let panel = 32

    /// The modified Gram-Schmidt method: each vector in turn is scaled to length 1, and its part is removed from all
    /// that follow. Those don't depend on each other, so the result is the same for any number of threads.
    private static func orthonormalize(_ vectors: Vectors, count: Int, length: Int) {
        var first = 0
        while first < count {
            let end = min(first + panel, count)
            for index in first..<end {
                for earlier in first..<index { remove(earlier, from: index, of: vectors, length) }
                normalize(index, of: vectors, length)
            }
            guard end < count else { return }
            Threads.share(count - end) { place in
                for earlier in first..<end { remove(earlier, from: end + place, of: vectors, length) }
            }
            first = end
        }
    }

    private static func normalize(_ index: Int, of vectors: Vectors, _ length: Int) {
        let vector = vectors.start + index * length
        let norm = dot(vector, vector, length).squareRoot()
        guard norm > 0 else { return }
        var place = 0
        while place < length {
            vector[place] /= norm
            place += 1
        }
    }

    private static func remove(_ earlier: Int, from index: Int, of vectors: Vectors, _ length: Int) {
        let (vector, other) = (vectors.start + earlier * length, vectors.start + index * length)
        let part = dot(vector, other, length)
        var place = 0
        while place < length {
            other[place] -= part * vector[place]
            place += 1
        }
    }

    /// The sum of products, in four parts, whose order doesn't depend on the machine.
    private static func dot(
        _ one: UnsafeMutablePointer<Double>, _ other: UnsafeMutablePointer<Double>, _ length: Int
    ) -> Double {
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
        var place = 0
        while place + 4 <= length {
            first += one[place] * other[place]
            second += one[place + 1] * other[place + 1]
            third += one[place + 2] * other[place + 2]
            fourth += one[place + 3] * other[place + 3]
            place += 4
        }
        while place < length {
            first += one[place] * other[place]
            place += 1
        }
        return (first + second) + (third + fourth)
    }
}
