import SpecLanguage

/// The structure of a spec as a JSON Schema (draft 7, which editors know), made from the catalogue.
///
/// It holds keys, and the types of their values. What stands in a line of notation, and what follows from sizes, is the
/// compiler's: `Grammar/notation.ebnf` describes the one, `docs/language.md` the other.
public enum SpecSchema {
    public static var text: String { schema.text(indent: "") + "\n" }

    private static var schema: JSON {
        .object([
            ("$schema", "http://json-schema.org/draft-07/schema#"),
            ("title", "Strata spec"),
            ("description", "A network's architecture, in a file named NAME.strata.yaml."),
            ("type", "object"),
            ("properties", .object(SpecKeys.all.map { ($0.name, key($0)) })),
            ("additionalProperties", false),
            // A spec that only brings blocks for others to include has neither model nor input.
            (
                "anyOf",
                [
                    .object([
                        ("required", ["model", "input"]),
                        (
                            "anyOf",
                            .array(["body", "head", "heads"].map { .object([("required", .array([.string($0)]))]) })
                        ),
                    ]),
                    .object([
                        ("required", ["define"]),
                        (
                            "not",
                            .object([
                                (
                                    "anyOf",
                                    .array(
                                        ["body", "head", "heads", "model", "input"].map {
                                            .object([("required", .array([.string($0)]))])
                                        })
                                )
                            ])
                        ),
                    ]),
                ]
            ),
            ("definitions", definitions),
        ])
    }

    // MARK: Keys of a spec

    private static func key(_ key: SpecKey) -> JSON {
        var fields: [(String, JSON)] = [("description", .string(key.documentation))]
        switch key.name {
        case "model": fields.append(("type", ["string", "number"]))
        case "input": fields.append(("$ref", "#/definitions/size"))
        case "include":
            fields.append(("anyOf", [type("string"), .object([("type", "array"), ("items", type("string"))])]))
        case "define":
            fields += [("type", "object"), ("additionalProperties", reference("block"))]
        case "heads":
            fields += [
                ("type", "object"), ("minProperties", 1),
                ("additionalProperties", .object([("anyOf", [reference("items"), reference("head")])])),
            ]
        case "budget":
            fields += [
                ("type", "object"), ("additionalProperties", false),
                (
                    "properties",
                    .object(Budget.Item.allCases.map { ($0.rawValue, .object([("type", ["string", "number"])])) })
                ),
            ]
        case "train": fields.append(("$ref", "#/definitions/train"))
        default: fields.append(("$ref", "#/definitions/items"))
        }
        // Draft 7 passes over what stands beside a reference.
        guard let reference = fields.firstIndex(where: { $0.0 == "$ref" }) else { return .object(fields) }
        let target = JSON.object([fields.remove(at: reference)])
        return .object(fields + [("allOf", .array([target]))])
    }

    private static var definitions: JSON {
        .object([
            (
                "size",
                any([
                    .object([("type", "integer"), ("minimum", 1)]),
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
            ("block", block),
            ("head", head),
            ("train", train),
        ])
    }

    /// A list of layers, or layers with parameters.
    private static var block: JSON {
        any([reference("items"), blockWithParameters])
    }

    private static var blockWithParameters: JSON {
        .object([
            ("type", "object"),
            (
                "properties",
                .object([
                    (
                        "given",
                        described(
                            "The block's parameters; one without a default has to be given.",
                            any([
                                .object([
                                    ("type", ["object", "null"]),
                                    (
                                        "additionalProperties",
                                        .object([("type", ["string", "number", "boolean", "null"])])
                                    ),
                                ]),
                                .object([("type", "array"), ("items", type("string"))]), type("string"),
                            ]))
                    ),
                    ("layers", reference("items")),
                ])
            ),
            ("required", ["layers"]),
            ("additionalProperties", false),
        ])
    }

    private static var head: JSON {
        .object([
            ("type", "object"),
            (
                "properties",
                .object([
                    ("from", described("The layer whose output an auxiliary head takes.", type("string"))),
                    ("weight", described("The share of an auxiliary head's loss.", number)),
                    ("layers", reference("items")),
                ])
            ),
            ("required", ["layers"]),
            ("additionalProperties", false),
        ])
    }

    private static var train: JSON {
        .object([
            ("type", "object"),
            (
                "properties",
                .object(
                    SpecKeys.training.map { key in
                        let value: JSON =
                            switch key.name {
                            case "data": choice(Catalogue.dataSources)
                            case "target":
                                .object([("enum", .array(TrainingTarget.allCases.map { .string($0.rawValue) }))])
                            case "noise": number
                            case "loss": choice(Catalogue.losses)
                            case "epochs", "batch": .object([("type", "integer"), ("minimum", 1)])
                            case "seed": .object([("type", "integer"), ("minimum", 0)])
                            case "optimizer": choice(Catalogue.optimizers)
                            default: choice(Catalogue.schedules)
                            }
                        return (key.name, described(key.documentation, value))
                    })
            ),
            ("additionalProperties", false),
        ])
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

    /// One layer or structure, with what stands beside it. A key that is none of these is a block's name.
    private static var longhand: JSON {
        let join = any([
            type("string"), .object([("type", "array"), ("items", type("string")), ("minItems", 1)]),
            .object([
                ("type", "object"),
                (
                    "properties",
                    .object([
                        ("with", any([type("string"), .object([("type", "array"), ("items", type("string"))])])),
                        ("crop", described("Whether the named maps are cropped to the size here.", type("boolean"))),
                    ])
                ),
                ("required", ["with"]), ("additionalProperties", false),
            ]),
        ])
        let structure: [(String, JSON)] = [
            ("name", described("What the layer is called.", .object([("type", ["string", "number"])]))),
            (
                "repeat",
                described(
                    "How many times in a row.",
                    any([
                        .object([("type", "integer"), ("minimum", 1)]), reference("expression"),
                        described("A number for `strata solve` to find.", pattern("^\\?$")),
                    ]))
            ),
            ("expect", described("The size of the tensor here.", reference("size"))),
            ("layers", described("Layers that belong together.", reference("items"))),
            ("residual", described("Layers whose output is added to their input.", reference("items"))),
            (
                "shortcut",
                described(
                    "What the input of a residual goes through.",
                    any([.object([("enum", ["identity", "project"])]), reference("items")]))
            ),
            (
                "branches",
                described(
                    "Lists of layers that run on the same input.",
                    .object([
                        ("type", "array"), ("minItems", 1), ("items", any([reference("items"), reference("item")])),
                    ]))
            ),
            (
                "join",
                described(
                    "How the branches are joined.",
                    .object([("enum", .array(JoinKind.words.map { .string($0) }))]))
            ),
        ]
        let joins = JoinKind.words.map { ($0, described("Joins the tensor here with named ones.", join)) }
        let layers = Catalogue.layers.map { layer in
            (layer.syntax.key, described(layer.syntax.summary, arguments(layer.syntax)))
        }
        let known = structure + joins + layers
        let beside = known.filter { ["name", "repeat"].contains($0.0) }
        return any([
            described(
                "A layer or a structure of the language, and what belongs beside it.",
                .object([
                    ("type", "object"),
                    ("properties", .object(known)),
                    ("dependencies", dependencies),
                    // Exactly one of them is what the item is.
                    ("oneOf", .array(mainKeys.map { .object([("required", .array([.string($0)]))]) })),
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
                    // Names of the language, and slips in writing them, are no blocks.
                    (
                        "not",
                        .object([("anyOf", .array(mainKeys.map { .object([("required", .array([.string($0)]))]) }))])
                    ),
                    ("propertyNames", .object([("not", .object([("enum", .array(slips.map { .string($0) }))]))])),
                ])),
        ])
    }

    /// What a block may be called.
    private static let blockName = "^(?!(name|repeat|shortcut|join)$)[^\\d\\s,.:;/$(){}\\[\\]][^\\s,.:;/$(){}\\[\\]]*$"

    /// One key that is neither `name` nor `repeat`.
    private static var oneBlock: [JSON] {
        let beside = ["name", "repeat"]
        return [[], ["name"], ["repeat"], beside].map { keys in
            let others = beside.filter { !keys.contains($0) }
            return .object([
                ("required", .array(keys.map { .string($0) })), ("minProperties", .number(keys.count + 1)),
                ("maxProperties", .number(keys.count + 1)),
                (
                    "properties",
                    .object(others.map { ($0, false) })
                ),
            ])
        }
    }

    /// What stands behind a block's name: its parameters, or nothing.
    private static var use: JSON { .object([("type", ["object", "null", "string", "number", "boolean"])]) }

    /// The keys that say what an item is.
    private static var mainKeys: [String] {
        ["expect", "layers", "residual", "branches"] + JoinKind.words + Catalogue.layers.map(\.syntax.key)
    }

    /// Two neighbours swapped or an inner letter left out of a longer key: nobody calls a block so.
    private static var slips: [String] {
        var slips: Set<String> = []
        let keys = mainKeys + ["name", "repeat", "shortcut", "join"]
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

    private static var dependencies: JSON {
        .object([("shortcut", ["residual"]), ("join", ["branches"]), ("branches", ["join"])])
    }

    /// The parameters as a mapping, or the only one that has to be written by itself.
    private static func arguments(_ syntax: Syntax) -> JSON {
        let isLayer = Catalogue.layer(key: syntax.key) != nil
        let name: [(String, JSON)] =
            isLayer
            ? [("name", described("What the layer is called.", .object([("type", ["string", "number"])])))] : []
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

    /// Parameters that have to be written unless another has some value: the filters of a convolution that is not depthwise.
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

    /// What may stand for a parameter, a `?` among it where it may be left open.
    private static func value(of parameter: ParameterDefinition) -> [JSON] {
        guard let role = parameter.openRole else { return value(parameter.type) }
        let open = role == .channels ? "^\\?$" : "^(\\?|\\?x[0-9]+|[0-9]+x\\?|\\?x\\?)$"
        return value(parameter.type) + [described("A number for `strata solve` to find.", pattern(open))]
    }

    private static func value(_ type: ParameterType) -> [JSON] {
        func integer(_ minimum: Int) -> JSON { .object([("type", "integer"), ("minimum", .number(minimum))]) }
        let extent = pattern("^0*[1-9][0-9]*(x0*[1-9][0-9]*)?$")
        switch type {
        case .extent: return [integer(1), extent]
        case .factor: return [integer(1), extent, pattern("^0*[1-9][0-9]*x$")]
        case .padding, .margin:
            let words: [JSON] = type == .padding ? [.object([("enum", ["same", "valid"])])] : []
            return [integer(0), pattern("^[0-9]+(x[0-9]+|-[0-9]+(-[0-9]+-[0-9]+)?)?$")] + words
        case .size: return [reference("size")]
        case .integer(let minimum): return [integer(minimum)]
        case .groups: return [integer(1), .object([("enum", ["channels"])])]
        case .decimal: return [number]
        case .boolean: return [Self.type("boolean")]
        case .word(let words): return [.object([("enum", .array(words.map { .string($0) }))])]
        case .widths: return [integer(1), pattern("^[0-9]+(-[0-9]+)*$")]
        case .text: return [.object([("type", ["string", "number"])])]
        case .names:
            let name = JSON.object([("type", ["string", "number"])])
            return [name, .object([("type", "array"), ("items", name), ("minItems", 1)])]
        case .any: return [.object([("type", ["string", "number", "boolean"])])]
        }
    }

    /// YAML 1.1 reads `1e-3` as a text, 1.2 as a number.
    private static var number: JSON {
        any([type("number"), pattern("^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?$")])
    }

    // MARK: Shorthands

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
