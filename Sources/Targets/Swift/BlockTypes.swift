import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

/// The Swift types of a network's blocks, created as they are used: a block is one type, and its parameters are
/// properties.
///
/// If the properties alone don't distinguish two uses (one pads by `same`, one by 1; or a dense layer's words
/// differ), the block becomes two types.
final class BlockTypes {
    private struct Variant {
        var name: String
        var body: String
    }

    private let network: SizedNetwork
    private var variants: [String: [Variant]] = [:]
    private var names: SwiftNames
    /// The sources of the types, in the order of their first uses.
    private(set) var texts: [String] = []

    init(_ network: SizedNetwork, networkType: String) {
        self.network = network
        names = SwiftNames(taken: [networkType, "Input", "Output", "Class", "Layers"])
    }

    /// Returns the expression that creates the block of a use: `Basic(channels: 64)`.
    func construction(of use: Stack.Use, _ items: [TreeNode], within outer: BlockProperties) -> String {
        let properties = properties(of: use)
        let name = typeName(of: use, items, properties)
        let arguments = use.arguments.syntax.parameters.compactMap { parameter -> String? in
            guard let value = use.arguments[parameter.name], Self.type(of: value) != nil else { return nil }
            let label = SwiftText.label(properties.name(parameter.name))
            if let expression = use.arguments.expressions[parameter.name],
                expression.parameters.allSatisfy({ outer.types[$0] != nil })
            {
                return "\(label): \(expression.text(parameter: outer.name))"
            }
            return value == parameter.fallback ? nil : "\(label): \(Self.literal(value))"
        }
        return "\(name)(\(arguments.joined(separator: ", ")))"
    }

    private func properties(of use: Stack.Use) -> BlockProperties {
        let parameters = use.arguments.syntax.parameters
        var types: [String: BuilderMethod.SwiftType] = [:]
        for parameter in parameters { types[parameter.name] = use.arguments[parameter.name].flatMap(Self.type) }
        return BlockProperties(parameters, types: types)
    }

    private func typeName(of use: Stack.Use, _ items: [TreeNode], _ scope: BlockProperties) -> String {
        let writer = LayerWriter(network: network, blocks: self, showsSizes: false, column: 12, properties: scope)
        let statements = writer.statements(items)
        let properties = use.arguments.syntax.parameters.compactMap { parameter -> String? in
            guard let type = scope.types[parameter.name] else { return nil }
            let name = scope.name(parameter.name)
            return parameter.fallback.map { "var \(name): \(type.rawValue) = \(Self.literal($0))" }
                ?? "let \(name): \(type.rawValue)"
        }
        let functions = SwiftFunctions.cut("layers", statements).map { function in
            function.hasPrefix("private func layers(") ? String(function.dropFirst("private ".count)) : function
        }
        let body =
            (properties.isEmpty ? [] : [properties.joined(separator: "\n")]).joined(separator: "\n")
            + (properties.isEmpty ? "" : "\n\n") + functions.joined(separator: "\n\n")
        if let known = variants[use.block]?.first(where: { $0.body == body }) { return known.name }
        let name = names.type(use.block)
        variants[use.block, default: []].append(Variant(name: name, body: body))
        texts.append(
            """
            /// The block `\(SwiftText.comment(use.block))` of the spec.
            private struct \(name): Block {
            \(body.indented(by: 4))
            }
            """)
        return name
    }

    /// The type of a property for a parameter of a block; nil if its value is written in the type's body instead.
    private static func type(of value: ParameterValue) -> BuilderMethod.SwiftType? {
        switch value {
        case .decimal: .decimal
        case .boolean: .boolean
        case .extent: .extent
        case .integer: .integer
        case .word(let word):
            if Activation(word: word) != nil {
                .activation
            } else {
                Initialization(rawValue: word) != nil ? .initialization : nil
            }
        case .activation: .activation
        case .padding, .widths, .channels, .relative, .margin, .size, .names: nil
        }
    }

    private static func literal(_ value: ParameterValue) -> String {
        type(of: value).map { ValueText.literal(value, $0, channels: 0) } ?? "0"
    }
}
