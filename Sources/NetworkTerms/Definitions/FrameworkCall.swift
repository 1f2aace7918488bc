/// The name of a layer, an optimizer, or a loss in another framework, and how the arguments of its call set our
/// parameters.
///
/// It is the single source for a layer's page, the help for pasted code, and every target that writes code for the
/// framework. Sources: the documentation of `torch.nn` and `torch.optim` (PyTorch 2) and of `keras.layers` and
/// `keras.optimizers` (Keras 3).
public struct FrameworkCall: Sendable {
    public enum Framework: String, CaseIterable, Sendable {
        case pytorch = "PyTorch"
        case keras = "Keras"

        /// The arguments that all of its calls accept and a spec doesn't need.
        public var commonArguments: [Argument] {
            switch self {
            case .pytorch: []
            case .keras: [.ignored("name"), .inputSize("input_shape"), .inputSize("input_dim")]
            }
        }
    }

    public let framework: Framework
    /// The name in code, without its module: `MaxPool2d`.
    public let name: String
    /// The values that the name implies, by parameter: `MaxPool2d` is a pooling whose `kind` is `max`.
    public let values: [String: String]
    /// The arguments in the order in which they can appear without their names; nil if the call isn't equivalent to our
    /// layer, or can't be translated argument by argument.
    public let arguments: [Argument]?
    /// The differences there, for people. It follows the name after a comma or semicolon.
    public let note: String?

    public init(
        _ framework: Framework, _ name: String, _ values: [String: String] = [:], _ arguments: [Argument]? = nil,
        note: String? = nil
    ) {
        (self.framework, self.name, self.values, self.arguments, self.note) = (framework, name, values, arguments, note)
    }

    public static func pytorch(
        _ name: String, _ values: [String: String] = [:], _ arguments: [Argument]? = nil, note: String? = nil
    ) -> Self { Self(.pytorch, name, values, arguments, note: note) }

    public static func keras(
        _ name: String, _ values: [String: String] = [:], _ arguments: [Argument]? = nil, note: String? = nil
    ) -> Self { Self(.keras, name, values, arguments, note: note) }
}

extension FrameworkCall {
    /// Whether any of its arguments is the value of a parameter.
    public var setsParameters: Bool {
        arguments?.contains { if case .parameter = $0.role { true } else { false } } == true
    }

    /// An argument of a framework's call. A literal is an argument with our parameter's name: `"stride"`.
    public struct Argument: Sendable, ExpressibleByStringLiteral {
        /// The meaning of its value for our layer.
        public enum Role: Hashable, Sendable {
            /// The value of a parameter.
            case parameter(String)
            /// One minus the value of a parameter.
            case complement(of: String)
            /// Whether the layer has a size that follows from the layers before it here.
            case inputSize
            /// The parameters of the network that an optimizer updates.
            case model
            /// Nothing that a spec needs.
            case ignored
            /// What the padding consists of: the keys of the layers that pad otherwise than with zeros.
            case padding([String: String])
            /// A requirement: the calls are equivalent only if the argument has one of these values.
            case only([String])
        }

        public let name: String
        public let role: Role
        /// The framework's default, if it differs from ours.
        public let fallback: String?
        /// Values that mean none.
        public let nothing: [String]
        /// Whether its name is required.
        public let isKeyword: Bool

        public init(
            _ name: String, _ role: Role, default fallback: String? = nil, nothing: String? = nil,
            isKeyword: Bool = false
        ) {
            (self.name, self.role, self.fallback, self.isKeyword) = (name, role, fallback, isKeyword)
            self.nothing = ["None"] + (nothing.map { [$0] } ?? [])
        }

        public init(
            _ name: String, sets parameter: String, default fallback: String? = nil, nothing: String? = nil
        ) {
            self.init(name, .parameter(parameter), default: fallback, nothing: nothing)
        }

        public init(stringLiteral name: String) { self.init(name, sets: name) }

        public static func inputSize(_ name: String) -> Self { Self(name, .inputSize) }
        public static func ignored(_ name: String, isKeyword: Bool = false) -> Self {
            Self(name, .ignored, isKeyword: isKeyword)
        }
        public static func only(_ values: String..., for name: String) -> Self { Self(name, .only(values)) }
    }
}
