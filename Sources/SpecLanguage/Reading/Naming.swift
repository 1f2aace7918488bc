import SpecText

/// Gives every layer a name of its own: the one it was given, or its kind's stem and a count, `conv1`, `conv2`.
enum Naming {
    static func nameLayers(of spec: inout Spec, _ diagnostics: inout [Diagnostic]) {
        var taken: [String: Span] = [:]
        for case .layer(let layer) in spec.items where layer.isNamed {
            if let first = taken[layer.name] {
                diagnostics.append(
                    Diagnostic(
                        .error, "duplicate-name", "a second layer is named `\(layer.name)`", at: layer.span,
                        notes: [Diagnostic.Note("the first stands here", at: first)],
                        help: "a name stands for one layer: choose another"))
            } else {
                taken[layer.name] = layer.span
            }
        }
        var counts: [String: Int] = [:]
        func name(_ items: inout [Item]) {
            for index in items.indices {
                guard case .layer(var layer) = items[index], !layer.isNamed else { continue }
                repeat {
                    counts[layer.definition.nameStem, default: 0] += 1
                    layer.name = "\(layer.definition.nameStem)\(counts[layer.definition.nameStem] ?? 0)"
                } while taken[layer.name] != nil
                items[index] = .layer(layer)
            }
        }
        name(&spec.body)
        name(&spec.head)
    }
}
