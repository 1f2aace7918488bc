/// A grammar in the notation of ISO/IEC 14977, as `Grammar/notation.ebnf` uses it: derives random sentences, and tells
/// whether a text is one.
public struct Grammar: Sendable {
    indirect enum Expression: Sendable {
        case terminal([UInt8])
        case rule(String)
        case special(String)
        case sequence([Expression])
        case choice([Expression])
        case optional(Expression)
        case repetition(Expression)
    }

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var rules: [String: Expression] = [:]
    /// The names of the rules, in the order of the text.
    public private(set) var names: [String] = []
    /// Every text in quotes.
    public private(set) var terminals: Set<String> = []

    /// - Throws: where the text is no grammar.
    public init(_ text: String) throws {
        var reader = Reader(tokens: try Reader.tokens(of: text))
        while let (name, expression) = try reader.rule() {
            guard rules.updateValue(expression, forKey: name) == nil else {
                throw Problem(description: "`\(name)` has two rules")
            }
            names.append(name)
        }
        for (name, expression) in rules { try check(expression, in: name) }
    }

    /// Names that no rule reaches from some starts.
    public func unreachable(from starts: [String]) -> Set<String> {
        var reached: Set<String> = []
        func visit(_ expression: Expression) {
            switch expression {
            case .terminal, .special: break
            case .rule(let name): if reached.insert(name).inserted, let rule = rules[name] { visit(rule) }
            case .sequence(let parts), .choice(let parts): parts.forEach(visit)
            case .optional(let part), .repetition(let part): visit(part)
            }
        }
        starts.forEach { visit(.rule($0)) }
        return Set(names).subtracting(reached)
    }

    private mutating func check(_ expression: Expression, in name: String) throws {
        switch expression {
        case .terminal(let bytes): terminals.insert(String(decoding: bytes, as: UTF8.self))
        case .rule(let used):
            guard rules[used] != nil else { throw Problem(description: "`\(name)` uses `\(used)`, which has no rule") }
        case .special(let text):
            guard Self.classes[text] != nil else { throw Problem(description: "nobody knows `? \(text) ?`") }
        case .sequence(let parts), .choice(let parts): for part in parts { try check(part, in: name) }
        case .optional(let part), .repetition(let part): try check(part, in: name)
        }
    }

    /// The classes of characters that are described in words, with some to derive.
    private static let classes: [String: (accepts: @Sendable (UInt8) -> Bool, examples: [String])] = [
        "a space, a tab or a line break": ({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }, [" ", " ", " ", "\t", "\n"]),
        "any character except whitespace and commas": (
            { ![0x20, 0x09, 0x0A, 0x0D, 0x2C].contains($0) },
            ["a", "Z", "9", "_", ".", "\u{E9}", "\u{1F642}", "\"", "x"]
        ),
    ]
}

extension Grammar {
    /// A random sentence of a rule.
    public func sentence(of rule: String, using generator: inout SeededGenerator) -> String {
        var text = ""
        derive(.rule(rule), &text, &generator)
        return text
    }

    private func derive(_ expression: Expression, _ text: inout String, _ generator: inout SeededGenerator) {
        switch expression {
        case .terminal(let bytes): text += String(decoding: bytes, as: UTF8.self)
        case .rule("gap") where !generator.once(in: 20): text += " "
        case .rule("space") where !generator.once(in: 20): break
        case .rule(let name): if let rule = rules[name] { derive(rule, &text, &generator) }
        case .special(let name): text += Self.classes[name].map { generator.pick($0.examples) } ?? ""
        case .sequence(let parts): for part in parts { derive(part, &text, &generator) }
        case .choice(let parts): derive(generator.pick(parts), &text, &generator)
        case .optional(let part): if generator.once(in: 2) { derive(part, &text, &generator) }
        case .repetition(let part): while generator.once(in: 2) { derive(part, &text, &generator) }
        }
    }
}

extension Grammar {
    /// Whether a text is a sentence of a rule.
    public func derives(_ text: String, from rule: String) -> Bool {
        var recogniser = Recogniser(grammar: self, text: Array(text.utf8))
        return recogniser.ends(of: .rule(rule), from: 0).contains(recogniser.text.count)
    }

    /// Remembers where each rule can end from each place, so that no work is done twice.
    private struct Recogniser {
        let grammar: Grammar
        let text: [UInt8]
        private var known: [String: [Int: Set<Int>]] = [:]

        init(grammar: Grammar, text: [UInt8]) {
            self.grammar = grammar
            self.text = text
        }

        mutating func ends(of expression: Expression, from start: Int) -> Set<Int> {
            switch expression {
            case .terminal(let bytes): return text[start...].starts(with: bytes) ? [start + bytes.count] : []
            case .special(let name):
                guard start < text.count, Grammar.classes[name]?.accepts(text[start]) == true else { return [] }
                return [start + 1]
            case .rule(let name):
                if let ends = known[name]?[start] { return ends }
                let ends = grammar.rules[name].map { self.ends(of: $0, from: start) } ?? []
                known[name, default: [:]][start] = ends
                return ends
            case .sequence(let parts):
                return parts.reduce([start]) { starts, part in
                    starts.reduce(into: []) { $0.formUnion(ends(of: part, from: $1)) }
                }
            case .choice(let parts): return parts.reduce(into: []) { $0.formUnion(ends(of: $1, from: start)) }
            case .optional(let part): return ends(of: part, from: start).union([start])
            case .repetition(let part):
                var reached: Set<Int> = [start]
                var front: Set<Int> = [start]
                while !front.isEmpty {
                    var next: Set<Int> = []
                    for place in front { next.formUnion(ends(of: part, from: place)) }
                    front = next.subtracting(reached)
                    reached.formUnion(front)
                }
                return reached
            }
        }
    }
}

extension Grammar {
    private struct Reader {
        enum Token: Equatable {
            case word(String)
            case text(String)
            case special(String)
            case sign(Character)
        }

        var tokens: ArraySlice<Token>

        init(tokens: [Token]) { self.tokens = tokens[...] }

        static func tokens(of text: String) throws -> [Token] {
            var tokens: [Token] = []
            var rest = Substring(text)
            while let first = rest.first {
                if first.isWhitespace {
                    rest.removeFirst()
                } else if rest.hasPrefix("(*") {
                    guard let end = rest.firstRange(of: "*)") else { throw Problem(description: "an open comment") }
                    rest = rest[end.upperBound...]
                } else if first == "\"" || first == "?" {
                    guard let end = rest.dropFirst().firstIndex(of: first) else {
                        throw Problem(description: "an open \(first)")
                    }
                    let inner = String(rest[rest.index(after: rest.startIndex)..<end])
                    tokens.append(first == "?" ? .special(trimmed(inner)) : .text(inner))
                    rest = rest[rest.index(after: end)...]
                } else if first.isLetter {
                    let word = rest.prefix { $0.isLetter || $0.isNumber || $0.isWhitespace }
                    tokens.append(.word(word.split(whereSeparator: \.isWhitespace).joined(separator: " ")))
                    rest = rest.dropFirst(word.count)
                } else {
                    tokens.append(.sign(first))
                    rest.removeFirst()
                }
            }
            return tokens
        }

        private static func trimmed(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }

        mutating func rule() throws -> (String, Expression)? {
            guard let first = tokens.popFirst() else { return nil }
            guard case .word(let name) = first, take("=") else {
                throw Problem(description: "a rule was expected at \(first)")
            }
            let expression = try choice()
            guard take(";") else { throw Problem(description: "`\(name)` does not end") }
            return (name, expression)
        }

        private mutating func choice() throws -> Expression {
            var parts = [try sequence()]
            while take("|") { parts.append(try sequence()) }
            return parts.count == 1 ? parts[0] : .choice(parts)
        }

        private mutating func sequence() throws -> Expression {
            var parts = [try part()]
            while take(",") { parts.append(try part()) }
            return parts.count == 1 ? parts[0] : .sequence(parts)
        }

        private mutating func part() throws -> Expression {
            switch tokens.popFirst() {
            case .word(let name): return .rule(name)
            case .text(let text): return .terminal(Array(text.utf8))
            case .special(let text): return .special(text)
            case .sign("("): return try closed(")") { $0 }
            case .sign("["): return try closed("]") { .optional($0) }
            case .sign("{"): return try closed("}") { .repetition($0) }
            case let other: throw Problem(description: "\(String(describing: other)) is no part of a rule")
            }
        }

        private mutating func closed(_ end: Character, _ make: (Expression) -> Expression) throws -> Expression {
            let inner = try choice()
            guard take(end) else { throw Problem(description: "`\(end)` is missing") }
            return make(inner)
        }

        private mutating func take(_ sign: Character) -> Bool {
            guard tokens.first == .sign(sign) else { return false }
            tokens.removeFirst()
            return true
        }
    }
}
