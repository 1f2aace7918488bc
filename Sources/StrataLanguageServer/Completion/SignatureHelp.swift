import Basics
import NetworkTerms
import SpecCompiler

extension Analysis {
    /// The notation of the layer on the line, and the part at the cursor.
    func signatureHelp(at offset: Int) -> JSON? {
        let line = source.bytes[..<offset].suffix(max(0, offset - source.lineSpan(at: offset).start))
        // Spaces and commas in a comment trigger help, too.
        guard !String(decoding: line, as: UTF8.self).contains(" #") else { return nil }
        let context = LineContext(source, offset: offset)
        let place = StructureContext(path: context.path)
        let choices: [Syntax]
        if context.key == nil, context.isItem, place.isLayerList {
            choices = layerChoices
        } else if let chosen = context.key.flatMap({ place.word($0)?.choices }) {
            choices = chosen
        } else {
            return nil
        }
        guard let clauses = NotationParser.clauses(of: context.text), let head = clauses.first?.terms,
            let found = choices.named(by: head)
        else { return nil }
        let signature = NotationSignature(found.syntax, form: found.form)
        let active = signature.active(clauses)
        return [
            "activeSignature": 0,
            "signatures": [
                .fields([
                    "label": .string(signature.label), "documentation": .markdown(found.syntax.summary),
                    "activeParameter": active.map { .integer($0) },
                    "parameters": .array(
                        signature.parts.map { part in
                            [
                                "label": .string(part.text),
                                "documentation": .markdown(Self.text(of: part.parameter, nil)),
                            ]
                        }),
                ])
            ],
        ]
    }
}

/// The notation of a layer with names in place of values: `KERNEL conv, FILTERS, /STRIDE, pad PADDING`.
struct NotationSignature {
    struct Part {
        var text: String
        var parameter: ParameterDefinition
        var place: NotationPlace
    }

    let label: String
    let parts: [Part]

    init(_ syntax: Syntax, form: Syntax.Form) {
        var parts: [Part] = []
        var head = form.words
        var options: [String] = []
        for parameter in syntax.parameters where form.presets[parameter.name] == nil {
            guard let place = parameter.places.first else { continue }
            let name = parameter.name.uppercased()
            let text: String
            switch place {
            case .leading:
                text = name
                head = name + " " + head
            case .trailing:
                text = name
                head += " " + name
            case .alone, .itself:
                text = name
                options.append(text)
            case .slash:
                text = "/" + name
                options.append(text)
            case .keyword(let word):
                text = word + " " + name
                options.append(text)
            case .flag(let words, _):
                text = words
                options.append(text)
            }
            parts.append(Part(text: text, parameter: parameter, place: place))
        }
        label = ([head] + options).joined(separator: ", ")
        self.parts = parts
    }

    /// The part for the last clause; nil if it is ambiguous.
    func active(_ clauses: [NotationClause]) -> Int? {
        guard clauses.count > 1, let last = clauses.last else {
            return parts.firstIndex { $0.place == .trailing } ?? parts.firstIndex { $0.place == .leading }
        }
        guard let first = last.terms.first else {
            return parts.firstIndex { $0.place == .alone }.flatMap { clauses.count == 2 ? $0 : nil }
        }
        return parts.firstIndex { part in
            part.parameter.places.contains { place in
                switch place {
                case .slash: first.isStride
                case .alone: !first.isStride && !first.isWord
                case .keyword(let word): first.text == word
                case .flag(let words, _): words.hasPrefix(last.terms.map(\.text).joined(separator: " "))
                case .itself: part.parameter.type.ownWords.contains { $0.hasPrefix(first.text) } && first.isWord
                case .leading, .trailing: false
                }
            }
        }
    }
}
