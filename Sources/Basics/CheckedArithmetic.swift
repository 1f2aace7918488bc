/// The product, or nil on overflow.
@inlinable package func product(_ factors: [Int]) -> Int? {
    var result = 1
    for factor in factors {
        let (next, overflowed) = result.multipliedReportingOverflow(by: factor)
        if overflowed { return nil }
        result = next
    }
    return result
}

/// The product of two counts, or nil on overflow.
package func product(_ first: Int, _ second: Int) -> Int? {
    let (result, overflowed) = first.multipliedReportingOverflow(by: second)
    return overflowed ? nil : result
}

/// The product, or nil on overflow.
@inlinable package func product(_ factors: Int...) -> Int? { product(factors) }

/// The sum, or nil on overflow.
@inlinable package func sum(_ terms: [Int]) -> Int? {
    var result = 0
    for term in terms {
        let (next, overflowed) = result.addingReportingOverflow(term)
        if overflowed { return nil }
        result = next
    }
    return result
}

/// The sum of two counts, or nil on overflow.
package func sum(_ first: Int, _ second: Int) -> Int? {
    let (result, overflowed) = first.addingReportingOverflow(second)
    return overflowed ? nil : result
}

/// The sum, or nil on overflow.
@inlinable package func sum(_ terms: Int...) -> Int? { sum(terms) }

/// The greatest common divisor; for 0 and a number, that number.
package func gcd(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}

/// The least common multiple of two positive numbers, or nil on overflow.
package func lcm(_ a: Int, _ b: Int) -> Int? { product(a / gcd(a, b), b) }

/// Division that rounds down, for negative numbers too. The divisor must be positive.
package func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

/// The remainder, in `0..<b`. The divisor must be positive.
package func modulo(_ a: Int, _ b: Int) -> Int {
    let remainder = a % b
    return remainder < 0 ? remainder + b : remainder
}
