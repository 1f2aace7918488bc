#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Double {
    /// The cosine of an angle in radians.
    package var cosine: Double { cos(self) }

    /// Returns the number raised to a power.
    package func raised(to exponent: Double) -> Double { pow(self, exponent) }
}
