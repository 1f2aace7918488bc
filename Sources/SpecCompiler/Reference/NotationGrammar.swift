import NetworkTerms
import SpecLanguage

/// The grammar of the notation in EBNF: the catalog's layers and choices for training, and the rules that aren't in the
/// catalog.
enum NotationGrammar {
    /// The text of `Grammar/notation.ebnf`.
    static var text: String {
        """
        \(header)

        \(title("Places"))

        \(places)

        \(title("Layers"))

        \(rule("layer", alternatives(Catalog.layers.map { ruleName(of: $0.syntax) })))

        \(rules(of: Catalog.layers.map(\.syntax), options: ["name"]))

        \(rule("name", sequence([#""as""#, "term"])))

        \(title("Training"))

        \(rules(of: Catalog.trainingTerms.map(\.syntax), options: []))

        \(title("Words that several options share"))

        \(shared)

        \(title("Numbers and sizes, which contain no whitespace"))

        \(numbers)

        \(title("Separators"))

        \(separators)

        """
    }

    // MARK: The catalog's rules

    private static let syntaxes = Catalog.layers.map(\.syntax) + Catalog.trainingTerms.map(\.syntax)

    /// The rules of each entry: one for its forms with their options, and one for the options themselves.
    private static func rules(of syntaxes: [Syntax], options more: [String]) -> String {
        syntaxes.map { syntax in
            let name = ruleName(of: syntax)
            var own = syntax.parameters.flatMap { parameter in parameter.places.compactMap { option(parameter, $0) } }
            var rules: [String] = []
            if own.count > 1 {
                rules = [rule("\(name) option", own.joined(separator: " | "))]
                own = ["\(name) option"]
            }
            let following = own + more
            let repeated = following.isEmpty ? [] : ["{ comma , \(group(following)) }"]
            return ([rule(name, ([forms(of: syntax)] + repeated).joined(separator: " , "))] + rules)
                .joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private static func ruleName(of syntax: Syntax) -> String { syntax.key.replacing("-", with: " ") }

    /// The words of an entry, with the values before and after them.
    private static func forms(of syntax: Syntax) -> String {
        func value(at place: NotationPlace, besides presets: [String: ParameterValue], _ parts: (String) -> [String])
            -> [String]
        {
            guard let parameter = syntax.parameter(at: place), presets[parameter.name] == nil else { return [] }
            let parts = parts(group(values(of: parameter)))
            return parameter.mayBeRequired ? parts : ["[ \(parts.joined(separator: " , ")) ]"]
        }
        let forms = syntax.forms.map { form in
            value(at: .leading, besides: form.presets) { [$0, "gap"] }
                + [words(form.words)]
                + value(at: .trailing, besides: form.presets) { ["gap", $0] }
        }
        return group(forms.map { $0.joined(separator: " , ") })
    }

    /// The option after a comma; nil for a parameter that is written elsewhere.
    private static func option(_ parameter: ParameterDefinition, _ place: NotationPlace) -> String? {
        switch place {
        case .leading, .trailing: return nil
        case .alone: return alternatives(values(of: parameter))
        case .slash: return #""/" , \#(group(values(of: parameter)))"#
        case .flag(let flag, _): return words(flag)
        case .itself:
            return wordsRule(for: parameter.type)
                ?? alternatives(parameter.type.words.map { value($0, of: parameter.type) })
        case .keyword(let keyword):
            let unit = parameter.unit.map { " , [ gap , \($0) ]" } ?? ""
            return "\(sequence([words(keyword), group(values(of: parameter))]))\(unit)"
        }
    }

    /// The texts of a value, which may be left open for some parameters.
    private static func values(of parameter: ParameterDefinition) -> [String] {
        let values = values(of: parameter.type)
        switch parameter.openRole {
        case nil: return values
        case .channels?: return [#""?""#] + values
        case .padding?, .outputPadding?: return ["open margin"] + values
        case .kernel?, .stride?, .dilation?: return ["open extent"] + values
        }
    }

    private static func values(of type: ParameterType) -> [String] {
        switch type {
        case .extent: ["extent"]
        case .factor: ["extent", #"positive , "x""#]
        case .margin: ["margin"]
        case .padding: ["margin"] + type.words.map(words)
        case .size: ["known size"]
        case .integer(let minimum): [minimum > 0 ? "positive" : "whole"]
        case .count, .groups: ["positive", "relative"]
        case .decimal: ["number"]
        case .boolean: [#""true""#, #""false""#]
        case .word: wordsRule(for: type).map { [$0] } ?? type.words.map { self.value($0, of: type) }
        case .widths: ["widths"]
        case .text, .path, .names, .any: ["term"]
        }
    }

    /// A word, with the number that may follow it.
    private static func value(_ word: String, of type: ParameterType) -> String {
        let number = type.number(after: word).map { " , [ gap , \(group(values(of: $0.type))) ]" } ?? ""
        return words(word) + number
    }

    // MARK: Shared rules

    /// Words that are values of several options, by the rule's name: that of the first parameter.
    private static let sharedWords: [(name: String, type: ParameterType)] = {
        var found: [(name: String, type: ParameterType, count: Int)] = []
        for parameter in syntaxes.flatMap(\.parameters) where !parameter.places.isEmpty {
            guard case .word = parameter.type else { continue }
            if let index = found.firstIndex(where: { $0.type == parameter.type }) {
                found[index].count += 1
            } else {
                found.append(("\(parameter.name) word", parameter.type, 1))
            }
        }
        return found.filter { $0.count > 1 }.map { ($0.name, $0.type) }
    }()

    private static func wordsRule(for type: ParameterType) -> String? {
        sharedWords.first { $0.type == type }?.name
    }

    /// The rules for words that are values of several options, and for units.
    private static var shared: String {
        var units: [String] = []
        for parameter in syntaxes.flatMap(\.parameters) {
            guard let unit = parameter.unit, !units.contains(unit), parameter.places.contains(where: \.isKeyword) else {
                continue
            }
            units.append(unit)
        }
        return
            (sharedWords.map { shared in
                rule(shared.name, alternatives(shared.type.words.map { value($0, of: shared.type) }))
            }
            + units.map { rule($0, #""\#($0.dropLast())" | "\#($0)""#) })
            .joined(separator: "\n")
    }

    // MARK: EBNF

    /// `hard swish` as `"hard" , gap , "swish"`.
    private static func words(_ words: String) -> String {
        sequence(words.split(separator: " ").map { "\"\($0)\"" })
    }

    private static func sequence(_ parts: [String]) -> String { parts.joined(separator: " , gap , ") }

    private static func alternatives(_ parts: [String]) -> String { parts.joined(separator: " | ") }

    /// The alternatives, in parentheses if there are several.
    private static func group(_ parts: [String]) -> String {
        parts.count == 1 ? parts[0] : "( \(alternatives(parts)) )"
    }

    /// A rule in lines of at most 118 columns, which start with a `|` or end with a `,` if possible.
    private static func rule(_ name: String, _ definition: String) -> String {
        var pieces: [String] = []
        for token in definition.split(separator: " ") {
            let closes = [",", ")", "]", "}"].contains(token)
            if let last = pieces.last?.last,
                closes || "|([{".contains(last) || last.isLetter && token.first?.isLetter == true
            {
                // The words of a rule's name are one piece.
                pieces[pieces.count - 1] += " \(token)"
            } else {
                pieces.append(String(token))
            }
        }
        let padded = name + String(repeating: " ", count: max(0, column - name.count))
        var lines = name.count < column ? ["\(padded)="] : [name, String(repeating: " ", count: column) + "="]
        for piece in pieces + [";"] {
            if lines[lines.count - 1].count + 1 + piece.count <= 118 {
                lines[lines.count - 1] += " " + piece
            } else {
                lines.append(String(repeating: " ", count: column + 2) + piece)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The column of the `=`.
    private static let column = 12

    private static func title(_ title: String) -> String {
        "(* --- \(title) \(String(repeating: "-", count: max(3, 110 - title.count))) *)"
    }

    // MARK: The other rules

    private static let header = #"""
        (* Strata's notation: the grammar of one plain scalar in a spec, such as `3x3 conv, 64, /2, pad 1, relu`.
           \#(ReferenceFiles.note)

           How to read it (ISO/IEC 14977):
               name = ... ;        defines a rule
               a , b               a, then b
               a | b               a or b
               [ a ]  { a }        optional a; a any number of times, including zero
               "text"              exactly these characters, case-sensitive
               ? text ?            as described by the text
           All whitespace, optional or required, is written out as rules of its own.

           The place in a spec determines the rule:
               input: ...                      input
               body: and head:, each - ...     item
               train: data: ...                data
               train: loss: ...                loss
               train: optimizer: ...           optimizer
               train: schedule: ...            schedule

           A block from `define` is used like a layer: its name, then `, PARAMETER VALUE` for each of its parameters. In the lines of
           a block, `$PARAMETER`, or arithmetic on parameters and whole numbers (`$width*4`, `($a+$b)/2`), can replace any number,
           dimension or word. Arithmetic on `channels` can have the same form, with one `channels` or several, as long as they are
           neither multiplied with each other nor divided by; the rule `relative` has the most common ones.

           The compiler also checks rules that the grammar can't express: no option is repeated; an option without a default is
           given, such as a convolution's filters and the epochs of a step schedule; numbers are within their parameter's bounds and
           below 2^63; values that exclude each other aren't combined; a name has at most 200 characters. A test derives random
           texts from this grammar and compares it with the compiler. *)
        """#

    private static var places: String {
        func choice(_ name: String, _ terms: [any TrainingTerm]) -> String {
            rule(name, "space , \(group(terms.map { ruleName(of: $0.syntax) })) , space")
        }
        return [
            rule("input", "space , size , space"),
            rule("item", "space , ( layer | expectation | join ) , space"),
            choice("data", Catalog.dataSources), choice("loss", Catalog.losses),
            choice("optimizer", Catalog.optimizers), choice("schedule", Catalog.schedules),
            "",
            rule("expectation", #""expect" , gap , size"#),
            rule(
                "join",
                #"\#(group(Joining.words.map(words))) , gap , term , { gap , term } , { comma , ( "crop" | name ) }"#),
        ].joined(separator: "\n")
    }

    private static let numbers = #"""
        size        = dimension , "x" , dimension , "x" , dimension | dimension ;
        known size  = positive , [ "x" , positive , "x" , positive ] ;
        dimension   = positive | "?" ;
        extent      = positive | positive , "x" , positive ;
        open extent = "?" | "?" , "x" , dimension | positive , "x" , "?" ;
        margin      = whole , [ "x" , whole | "-" , whole , [ "-" , whole , "-" , whole ] ] ;
        open margin = "?" | "?" , "x" , ( whole | "?" ) | whole , "x" , "?" ;
        widths      = positive , { "-" , positive } ;
        relative    = "channels" , [ ( "*" | "/" ) , positive ] , [ "+" , positive ] ;

        positive    = { "0" } , nonzero digit , { digit } ;
        whole       = digit , { digit } ;
        number      = [ sign ] , ( digits point | "." , whole ) , [ ( "e" | "E" ) , [ sign ] , whole ] ;
        digits point
                    = whole , [ "." , { digit } ] ;
        sign        = "-" | "+" ;
        nonzero digit
                    = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" ;
        digit       = "0" | nonzero digit ;
        """#

    private static let separators = #"""
        comma       = space , "," , space ;
        gap         = whitespace , { whitespace } ;
        space       = { whitespace } ;
        whitespace  = ? a space, a tab or a line break ? ;
        term        = term character , { term character } ;
        term character
                    = ? any character except whitespace and commas ? ;
        """#
}

extension NotationPlace {
    fileprivate var isKeyword: Bool { if case .keyword = self { true } else { false } }
}
