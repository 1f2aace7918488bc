import Basics
import NetworkTerms
import SpecLanguage

/// The structure of a spec as a JSON Schema (draft 7, which editors support), generated from the catalog.
///
/// It covers keys and the types of their values. Lines of notation and sizes are left to the compiler:
/// `Grammar/notation.ebnf` and `docs/language.md` describe them.
public enum SpecSchema {
    /// The schema as JSON.
    public static var text: String { schema.text() + "\n" }

    private static var schema: JSON {
        let ofNetwork = StructurePlace.spec.words.filter(\.describesNetwork)
        return .object([
            ("$schema", "http://json-schema.org/draft-07/schema#"),
            ("title", "Strata spec"),
            ("description", "A network's architecture, in a file named NAME.strata.yaml."),
            ("type", "object"),
            ("properties", properties(of: [.spec])),
            ("additionalProperties", false),
            // A spec that only defines blocks for others to include has no section of a network.
            (
                "anyOf",
                [
                    .object(needed(in: .spec)),
                    .object([
                        ("required", .array([.string(StructureWord.define.key)])),
                        ("not", .object([("anyOf", .array(ofNetwork.map { required([$0.key]) }))])),
                    ]),
                ]
            ),
            ("definitions", definitions),
        ])
    }

    private static var definitions: JSON {
        .object([
            (
                "size",
                any([
                    integer(1),
                    pattern("^([1-9][0-9]*|\\?)(x([1-9][0-9]*|\\?)x([1-9][0-9]*|\\?))?$"),
                    reference("expression"),
                ])
            ),
            (
                "expression",
                described("Arithmetic on the parameters of a block.", pattern("\\$"))
            ),
            (
                "items",
                described(
                    "Layers, in order.",
                    .object([("type", "array"), ("items", reference("item"))]))
            ),
            (
                "item",
                any([
                    described(
                        "A layer in notation, such as `3x3 conv, 64, relu`, or a block by its name.",
                        type("string")),
                    reference("longhand"),
                ])
            ),
            ("longhand", longhand),
        ])
    }

    // MARK: Structure

    /// A mapping with the keys of a place.
    private static func mapping(of place: StructurePlace) -> JSON {
        .object(
            [("type", "object"), ("properties", properties(of: [place]))] + needed(in: place)
                + [("additionalProperties", false)])
    }

    private static func properties(of places: [StructurePlace]) -> JSON {
        .object(places.flatMap(\.words).map { ($0.key, schema(of: $0)) })
    }

    private static func schema(of word: StructureWord) -> JSON {
        described(word.documentation, any(word.value.flatMap(schemas)))
    }

    /// The required keys of a mapping with the keys of a place.
    private static func needed(in place: StructurePlace) -> [(String, JSON)] {
        var always: [String] = []
        var choices: [JSON] = []
        for word in place.words {
            switch word.need {
            case .optional: break
            case .required: always.append(word.key)
            case .requiredUnless(let others): choices = ([word] + others).map { required([$0.key]) }
            }
        }
        return (always.isEmpty ? [] : [("required", .array(always.map { .string($0) }))])
            + (choices.isEmpty ? [] : [("anyOf", .array(choices))])
    }

    /// The schemas of a value of a shape, any one of which applies.
    private static func schemas(of shape: ValueShape) -> [JSON] {
        let name = JSON.object([("type", ["string", "number"])])
        switch shape {
        case .name, .layerName, .target, .limit: return [name]
        case .layerNames: return [name, .object([("type", "array"), ("items", name), ("minItems", 1)])]
        case .paths: return [type("string"), .object([("type", "array"), ("items", type("string"))])]
        case .size: return [reference("size")]
        case .count:
            return [
                integer(1), reference("expression"),
                described("A number for `strata solve` to find.", pattern("^\\?$")),
            ]
        case .term(let type): return value(type)
        case .parameters:
            let fallback = JSON.object([("type", ["string", "number", "boolean", "null"])])
            return [
                .object([("type", ["object", "null"]), ("additionalProperties", fallback)]),
                .object([("type", "array"), ("items", type("string"))]),
            ]
        case .layers: return [reference("items")]
        case .branches:
            return [
                .object([
                    ("type", "array"), ("minItems", 1), ("items", any([reference("items"), reference("item")])),
                ])
            ]
        case .keys(let place): return [mapping(of: place)]
        case .named(let place):
            // A spec can have no blocks, but it needs a head.
            let least: [(String, JSON)] = place == .head ? [("minProperties", 1)] : []
            return [
                .object(
                    [("type", "object")] + least
                        + [("additionalProperties", any([reference("items"), mapping(of: place)]))])
            ]
        case .choice(let choices): return [choice(choices)]
        }
    }

    private static func required(_ keys: [String]) -> JSON {
        .object([("required", .array(keys.map { .string($0) }))])
    }

    private static func choice(_ syntaxes: [Syntax]) -> JSON {
        any([
            type("string"),
            .object([
                ("type", "object"), ("minProperties", 1), ("maxProperties", 1),
                ("properties", .object(syntaxes.map { ($0.key, arguments($0)) })),
                ("additionalProperties", false),
            ]),
        ])
    }

    // MARK: Layers

    /// One layer or structure, with the keys that accompany it. Any other key is a block's name.
    private static var longhand: JSON {
        let layers = Catalog.layers.map { layer in
            (layer.syntax.key, described(layer.syntax.summary, arguments(layer.syntax)))
        }
        let structure = (StructurePlace.besideItem.words + StructurePlace.item.words).map { ($0.key, schema(of: $0)) }
        let beside = StructureWord.layers.companions.map { ($0.key, schema(of: $0)) }
        return any([
            described(
                "A layer or a structure of the language, with the keys that accompany it.",
                .object([
                    ("type", "object"),
                    ("properties", .object(structure + layers)),
                    ("dependencies", dependencies),
                    // Exactly one of them makes the item what it is.
                    ("oneOf", .array(mainKeys.map { required([$0]) })),
                    ("allOf", .array(exclusions)),
                    ("additionalProperties", false),
                ])),
            described(
                "A block of `define`, with its parameters.",
                .object([
                    ("type", "object"), ("minProperties", 1),
                    ("anyOf", .array(oneBlock)),
                    ("properties", .object(beside)),
                    ("patternProperties", .object([(blockName, use)])),
                    ("additionalProperties", false),
                    // Words of the language, and typos of them, aren't blocks.
                    ("not", .object([("anyOf", .array(mainKeys.map { required([$0]) }))])),
                    ("propertyNames", .object([("not", .object([("enum", .array(slips.map { .string($0) }))]))])),
                ])),
        ])
    }

    /// The names that blocks can have: none of the structure words. Words of layers are rejected elsewhere.
    private static var blockName: String {
        let reserved = StructurePlace.besideItem.keys + StructurePlace.option.keys
        return "^(?!(\(reserved.joined(separator: "|")))$)[^\\d\\s,.:;/$(){}\\[\\]-][^\\s,.:;/$(){}\\[\\]]*$"
    }

    /// Exactly one key besides those that can accompany a block.
    private static var oneBlock: [JSON] {
        let beside = StructureWord.layers.companions.map(\.key)
        return (0..<1 << beside.count).map { subset in
            let keys = beside.indices.filter { subset & 1 << $0 != 0 }.map { beside[$0] }
            return .object([
                ("required", .array(keys.map { .string($0) })), ("minProperties", .integer(keys.count + 1)),
                ("maxProperties", .integer(keys.count + 1)),
                ("properties", .object(beside.filter { !keys.contains($0) }.map { ($0, false) })),
            ])
        }
    }

    /// The value of a block's name: its parameters, or nothing.
    private static var use: JSON { .object([("type", ["object", "null", "string", "number", "boolean"])]) }

    /// The keys that make an item what it is.
    private static var mainKeys: [String] { StructurePlace.item.keys + Catalog.layers.map(\.syntax.key) }

    /// Longer keys with two neighboring letters swapped or an inner letter missing: nobody names a block like that.
    private static var slips: [String] {
        var slips: Set<String> = []
        let keys = mainKeys + StructurePlace.besideItem.keys
        for key in keys where key.count >= 6 {
            let letters = Array(key)
            for index in letters.indices.dropFirst().dropLast() {
                slips.insert(String(letters[..<index] + letters[(index + 1)...]))
            }
            for index in letters.indices.dropLast() {
                var swapped = letters
                swapped.swapAt(index, index + 1)
                slips.insert(String(swapped))
            }
        }
        return slips.subtracting(keys).filter { !$0.contains(" ") }.sorted()
    }

    /// A word that accompanies only one other requires it, and so does a word that requires a companion.
    private static var dependencies: JSON {
        .object(
            StructurePlace.besideItem.words.compactMap { word in
                word.owners.count == 1 ? (word.key, .array(word.owners.map { .string($0.key) })) : nil
            }
                + StructurePlace.item.words.compactMap { word in
                    let needed = word.neededCompanions
                    return needed.isEmpty ? nil : (word.key, .array(needed.map { .string($0.key) }))
                })
    }

    /// The keys that can accompany most items, for those that they can't.
    private static var exclusions: [JSON] {
        StructurePlace.item.words.flatMap { word in
            StructureWord.layers.companions.filter { !word.companions.contains($0) }.map { companion in
                .object([("not", required([word.key, companion.key]))])
            }
        }
    }

    /// The parameters as a mapping, or the value of the only required one.
    private static func arguments(_ syntax: Syntax) -> JSON {
        let isLayer = Catalog.layer(key: syntax.key) != nil
        let name: [(String, JSON)] =
            isLayer ? [(StructureWord.name.key, schema(of: StructureWord.name))] : []
        let fields: [(String, JSON)] = [
            ("type", "object"),
            (
                "properties",
                .object(
                    syntax.parameters.map { parameter in
                        let unit = parameter.unit.map { " In \($0)." } ?? ""
                        return (
                            parameter.name,
                            described(
                                parameter.documentation + unit, any(value(of: parameter) + [reference("expression")]))
                        )
                    } + name)
            ),
            ("required", .array(syntax.parameters.filter(\.isRequired).map { .string($0.name) })),
            ("additionalProperties", false),
        ]
        let mapping = JSON.object(fields + exceptions(of: syntax))
        let required = syntax.parameters.filter(\.isRequired)
        if required.isEmpty { return any([mapping, type("null")]) }
        guard required.count == 1 else { return mapping }
        return any([mapping] + value(of: required[0]) + [reference("expression")])
    }

    /// Parameters that are required unless another has some value: the filters of a convolution that isn't depthwise.
    private static func exceptions(of syntax: Syntax) -> [(String, JSON)] {
        let choices = syntax.parameters.compactMap { parameter in
            parameter.requiredUnless.map { exception in
                JSON.object([
                    (
                        "anyOf",
                        [
                            .object([("required", .array([.string(parameter.name)]))]),
                            .object([
                                ("required", .array([.string(exception.parameter)])),
                                (
                                    "properties",
                                    .object([
                                        (
                                            exception.parameter,
                                            any([
                                                .object([("enum", .array([.string(exception.value.text)]))]),
                                                reference("expression"),
                                            ])
                                        )
                                    ])
                                ),
                            ]),
                        ]
                    )
                ])
            }
        }
        return choices.isEmpty ? [] : [("allOf", .array(choices))]
    }

    /// The schemas of a parameter's value, including `?` if it can be left open.
    private static func value(of parameter: ParameterDefinition) -> [JSON] {
        guard let role = parameter.openRole else { return value(parameter.type) }
        let open = role == .channels ? "^\\?$" : "^(\\?|\\?x[0-9]+|[0-9]+x\\?|\\?x\\?)$"
        return value(parameter.type) + [described("A number for `strata solve` to find.", pattern(open))]
    }

    private static func value(_ type: ParameterType) -> [JSON] {
        let extent = pattern("^0*[1-9][0-9]*(x0*[1-9][0-9]*)?$")
        switch type {
        case .extent: return [integer(1), extent]
        case .factor: return [integer(1), extent, pattern("^0*[1-9][0-9]*x$")]
        case .padding, .margin:
            let words: [JSON] = type == .padding ? [.object([("enum", ["same", "valid"])])] : []
            return [integer(0), pattern("^[0-9]+(x[0-9]+|-[0-9]+(-[0-9]+-[0-9]+)?)?$")] + words
        case .size: return [reference("size")]
        case .integer(let minimum): return [integer(minimum)]
        case .count, .groups:
            return [integer(1), described("Arithmetic on the input's channels.", pattern("\\bchannels\\b"))]
        case .decimal: return [number]
        case .boolean: return [Self.type("boolean")]
        case .word(let words):
            let numbered = words.filter { type.number(after: $0) != nil }
            return [.object([("enum", .array(words.map { .string($0) }))])]
                + numbered.map { pattern("^\($0) \(numberPattern)$") }
        case .widths: return [integer(1), pattern("^[0-9]+(-[0-9]+)*$")]
        case .text, .path: return [.object([("type", ["string", "number"])])]
        case .names:
            let name = JSON.object([("type", ["string", "number"])])
            return [name, .object([("type", "array"), ("items", name), ("minItems", 1)])]
        case .any: return [.object([("type", ["string", "number", "boolean"])])]
        }
    }

    private static let numberPattern = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"

    /// YAML 1.1 reads `1e-3` as a string, 1.2 as a number.
    private static var number: JSON {
        any([type("number"), pattern("^\(numberPattern)$")])
    }

    // MARK: Shorthands

    private static func integer(_ minimum: Int) -> JSON {
        .object([("type", "integer"), ("minimum", .integer(minimum))])
    }
    private static func type(_ name: String) -> JSON { .object([("type", .string(name))]) }
    private static func reference(_ name: String) -> JSON { .object([("$ref", .string("#/definitions/\(name)"))]) }
    private static func pattern(_ pattern: String) -> JSON {
        .object([("type", "string"), ("pattern", .string(pattern))])
    }
    private static func any(_ choices: [JSON]) -> JSON {
        choices.count == 1 ? choices[0] : .object([("anyOf", .array(choices))])
    }

    private static func described(_ text: String, _ schema: JSON) -> JSON {
        guard case .object(let fields) = schema else { return schema }
        let isReference = fields.contains { $0.0 == "$ref" }
        return .object([("description", .string(text))] + (isReference ? [("allOf", .array([schema]))] : fields))
    }
}
