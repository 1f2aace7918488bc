import SpecLanguage
import SpecText

/// Where the named layers of a spec are written, for a join with a name that no layer above has: the layer may be further
/// down, or in a list whose names can't be reached from outside.
struct NamedPlaces {
    private let spec: Spec
    /// Looked for once it is needed: most specs have no such join.
    private var places: [String: Span]?

    init(of spec: Spec) { self.spec = spec }

    mutating func place(of name: String) -> Span? {
        let places = self.places ?? collected()
        self.places = places
        return places[name]
    }

    private func collected() -> [String: Span] {
        var places: [String: Span] = [:]
        func walk(_ items: [Item]) {
            for item in items {
                if case .layer(let layer) = item, layer.isNamed {
                    places[layer.name] = places[layer.name] ?? layer.nameSpan ?? layer.span
                }
                item.lists.forEach(walk)
            }
        }
        walk(spec.body)
        walk(spec.head)
        return places
    }
}
