import Basics
import NetworkTerms
import SpecText

/// A layer, a loss, or an optimizer as PyTorch or Keras code creates it: `nn.Conv2d(3, 64, kernel_size=3, padding=1)`.
///
/// The definitions of layers, losses, and optimizers contain the meaning of each call.
struct ForeignCall {
    /// The name of the function, without any text before its last dot: `Conv2d`.
    let name: String
    private var values: [String] = []
    private var named: [String: String] = [:]

    /// Nil if the text isn't a complete call.
    init?(_ text: String) {
        guard let open = text.firstIndex(of: "("), text.last == ")",
            let name = text[..<open].split(whereSeparator: { $0 == "." || $0 == " " }).last
        else { return nil }
        self.name = String(name)
        guard let arguments = Self.arguments(text[text.index(after: open)...].dropLast()) else { return nil }
        for argument in arguments {
            let parts = argument.split(separator: "=", maxSplits: 1).map { Self.plain($0) }
            switch parts.count {
            case 2: named[parts[0]] = parts[1]
            case 1: values.append(parts[0])
            default: return nil
            }
        }
    }

    /// Splits arguments at the commas outside of brackets; nil if the brackets don't match.
    private static func arguments(_ text: Substring) -> [Substring]? {
        var depth = 0
        var start = text.startIndex
        var result: [Substring] = []
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "," where depth == 0:
                result.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
            if depth < 0 { return nil }
        }
        guard depth == 0 else { return nil }
        if text[start...].contains(where: { $0 != " " }) { result.append(text[start...]) }
        return result
    }

    /// The text without quotes, and `3x3` for `(3, 3)`.
    private static func plain(_ text: Substring) -> String {
        let trimmed = String(text).filter { !" '\"".contains($0) }
        guard let first = trimmed.first, "([".contains(first), let last = trimmed.last, ")]".contains(last) else {
            return trimmed
        }
        return trimmed.dropFirst().dropLast().split(separator: ",").sizeText
    }

    /// The call in the notation.
    struct Translation {
        var line: String
        /// A line that has to come first, for padding that the layer itself doesn't have.
        var before: String?
        /// Whether the call has the channels or units of its input as an argument, which a spec infers from the layers
        /// above.
        var isSized: Bool
    }

    /// Nil if it isn't certain. The notation's reader checks whether the values are valid.
    var translation: Translation? {
        let calls = Catalog.frameworkCalls[name.lowercased()] ?? []
        let exact = calls.filter { $0.call.name == name }
        for (syntax, call) in exact.isEmpty ? calls : exact {
            if let translation = translation(of: call, to: syntax) { return translation }
        }
        return nil
    }

    /// A line with the arguments that have a counterpart in a syntax: not the same, but close.
    func line(with syntax: Syntax) -> String? {
        Self.line(with: syntax, values.isEmpty ? named : [:])
    }

    /// A line with the values of other tools' keys that have a counterpart in a syntax.
    static func line(with syntax: Syntax, _ named: [String: String]) -> String? {
        var texts: [String: String] = [:]
        for (name, value) in named {
            // The key `momentum` of Adam is a mistake rather than its first beta.
            guard name != "momentum" || syntax.parameter(named: name) != nil,
                let parameter = (ForeignWords.key(name, among: syntax.parameters.map(\.name), of: nil))
                    .flatMap(syntax.parameter(named:)) ?? syntax.parameter(named: name)
            else { continue }
            let text = ["True": "true", "False": "false"][value] ?? value
            let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
            let word = parameter.type.admits(word: text)
            guard
                word != nil
                    || NotationParser.term(of: scalar).flatMap({ try? parameter.type.value(of: $0).get() }) != nil
            else { continue }
            texts[parameter.name] = text
        }
        return NotationWriter.text(of: syntax, texts, name: nil)
    }

    private func translation(of call: FrameworkCall, to syntax: Syntax) -> Translation? {
        guard let arguments = call.arguments, var given = given(to: arguments) else { return nil }
        let inputSize = arguments.first { $0.role == .inputSize }.flatMap { given[$0.name] }
        var line = Line(syntax, call.values, inputSize: inputSize)
        var isSized = false
        for argument in arguments + call.framework.commonArguments {
            let written = given.removeValue(forKey: argument.name)
            if written != nil, argument.role == .inputSize { isSized = true }
            guard let value = written ?? argument.fallback, !argument.nothing.contains(value) else { continue }
            guard line.add(argument.role, value) else { return nil }
        }
        guard given.isEmpty, line.padApart(), let text = line.text else { return nil }
        return Translation(line: text, before: line.before, isSized: isSized)
    }

    /// Every value by the name of its argument; nil if they don't fit.
    private func given(to arguments: [FrameworkCall.Argument]) -> [String: String]? {
        let order = arguments.filter { !$0.isKeyword }
        guard values.count <= order.count else { return nil }
        var given = named
        for (argument, value) in zip(order, values) where given.updateValue(value, forKey: argument.name) != nil {
            return nil
        }
        return given
    }

    /// A line of the notation, parameter by parameter.
    private struct Line {
        let syntax: Syntax
        private var call: Call
        private var texts: [String: String]
        /// The layer that pads instead.
        private var pad: String?
        /// The line before it.
        private(set) var before: String?
        /// What the code calls the channels of the input, if it has a name for them.
        private let inputSize: String?

        init(_ syntax: Syntax, _ texts: [String: String], inputSize: String?) {
            (self.syntax, self.texts, self.inputSize, call) = (syntax, texts, inputSize, Call(syntax))
        }

        /// Adds a value; returns false if it has no counterpart here.
        mutating func add(_ role: FrameworkCall.Argument.Role, _ value: String) -> Bool {
            switch role {
            // A number can't be the parameters of a model, so this is another framework's call.
            case .model: return Double(value) == nil
            // A call on another call's result is more than one layer.
            case .inputSize, .ignored: return !value.contains("(")
            case .padding(let layers):
                pad = layers[value]
                return pad != nil || value == "zeros"
            case .only(let values): return values.contains(value)
            case .complement(let parameter):
                guard let number = Double(value) else { return false }
                // Without the rounding error of the difference: 0.01 for 0.99.
                return set(parameter, String(((1 - number) * 1e9).rounded() / 1e9))
            case .parameter(let parameter): return set(parameter, value)
            }
        }

        /// Moves padding that doesn't consist of zeros to a layer before this one; returns false if it isn't a number.
        mutating func padApart() -> Bool {
            guard let pad, let padding = call.values["padding"] else { return true }
            guard case .padding(let padding) = padding, let margin = padding.sides else { return false }
            before = "\(pad) \(margin.text)"
            (call.values["padding"], texts["padding"]) = (nil, nil)
            return true
        }

        private mutating func set(_ name: String, _ written: String) -> Bool {
            guard let parameter = syntax.parameter(named: name), !written.contains("(") else { return false }
            let written = parameter.type == .margin ? Self.margin(written) : written
            let spaced = written.replacing("_", with: " ")
            let relative = parameter.type.canBeRelative ? Expression.meant(by: written, input: inputSize) : nil
            let text = relative ?? (parameter.type.admits(word: spaced) == nil ? written : spaced)
            let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
            let word = parameter.type.admits(word: text)
            guard
                let value = word ?? NotationParser.term(of: scalar).flatMap({ try? parameter.type.value(of: $0).get() })
            else { return false }
            // No padding is the default, however it is written.
            if case .padding(let padding) = value, padding.sides == Margin.none { return true }
            call.values[name] = value
            if case .decimal = value { texts[name] = text } else { texts[name] = value.text }
            return true
        }

        /// Left, right, top, and bottom in the order of the notation.
        private static func margin(_ text: String) -> String {
            let sides = text.split(separator: "x")
            return sides.count == 4 ? "\(sides[2])-\(sides[3])-\(sides[0])-\(sides[1])" : text
        }

        private func isDecimal(_ name: String) -> Bool {
            if case .decimal? = call.values[name] { true } else { false }
        }

        var text: String? {
            var said = texts
            for parameter in syntax.parameters where call.values[parameter.name] != nil {
                // A rate that is the default here may not be the default there, so it stays.
                if !call.differsFromDefault(parameter.name), !isDecimal(parameter.name) {
                    said[parameter.name] = nil
                } else if case .extent(let size)? = call.values[parameter.name], parameter.places.contains(.leading) {
                    said[parameter.name] = size.text(axes: 2)
                }
            }
            return NotationWriter.text(of: syntax, said, name: nil)
        }
    }
}
