import Basics
import NetworkTerms
import SpecText

/// Why a term can't be a parameter's value: what was expected, and the text that was probably meant, if any.
struct ValueMismatch: Error {
    var expected: String
    var replacement: String?
}

extension ParameterType {
    /// A description of values of this type, for messages and documentation.
    public var expectation: String {
        switch self {
        case .extent: "a size such as 3 or 3x3, each number at least 1"
        case .padding: "`same`, `valid`, or a number of pixels such as 1, 1x2, 0-1, or 0-1-2-3"
        case .margin: "a number of pixels such as 1, 1x2, 0-1, or 0-1-2-3"
        case .factor: "a factor such as 2, 2x, or 2x3, each number at least 1"
        case .size: "a size such as 7x7x64 or 100, without `?`"
        case .integer(let minimum): minimum > 0 ? "a whole number, at least \(minimum)" : "a whole number"
        case .count, .groups: "a whole number, at least 1, or arithmetic such as channels/2"
        case .decimal(.positive): "a number above 0"
        case .decimal(.notNegative): "a number, at least 0"
        case .decimal(.fraction): "a number, at least 0 and below 1"
        case .boolean: "`true` or `false`"
        case .word(let words): Suggestion.list(words.map { "`\($0)`" })
        case .widths: "widths joined by `-`, such as 120-84, each at least 1"
        case .text: "a string"
        case .path: "a path from the spec's folder"
        case .names: "a list of names such as [age, height]"
        case .any: "a number, a size, or a word"
        }
    }

    /// The description in a message about a text that isn't such a value. Of many words, it lists only the closest
    /// ones.
    func expectation(near text: String) -> String {
        guard case .word(let words) = self else { return expectation }
        return Suggestion.expected(words, near: text, rest: "docs/layers lists all of them")
    }

    /// The value of a word, or nil if it isn't one.
    func admits(word: String) -> ParameterValue? {
        switch self {
        case .word(let words): words.contains(word) ? .word(word) : numbered(word)
        case .padding: word == "same" ? .padding(.same) : word == "valid" ? .padding(.valid) : nil
        case .count: word == Expression.channelsWord ? .relative(.channels) : nil
        case .groups: word == Expression.channelsWord ? .channels : nil
        case .boolean: ["true": true, "false": false][word.lowercased()].map { .boolean($0) }
        case .any:
            if word == "true" || word == "false" {
                .boolean(word == "true")
            } else if let value = numbered(word) {
                value
            } else {
                word.unicodeScalars.first?.properties.isAlphabetic == true ? .word(word) : nil
            }
        default: nil
        }
    }

    /// The number that may follow one of the type's words: the slope of `leaky relu`; nil if none may.
    package func number(after word: String) -> ParameterDefinition? {
        switch self {
        case .word(let words): words.contains(word) ? Activation.number(after: word) : nil
        case .any: Activation.number(after: word)
        default: nil
        }
    }

    /// The value of a word and the number after it, such as `leaky relu 0.1`.
    func numbered(_ word: String, _ number: NotationTerm) -> Result<ParameterValue, ValueMismatch>? {
        guard !number.isWord, !number.isStride, let parameter = self.number(after: word) else { return nil }
        return parameter.type.value(of: number).flatMap { value in
            guard let number = Double(value), let activation = Activation(word: word, number: number) else {
                return .failure(ValueMismatch(expected: parameter.type.expectation, replacement: nil))
            }
            return .success(activation.parameterValue)
        }
    }

    private func numbered(_ text: String) -> ParameterValue? {
        guard text.utf8.contains(UInt8(ascii: " ")), let (word, number) = NotationParser.wordAndNumber(text) else {
            return nil
        }
        return try? numbered(word, number)?.get()
    }

    /// Whether terms are one of the type's words, perhaps with the number that may follow it, or a parameter for that.
    func isWord(_ terms: ArraySlice<NotationTerm>) -> Bool {
        guard let last = terms.last, !last.isWord else {
            return admits(word: terms.text) != nil
        }
        let words = terms.dropLast()
        return !last.isStride && words.allSatisfy(\.isWord) && number(after: words.text) != nil
    }

    /// Returns the term's value, or what was expected instead.
    func value(of term: NotationTerm) -> Result<ParameterValue, ValueMismatch> {
        func mismatch(_ replacement: String? = nil) -> Result<ParameterValue, ValueMismatch> {
            .failure(ValueMismatch(expected: expectation(near: term.text), replacement: replacement))
        }
        if isText { return .success(.word(term.writtenText)) }
        if self == .names { return .success(.names([term.writtenText])) }
        if case .invalid = term.kind, let meant = term.sizeMeant {
            return mismatch(meant)
        }
        if case .invalid = term.kind, [.padding, .margin].contains(self), term.text.contains("?") {
            return .failure(
                ValueMismatch(
                    expected: "`?` for all sides, or `?x0` for one axis; a single side can't be left open",
                    replacement: nil))
        }
        if case .invalid(let reason) = term.kind {
            return .failure(ValueMismatch(expected: "\(expectation); \(reason)", replacement: nil))
        }
        switch self {
        case .extent:
            return Self.extent(term, minimum: 1).map { .success(.extent($0)) } ?? mismatch()
        case .padding:
            if term.isWord { return admits(word: term.text).map { .success($0) } ?? mismatch() }
            return Self.margin(term).map { .success(.padding(.explicit($0))) } ?? mismatch()
        case .margin:
            return Self.margin(term).map { .success(.margin($0)) } ?? mismatch()
        case .factor:
            if case .times(let factor) = term.kind, factor >= 1 {
                return .success(.extent(Extent(factor)))
            }
            return Self.extent(term, minimum: 1).map { .success(.extent($0)) } ?? mismatch()
        case .size:
            switch term.kind {
            case .integer(let units) where units >= 1: return .success(.size(TensorShape(units: units)))
            case .size(let dimensions):
                let axes = dimensions.compactMap(\.value)
                guard axes.count == dimensions.count, axes.allSatisfy({ $0 >= 1 }), let size = TensorShape(axes: axes)
                else { return mismatch() }
                return .success(.size(size))
            default: return mismatch()
            }
        case .integer(let minimum):
            if case .integer(let value) = term.kind, value >= minimum { return .success(.integer(value)) }
            if case .decimal(let value) = term.kind, let whole = Int(exactly: value), whole >= minimum {
                return mismatch(String(whole))
            }
            return mismatch()
        case .count, .groups:
            switch term.kind {
            case .integer(let value) where value >= 1: return .success(.integer(value))
            case .decimal(let value):
                return mismatch(Int(exactly: value).flatMap { $0 >= 1 ? String($0) : nil })
            case .expression(let expression) where !term.isStride:
                if expression.isLinear { return .success(.relative(expression)) }
                return .failure(
                    ValueMismatch(
                        expected: "arithmetic that multiplies and divides `channels` only by whole numbers above 0",
                        replacement: nil))
            case .word where term.isWord:
                // Of a block's parameter, it wouldn't be the block's input but that of each layer.
                if self == .count, term.expression != nil, term.text == Expression.channelsWord {
                    return .failure(
                        ValueMismatch(
                            expected: """
                                a number for the parameter; arithmetic on `channels` is written in the block's own \
                                lines, where it means the input of that line
                                """, replacement: nil))
                }
                return admits(word: term.text).map { .success($0) } ?? mismatch(Expression.meant(by: term.text))
            default: return mismatch(Expression.meant(by: term.text))
            }
        case .decimal(let bounds):
            let value: Double
            switch term.kind {
            case .integer(let integer): value = Double(integer)
            case .decimal(let decimal): value = decimal
            default: return mismatch()
            }
            if bounds.contains(value) { return .success(.decimal(value)) }
            guard let reason = bounds.excess(of: value) else { return mismatch() }
            return .failure(ValueMismatch(expected: "\(expectation); \(reason)", replacement: nil))
        case .boolean:
            if term.isWord {
                if let value = admits(word: term.text) { return .success(value) }
                let meant = ["yes": "true", "on": "true", "no": "false", "off": "false"][term.text.lowercased()]
                return mismatch(meant)
            }
            return mismatch()
        case .word(let words):
            guard term.isWord else { return mismatch() }
            return admits(word: term.text).map { .success($0) } ?? mismatch(ForeignWords.word(term.text, among: words))
        case .text, .path, .names: return mismatch()
        case .any:
            switch term.kind {
            case .word: return admits(word: term.text).map { .success($0) } ?? mismatch()
            case .integer(let value): return .success(.integer(value))
            case .decimal(let value):
                guard let reason = Bounds.notNegative.excess(of: abs(value)) else { return .success(.decimal(value)) }
                return .failure(ValueMismatch(expected: "\(expectation); \(reason)", replacement: nil))
            case .size: return Self.extent(term, minimum: 0).map { .success(.extent($0)) } ?? mismatch()
            case .expression:
                return .failure(
                    ValueMismatch(
                        expected: """
                            \(expectation); arithmetic on `channels` is written in the block's own lines, where it \
                            means the input of that line
                            """, replacement: nil))
            default: return mismatch()
            }
        case .widths:
            switch term.kind {
            case .integer(let width) where width >= 1: return .success(.widths([width]))
            case .widths(let widths) where widths.allSatisfy({ $0 >= 1 }): return .success(.widths(widths))
            default: return mismatch()
            }
        }
    }

    private static func margin(_ term: NotationTerm) -> Margin? {
        if case .widths(let sides) = term.kind {
            switch sides.count {
            case 2: return Margin(top: sides[0], bottom: sides[1], left: sides[0], right: sides[1])
            case 4: return Margin(top: sides[0], bottom: sides[1], left: sides[2], right: sides[3])
            default: return nil
            }
        }
        return extent(term, minimum: 0).map(Margin.init)
    }

    private static func extent(_ term: NotationTerm, minimum: Int) -> Extent? {
        switch term.kind {
        case .integer(let side) where side >= minimum:
            return Extent(side)
        case .size(let dimensions) where dimensions.count == Spec.spatialAxes:
            guard dimensions.allSatisfy({ $0.value.map { $0 >= minimum } ?? false }) else { return nil }
            return Extent(axes: dimensions.count) { dimensions[$0].value ?? minimum }
        default:
            return nil
        }
    }
}

extension NotationParser {
    /// The words and the number of a text such as `leaky relu 0.1`; nil if it is anything else.
    static func wordAndNumber(_ text: String) -> (word: String, number: NotationTerm)? {
        let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
        return wordAndNumber(of: scalar)
    }

    static func wordAndNumber(of scalar: YAMLScalar) -> (word: String, number: NotationTerm)? {
        let clauses = clauses(of: scalar)
        guard clauses.count == 1, let last = clauses[0].terms.last, !last.isWord else { return nil }
        let words = clauses[0].terms.dropLast()
        return words.isEmpty || !words.allSatisfy(\.isWord) ? nil : (words.text, last)
    }
}

extension Expression {
    /// Other names for the channels of a layer's input, in code and in conversation.
    private static let otherNames: Set<String> = [
        "channel", "in_channels", "in_features", "in_planes", "inplanes", "input_channels",
    ]

    /// The arithmetic that a text probably means: `channels/2` of `in_channels//2`, `channels//2`, and `channels*0.5`.
    ///
    /// - Parameter input: another name for them.
    static func meant(by text: String, input: String? = nil) -> String? {
        var meant = text.replacing("//", with: "/").replacing(/[A-Za-z_]+/) { word in
            otherNames.contains(word.output.lowercased()) || word.output.lowercased() == channelsWord
                || word.output == input ?? ""
                ? channelsWord : String(word.output)
        }
        for (decimal, fraction) in [
            ("*0.5", "/2"), ("*0.25", "/4"), ("*0.125", "/8"), ("*1.5", "*3/2"), ("*2.0", "*2"),
        ] {
            if meant.hasSuffix(decimal) { meant = meant.dropLast(decimal.count) + fraction }
        }
        guard meant != text else { return nil }
        if meant == channelsWord { return meant }
        guard case .expression(let expression) = NotationParser.kind(of: meant), expression.isLinear else { return nil }
        return meant
    }
}

extension NotationTerm {
    /// The terms of a block's parameter whose value is a word with a number: `leaky relu` and `0.1`.
    var parts: [NotationTerm] {
        guard isWord, expression != nil, text.utf8.contains(UInt8(ascii: " ")),
            let (word, number) = NotationParser.wordAndNumber(text)
        else { return [self] }
        var (first, second) = (self, number)
        first.text = word
        second.span = span
        return [first, second]
    }

    /// Whether it is a whole number.
    var isNumber: Bool { if case .integer = kind { !isStride } else { false } }

    /// `3x3` for `3*3`, `3×3`, and `3X3`; nil for anything else.
    fileprivate var sizeMeant: String? {
        let parts = text.split(omittingEmptySubsequences: false) { "*×X".contains($0) }
        let isSize = (2...3).contains(parts.count) && parts.allSatisfy { Int($0) != nil }
        return isSize ? parts.sizeText : nil
    }
}
