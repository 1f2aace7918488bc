import SpecLanguage
import SpecText

/// The places of a spec's named layers, for a join with a name that no layer above has: the layer may be further down,
/// or in a list whose names can't be used outside of it.
struct NamedPlaces {
    private let spec: Spec
    /// Computed when it is needed, because most specs have no such join.
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
        walk(spec.items)
        return places
    }
}
