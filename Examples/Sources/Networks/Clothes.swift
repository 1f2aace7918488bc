import StrataRuntime

extension Clothes {
    /// The classes that are worn on feet.
    package static let shoes: Set<Class> = [.sandal, .sneaker, .ankleBoot]
}
