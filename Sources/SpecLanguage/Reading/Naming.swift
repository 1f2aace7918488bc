import SpecText

/// Gives every layer a name of its own: the one it was given, or its kind's stem and a count, `conv1`, `conv2`.
enum Naming {
    static func nameLayers(of spec: inout Spec, _ diagnostics: inout [Diagnostic]) {
        var taken: [String: Span] = [:]
        for case .layer(let layer) in spec.items where layer.isNamed {
            if let first = taken[layer.name] {
                diagnostics.append(
                    Diagnostic(
                        .error, "duplicate-name", "a second layer is named `\(layer.name)`",
                        at: layer.nameSpan ?? layer.span,
                        notes: [Diagnostic.Note("the first stands here", at: first)],
                        help: "a name stands for one layer: choose another"))
            } else {
                taken[layer.name] = layer.nameSpan ?? layer.span
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
        checkParts(of: spec, &diagnostics)
    }

    /// The runtime names what belongs to a layer after it, with a point between: `conv1.weight`, `conv1.relu`.
    private static func checkParts(of spec: Spec, _ diagnostics: inout [Diagnostic]) {
        var layers: [String: Span] = [:]
        for case .layer(let layer) in spec.items {
            layers[layer.name] = layers[layer.name] ?? layer.nameSpan ?? layer.span
        }
        for case .layer(let layer) in spec.items where layer.isNamed {
            if layer.name == "input" {
                diagnostics.append(Message.inputName(at: layer.nameSpan ?? layer.span))
            } else if let (owner, span) = owner(of: layer.name, among: layers) {
                diagnostics.append(Message.part(layer.name, of: owner, span, at: layer.nameSpan ?? layer.span))
            }
        }
    }

    private static func owner(of name: String, among layers: [String: Span]) -> (String, Span)? {
        for index in name.indices where name[index] == "." {
            let prefix = String(name[..<index])
            if let span = layers[prefix] { return (prefix, span) }
        }
        return nil
    }

    private enum Message {
        static func inputName(at span: Span) -> Diagnostic {
            Diagnostic(
                .error, "invalid-name", "a layer can't be named `input`: that is the network's own input", at: span,
                help: "choose another name")
        }

        static func part(_ name: String, of owner: String, _ first: Span, at span: Span) -> Diagnostic {
            Diagnostic(
                .error, "invalid-name", "`\(name)` would be a part of the layer `\(owner)`", at: span,
                notes: [Diagnostic.Note("`\(owner)` stands here", at: first)],
                help: "what belongs to a layer is named after it, such as `\(owner).weight`; choose another name")
        }
    }
}
