extension Sequence {
    /// Each element once: of several with one key the first.
    package func unique(by key: (Element) -> some Hashable) -> [Element] {
        func unique<Key: Hashable>(_ key: (Element) -> Key) -> [Element] {
            var seen: Set<Key> = []
            return filter { seen.insert(key($0)).inserted }
        }
        return unique(key)
    }
}
