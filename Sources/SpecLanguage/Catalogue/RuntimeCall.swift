/// How the runtime is told of a layer: the method of its network builder and what is passed to it. The generated source
/// writes the call down, and a training in this process makes it, so both build one network.
public struct RuntimeCall: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case integer(Int)
        case decimal(Double)
        case boolean(Bool)
        case size(Extent)
        case padding(Margin)
        /// Padding that follows from the input's size.
        case samePadding
        case shape(TensorSize)
        /// A member of the parameter's type: `.relu`.
        case member(String)
    }

    public struct Argument: Hashable, Sendable {
        /// Nil for one without a label.
        public var label: String?
        /// The layer's parameter that it comes from, in longhand.
        public var parameter: String
        public var value: Value
        /// Whether the runtime takes this where nothing is passed.
        public var isDefault: Bool
    }

    public let method: String
    /// In the order of the method's parameters, behind the layer's name.
    public private(set) var arguments: [Argument] = []

    public init(_ method: String) {
        self.method = method
    }

    /// Adds an argument, unless it is nil.
    ///
    /// - Parameter parameter: the layer's parameter that it comes from, where that is not called as the argument is.
    public mutating func pass(
        _ label: String?, _ value: Value?, default fallback: Value? = nil, from parameter: String? = nil
    ) {
        guard let value else { return }
        arguments.append(
            Argument(
                label: label, parameter: parameter ?? label ?? "kind", value: value, isDefault: value == fallback))
    }

    public subscript(label: String?) -> Value? { arguments.first { $0.label == label }?.value }
}

extension RuntimeCall {
    /// Adds the stride and the padding of a window.
    mutating func passWindow(_ arguments: Arguments, defaultStride: Extent?) {
        pass("stride", arguments.extent("stride").map { .size($0) }, default: defaultStride.map { .size($0) })
        let sides = (arguments.padding("padding") ?? .valid).sides
        pass("padding", sides.map { .padding($0) } ?? .samePadding, default: .padding(.none))
    }

    /// Adds the activation that a layer applies to its output, if any.
    mutating func passActivation(_ arguments: Arguments, _ label: String = "activation", default word: String? = nil) {
        func member(_ word: String) -> Value { .member(Activation.member(word)) }
        pass(label, arguments.word(label).map(member), default: word.map(member))
    }
}
