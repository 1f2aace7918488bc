import Foundation

/// How long random tests look: `STRATA_EFFORT=100 swift test --filter SizeTests` tries a hundred times as many cases as the
/// suite does.
public enum Effort {
    public static let factor = ProcessInfo.processInfo.environment["STRATA_EFFORT"].flatMap(Int.init) ?? 1
}
