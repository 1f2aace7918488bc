import Basics
import Foundation
import SpecCompiler
import TestSupport
import Testing

/// `Grammar/strata.schema.json` is up to date, accepts what the compiler accepts, and rejects the structural mistakes
/// that it rejects.
@Suite("The JSON Schema")
struct SchemaTests {
    private let validator: SchemaValidator

    init() throws { validator = try SchemaValidator(Repository.text(of: "Grammar/strata.schema.json")) }

    @Test("the schema accepts every spec that ships with Strata", arguments: Repository.specs)
    func takesSpecs(_ spec: TextFile) throws {
        #expect(validator.problems(of: try value(spec.text)) == [])
    }

    @Test(
        "the schema accepts what the compiler accepts",
        arguments: [
            "model: A\ninput: 3\ndefine: {b: [relu]}\nbody: [b]",  // a block that is a list
            "model: A\ninput: 3\ndefine: {b: {given: [n], layers: [fc $n]}}\nbody:\n  - b: {n: 3}\n    name: x\n    repeat: 2",
            "model: A\ninput: 3\ndefine: {b: {given: {n: 3}, layers: [fc $n]}}\nbody:\n  - b:\n    repeat: 2",
            "model: A\ninput: 3\nhead:\n  - dense: 3\n    repeat: 2\n    name: x",
            "model: A\ninput: 8x8x3\nbody:\n  - conv: {kernel: 3, groups: channels}",
            "model: A\ninput: 8x8x3\nbody:\n  - relu\n  - layers: [relu]\n    name: x\n  - concat: {with: x, crop: true}",
            "define: {b: [relu]}",  // blocks for others to include
            "model: A\ninput: 8x8x3\nbody:\n  - conv: {kernel: 3, filters: \"?\", padding: \"?\"}\n  - expect 8x8x3\n  - {layers: [2x2 max pool], repeat: \"?\"}\n  - expect 2x2x3",
        ])
    func takesSpecs(_ spec: String) throws {
        #expect(validator.problems(of: try value(spec)) == [])
        #expect(!SpecCompiler.compile(SourceFile(path: "test", text: spec)).diagnostics.hasErrors)
    }

    @Test("the schema accepts the example of every structure word", arguments: StructureExample.all)
    func takesExamples(_ example: StructureExample) throws {
        #expect(validator.problems(of: try value(example.text)) == [])
    }

    @Test(
        "the schema rejects a wrong value of every structure word",
        arguments: StructureExample.all.filter { $0.word != .as })
    func refusesWrongValues(_ example: StructureExample) throws {
        #expect(!validator.problems(of: try value(example.with(value: "{zz: {zz: zz}}"))).isEmpty)
    }

    @Test(
        "the schema describes every structure word as its entry does",
        arguments: Catalog.structure.filter { $0 != .as })
    func documents(_ word: StructureWord) {
        #expect(SpecSchema.text.contains(JSON.string(word.documentation).text()))
    }

    @Test("the schema accepts the names of blocks that the reader accepts", arguments: Catalog.structure.map(\.key))
    func blockNames(_ name: String) throws {
        let spec = "model: A\ninput: 8x8x1\ndefine: {\(name): [relu]}\nbody: [{\(name): }]\n"
        let isRefused = SpecCompiler.compile(SourceFile(path: "test", text: spec)).diagnostics.hasErrors
        #expect(validator.problems(of: try value(spec)).isEmpty == !isRefused)
    }

    @Test(
        "the schema and the compiler agree on which files have only blocks", arguments: StructurePlace.spec.words
    )
    func onlyBlocks(_ word: StructureWord) throws {
        let spec = word == .define ? word.example : "define: {twice: {layers: [relu, relu]}}\n" + word.example
        #expect(validator.problems(of: try value(spec)).isEmpty == !word.describesNetwork)
    }

    @Test("the schema accepts the longhand of every layer", arguments: Catalog.layers.map(\.syntax.example.longhand))
    func takesLonghand(_ longhand: String) throws {
        let spec = "model: A\ninput: 32x32x8\nbody:\n  - {\(longhand)}\n"
        #expect(validator.problems(of: try value(spec)) == [])
    }

    @Test(
        "the schema rejects what the compiler rejects",
        arguments: [
            "model: A\ninput: 3\nbody: [relu]\nbodi: [relu]",  // an unknown key
            "model: A\nbody: [relu]",  // no input
            "input: 3\nbody: [relu]",  // no model
            "model: A\ninput: 3x3\nbody: [relu]",  // two axes
            "model: A\ninput: 3",  // no layers
            "model: A\ninput: 3\nbody: relu",  // not a list
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 3x3, filters: 8, kernle: 3}",
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {filters: 8}",  // no kernel
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 3x3x3, filters: 8}",
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, filters: 8, activation: rleu}",
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, filters: 8, bias: 3}",
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1}",  // no filters
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, groups: 1}",
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, filters: 8}\n    repaet: 3",
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, filters: 8}\n    anything: 3",  // next to a layer
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, filters: 8}\n    dense: {units: 3}",  // two layers
            "model: A\ninput: 3x3x3\nbody:\n  - conv: {kernel: 1, filters: 8}\n    shortcut: project",
            "model: A\ninput: 3x3x3\nbody:\n  - resdual: [relu]",
            "model: A\ninput: 3x3x3\nbody:\n  - batch nrom: {}",
            "model: A\ninput: 3x3x3\nbody:\n  - b: {}\n    c: {}\ndefine: {b: [relu], c: [relu]}",  // two blocks
            "model: A\ninput: 3x3x3\nbody:\n  - name: alone",
            "model: A\ninput: 3x3x3\nbody:\n  - layers: [relu]\n    repeat: 0",
            "model: A\ninput: 3x3x3\nbody:\n  - dense: {units: 0}",
            "model: A\ninput: 3x3x3\nbody:\n  - branches: [[relu], []]",  // not joined
            "model: A\ninput: 3x3x3\nbody:\n  - branches: [[relu], []]\n    join: adding",
            "model: A\ninput: 3x3x3\nbody:\n  - residual: [relu]\n    shortcut: identty",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {epoch: 3}",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {epochs: 0}",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {optimizer: {sgd: {rte: 1}}}",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {target: output}",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {noise: much}",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {loss: {hinge: {}}}",
            "model: A\ninput: 3\nbody: [relu]\ntrain: {data: {csv: {target: a}}}",  // no file
            "model: A\ninput: 3\nbody: [relu]\ntrain: {data: {csv: {file: a.csv, target: a, missing: zero}}}",
            "model: A\ninput: 3\nbody: [b]\ndefine: {b: {given: {x: 1}}}",  // a block without layers
        ])
    func refusesMistakes(_ spec: String) throws {
        #expect(!validator.problems(of: try value(spec)).isEmpty)
        #expect(SpecCompiler.compile(SourceFile(path: "test", text: spec)).accepted == nil)
    }

    private func value(_ text: String) throws -> Any {
        plain(try #require(YAMLParser.parse(SourceFile(path: "test", text: text)).document.root))
    }

    /// The document as an editor's YAML parser reads it.
    private func plain(_ node: YAMLNode) -> Any {
        switch node.content {
        case .mapping(let pairs):
            return Dictionary(
                pairs.map { ($0.key.scalar?.text ?? "", plain($0.value)) }, uniquingKeysWith: { first, _ in first })
        case .sequence(let items): return items.map(plain)
        default:
            guard let text = node.scalar?.text, !text.isEmpty else { return NSNull() }
            if text == "true" || text == "false" { return text == "true" }
            if let number = Int(text) { return number }
            return Double(text).map { $0 as Any } ?? text
        }
    }
}

/// The part of JSON Schema, draft 7, that the schema uses.
private struct SchemaValidator {
    private let root: [String: Any]

    init(_ text: String) throws {
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
        root = json as? [String: Any] ?? [:]
    }

    /// The problems, by place.
    func problems(of value: Any) -> [String] { problems(value, root, "") }

    private func problems(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.split(separator: "/").last ?? "")
            let found = (root["definitions"] as? [String: Any])?[name] as? [String: Any]
            return found.map { problems(value, $0, place) } ?? ["\(place): no definition \(name)"]
        }
        var result: [String] = []
        func check(_ holds: Bool, _ what: String) { if !holds { result.append("\(place): \(what)") } }
        if let types = schema["type"] {
            let types = types as? [String] ?? [types as? String ?? ""]
            check(types.contains { Self.isOf($0, value) }, "type")
        }
        if let words = schema["enum"] as? [String] { check(words.contains(value as? String ?? ""), "enum") }
        if let pattern = schema["pattern"] as? String, let text = value as? String {
            check(text.range(of: pattern, options: .regularExpression) != nil, "pattern")
        }
        if let minimum = schema["minimum"] as? Int, let number = value as? Int { check(number >= minimum, "minimum") }
        if let choices = schema["oneOf"] as? [[String: Any]] {
            check(choices.filter { problems(value, $0, place).isEmpty }.count == 1, "oneOf")
        }
        for choice in schema["allOf"] as? [[String: Any]] ?? [] { result += problems(value, choice, place) }
        if let choices = schema["anyOf"] as? [[String: Any]] {
            check(choices.contains { problems(value, $0, place).isEmpty }, "anyOf")
        }
        if let not = schema["not"] as? [String: Any] { check(!problems(value, not, place).isEmpty, "not") }
        if let items = value as? [Any] {
            check(items.count >= schema["minItems"] as? Int ?? 0, "minItems")
            if let each = schema["items"] as? [String: Any] {
                for (index, item) in items.enumerated() { result += problems(item, each, "\(place)/\(index)") }
            }
        }
        if let object = value as? [String: Any] {
            check(object.count >= schema["minProperties"] as? Int ?? 0, "minProperties")
            check(object.count <= schema["maxProperties"] as? Int ?? .max, "maxProperties")
            for key in schema["required"] as? [String] ?? [] { check(object[key] != nil, "no \(key)") }
            for (key, others) in schema["dependencies"] as? [String: [String]] ?? [:] where object[key] != nil {
                for other in others { check(object[other] != nil, "no \(other)") }
            }
            let all = schema["properties"] as? [String: Any] ?? [:]
            let properties = all.compactMapValues { $0 as? [String: Any] }
            for key in object.keys where all[key] as? Bool == false { check(false, "no place for \(key)") }
            let patterns = schema["patternProperties"] as? [String: [String: Any]] ?? [:]
            for (key, child) in object {
                if let names = schema["propertyNames"] as? [String: Any] { result += problems(key, names, place) }
                let matching = patterns.filter { key.range(of: $0.key, options: .regularExpression) != nil }
                for (_, pattern) in matching { result += problems(child, pattern, "\(place)/\(key)") }
                if let property = properties[key] {
                    result += problems(child, property, "\(place)/\(key)")
                } else if !matching.isEmpty {
                    continue
                } else if let rest = schema["additionalProperties"] as? [String: Any] {
                    result += problems(child, rest, "\(place)/\(key)")
                } else {
                    check(schema["additionalProperties"] as? Bool ?? true, "unknown \(key)")
                }
            }
        }
        return result
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": value is Int && !(value is Bool)
        case "number": (value is Int || value is Double) && !(value is Bool)
        case "null": value is NSNull
        default: false
        }
    }
}
