import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Other values for parameters of a layer.
struct LayerChange {
    let layer: Layer
    let values: [(name: String, value: ParameterValue)]
    /// The layer's name in the title of a fix.
    let name: String

    init(_ layer: Layer, _ values: [(name: String, value: ParameterValue)], name: String? = nil) {
        (self.layer, self.values, self.name) = (layer, values, name ?? layer.name)
    }

    /// The layer's arguments after the change.
    var arguments: Arguments {
        values.reduce(into: layer.arguments) { arguments, change in
            arguments.write(change.value, for: change.name, at: layer.span)
        }
    }

    /// The change in the words of the notation: `pad 1`, `/2`, `no ceil`.
    var title: String {
        values.map { name, value in
            guard let parameter = layer.arguments.syntax.parameter(named: name) else { return name }
            if parameter.fallback == value {
                for case .flag(let words, _) in parameter.places { return "no \(words)" }
                for case .keyword(let word) in parameter.places { return "no \(word)" }
            }
            switch parameter.places.first {
            case .leading, .trailing, .alone, nil: return "\(name) \(value.text)"
            default: return parameter.notation(of: value) ?? "\(name) \(value.text)"
            }
        }.joined(separator: ", ")
    }

    // MARK: Ways to write it

    /// The edits for each way to write the change: in place of the written values or as further options, in the notation
    /// or in longhand; or as a new line for the whole layer, alone or in quotes. Only one of them can be read, depending
    /// on the text.
    var ways: [[Diagnostic.Edit]] {
        // A value that is computed from a block's parameters may be right for other uses.
        guard values.allSatisfy({ layer.arguments.expressions[$0.name]?.parameters.isEmpty ?? true }) else { return [] }
        var ways: [[Diagnostic.Edit]] = [[], [], []]
        for (name, value) in values {
            guard let parameter = layer.arguments.syntax.parameter(named: name) else { return [] }
            let options = parameter.fallback == value && layer.arguments.isWritten(name) ? nil : edits(parameter, value)
            guard let options else {
                ways = []
                break
            }
            for index in ways.indices { ways[index].append(options[min(index, options.count - 1)]) }
        }
        if let line {
            ways += [line, "\"\(line)\""].map { [Diagnostic.Edit(span: layer.span, replacement: $0)] }
        }
        return ways
    }

    /// The edits for one value, one for each way; nil if only a new line can express it.
    private func edits(_ parameter: ParameterDefinition, _ value: ParameterValue) -> [Diagnostic.Edit]? {
        guard let notation = parameter.notation(of: value) else { return nil }
        if let written = layer.arguments.written(parameter.name)?.span {
            // The values of a shorthand such as `mlp` share a place.
            guard written != layer.span else { return nil }
            return [value.text, notation].map { Diagnostic.Edit(span: written, replacement: $0) }
        }
        let (end, inside) = (layer.span.end, max(layer.span.start, layer.span.end - 1))
        func inserting(_ text: String, at place: Int) -> Diagnostic.Edit {
            Diagnostic.Edit(span: Span(file: layer.span.file, start: place, end: place), replacement: ", \(text)")
        }
        return [
            inserting(notation, at: end), inserting(notation, at: inside),
            inserting("\(parameter.name): \(value.text)", at: inside),
        ]
    }

    /// The whole layer in the notation, without values that are the default.
    private var line: String? {
        guard !layer.isPart else { return nil }
        var texts: [String: String] = [:]
        for name in arguments.writtenNames {
            let parameter = layer.arguments.syntax.parameter(named: name)
            guard let value = arguments[name], parameter?.fallback != value || parameter?.isRequired == true else {
                continue
            }
            let expression = layer.arguments.expressions[name]
            if expression == nil, case .extent(let extent) = value, parameter?.places.first == .leading {
                texts[name] = extent.text(axes: Spec.spatialAxes)
                continue
            }
            texts[name] = expression?.notation ?? value.text
        }
        return NotationWriter.text(
            of: layer.arguments.syntax, texts, name: layer.isNamed ? layer.name : nil)
    }
}

extension [LayerChange] {
    /// The fix that makes all changes, in each way to write them.
    var fixes: [Diagnostic.Fix] {
        let all = map(\.ways)
        guard let count = all.map(\.count).min() else { return [] }
        // The last two ways of each are the whole line.
        return (0..<count).map { way in
            Diagnostic.Fix(title, edits: all.flatMap { ways in ways[way < count - 2 ? way : ways.count - count + way] })
        }
    }

    /// `conv1: pad 1`, `conv1 and conv2: pad 1`, `conv1: pad 2; conv2: pad 1`.
    private var title: String {
        var groups: [(title: String, names: [String])] = []
        for change in self {
            let title = change.title
            if let place = groups.firstIndex(where: { $0.title == title }) {
                groups[place].names.append(change.name)
            } else {
                groups.append((title, [change.name]))
            }
        }
        return groups.map { "\(Self.list($0.names)): \($0.title)" }.joined(separator: "; ")
    }

    /// The most names to list.
    private static let mostNames = 6

    /// `conv1 and conv2`, `conv1 to conv4` if there are none between them, or `8 layers from conv1 to conv15`.
    private static func list(_ names: [String]) -> String {
        let isRun = zip(names, names.dropFirst()).allSatisfy { $0.incremented == $1 }
        if names.count > 3, isRun { return "\(names[0]) to \(names[names.count - 1])" }
        guard names.count > mostNames else { return Suggestion.list(names, conjunction: "and") }
        return "\(names.count) layers from \(names[0]) to \(names[names.count - 1])"
    }
}

extension ParameterDefinition {
    /// The value in the notation, as an option: `pad 1`, `/2`, `ceil`; nil if there is no place for it.
    fileprivate func notation(of value: ParameterValue) -> String? {
        for place in places {
            switch place {
            case .flag(let words, value): return words
            case .keyword(let word): return "\(word) \(value.text)"
            case .slash: return "/\(value.text)"
            case .leading, .trailing, .alone: return value.text
            case .flag, .itself: continue
            }
        }
        return nil
    }
}

extension String {
    /// The name with the next number: `conv2` after `conv1`.
    fileprivate var incremented: String? {
        let stem = String(reversed().drop(while: \.isNumber).reversed())
        return Int(dropFirst(stem.count)).map { "\(stem)\($0 + 1)" }
    }
}
