import SpecLanguage
import SpecText

/// Tells of a join with a name that no layer above has where the layer of this name stands: further down, or in a list whose
/// names can't be reached from outside.
enum LaterNames {
    static func explain(_ findings: [Diagnostic], of spec: Spec) -> [Diagnostic] {
        guard findings.contains(where: { $0.rule == .unknownName }) else { return findings }
        var places: [String: Span] = [:]
        var joined: [Span: String] = [:]
        func walk(_ items: [Item]) {
            for item in items {
                if case .layer(let layer) = item, layer.isNamed {
                    places[layer.name] = places[layer.name] ?? layer.nameSpan ?? layer.span
                }
                if case .join(let join) = item { for other in join.others { joined[other.span] = other.value } }
                item.lists.forEach(walk)
            }
        }
        walk(spec.body)
        walk(spec.head)
        return findings.map { finding in
            guard finding.rule == .unknownName, let place = joined[finding.span].flatMap({ places[$0] }) else {
                return finding
            }
            var finding = finding
            finding.fixes = []
            finding.notes.append(Diagnostic.Note("a layer of this name stands here", at: place))
            finding.help =
                place.file == finding.span.file && place.start > finding.span.start
                ? "a join takes what stands above it: move it below that layer"
                : "what stands inside a block or a repeat can't be reached from outside: name the whole, and join with that"
            return finding
        }
    }
}
