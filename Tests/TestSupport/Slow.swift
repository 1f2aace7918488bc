import Foundation
import Testing

extension Trait where Self == ConditionTrait {
    /// For tests that take seconds: `make check` leaves them out, `make test` does not.
    public static var slow: Self {
        .disabled(if: ProcessInfo.processInfo.environment["STRATA_QUICK"] == "1", "slow, and STRATA_QUICK is set")
    }
}
