import StrataRuntime

extension Clothes {
    /// What of it is worn on feet.
    package static let shoes: Set<Class> = [.sandal, .sneaker, .ankleBoot]
}
