/// How Swift code creates a call: a method of the runtime's network builder that adds a layer, or a static function of
/// an optimizer or another training setting. The methods are generated from these.
public struct BuilderMethod: Sendable {
    public struct Argument: Sendable {
        /// Nil if it has no label.
        public let label: String?
        public let parameter: ParameterDefinition
        public let type: SwiftType
        /// Whether it is required.
        public let isRequired: Bool
    }

    /// The type of an argument.
    public enum SwiftType: String, Sendable {
        case integer = "Int"
        case decimal = "Double"
        case boolean = "Bool"
        case extent = "Extent"
        case padding = "Padding"
        case margin = "Margin"
        case shape = "TensorShape"
        case activation = "Activation"
        case initialization = "Initialization"
        case pooling = "Pooling"
        case interpolation = "Interpolation"
        case missingValues = "MissingValues"
        case separator = "Separator"
        case text = "String"
        case texts = "[String]"
    }

    public let name: String
    /// The values that the method's name implies.
    public let presets: [String: ParameterValue]
    /// In the order of the method's parameters, after a layer's name.
    public let arguments: [Argument]

    /// - Parameters:
    ///   - name: the method's name; by default, the key in camel case.
    ///   - unlabeled: the parameter that is passed without a label.
    ///   - labels: the labels that differ from the parameters' names.
    init(
        _ syntax: Syntax, name: String?, presets: [String: ParameterValue] = [:], unlabeled: String? = nil,
        labels: [String: String] = [:]
    ) {
        self.name = name ?? syntax.key.camelCased
        self.presets = presets
        let first = syntax.parameters.filter { $0.name == unlabeled && $0.fallback == nil }
        arguments = (first + syntax.parameters.filter { parameter in !first.contains { $0 === parameter } })
            .filter { presets[$0.name] == nil }
            .map { parameter in
                let needless = parameter.requiredUnless.map { presets[$0.parameter] == $0.value } ?? false
                return Argument(
                    label: parameter.name == unlabeled ? nil : labels[parameter.name] ?? parameter.name.camelCased,
                    parameter: parameter, type: SwiftType(parameter.type),
                    isRequired: parameter.mayBeRequired && !needless)
            }
    }
}

extension BuilderMethod.SwiftType {
    fileprivate init(_ type: ParameterType) {
        self =
            switch type {
            case .extent, .factor: .extent
            case .padding: .padding
            case .margin: .margin
            case .size: .shape
            case .integer, .count, .groups, .widths, .any: .integer
            case .decimal: .decimal
            case .boolean: .boolean
            case .text, .path: .text
            case .names: .texts
            case .word(Initialization.words): .initialization
            case .word(Interpolation.words): .interpolation
            case .word(MissingValues.words): .missingValues
            case .word(Separator.words): .separator
            case .word(Pooling.words): .pooling
            case .word(let words): words.allSatisfy(Activation.words.contains) ? .activation : .text
            }
    }
}

extension LayerDefinition {
    /// The labels of the builder's methods that differ from the parameters' names.
    public struct Builder: Sendable {
        var name: String?
        var unlabeled: String?
        var labels: [String: String]
        var variants: [Variant]

        /// A method with another name, which implies some of the values.
        public struct Variant: Sendable {
            public let name: String
            public let presets: [String: ParameterValue]

            public init(name: String, presets: [String: ParameterValue]) {
                (self.name, self.presets) = (name, presets)
            }
        }

        /// - Parameters:
        ///   - name: the method's name; by default, the layer's key in camel case.
        ///   - unlabeled: the parameter that is passed without a label.
        public init(
            _ name: String? = nil, unlabeled: String? = nil, labels: [String: String] = [:], variants: [Variant] = []
        ) {
            (self.name, self.unlabeled, self.labels, self.variants) = (name, unlabeled, labels, variants)
        }

        /// The methods, first the one that accepts every parameter.
        func methods(of syntax: Syntax) -> [BuilderMethod] {
            [BuilderMethod(syntax, name: name, unlabeled: unlabeled, labels: labels)]
                + variants.map {
                    BuilderMethod(syntax, name: $0.name, presets: $0.presets, unlabeled: unlabeled, labels: labels)
                }
        }
    }

    /// Returns the method that creates a call. If there are several, it is the one whose name implies the most values.
    public func method(for call: Call) -> BuilderMethod {
        methods.last { method in method.presets.allSatisfy { call[$0.key] == $0.value } } ?? methods[0]
    }
}
