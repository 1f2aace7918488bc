/// How the runtime is told of a layer: the method of its network builder and what is passed to it. The generated source
/// writes the call down, and a training in this process makes it, so both build one network.
public struct RuntimeCall: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case integer(Int)
        case decimal(Double)
        case boolean(Bool)
        case size(Extent)
        case padding(top: Int, bottom: Int, left: Int, right: Int)
        /// A member of the parameter's type: `.relu`.
        case member(String)
    }

    public struct Argument: Hashable, Sendable {
        /// Nil for one without a label.
        public var label: String?
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
    public mutating func pass(_ label: String?, _ value: Value?, default fallback: Value? = nil) {
        guard let value else { return }
        arguments.append(Argument(label: label, value: value, isDefault: value == fallback))
    }

    public subscript(label: String?) -> Value? { arguments.first { $0.label == label }?.value }
}

extension RuntimeCall {
    /// Adds the arguments of a window, its padding worked out for the input's size.
    mutating func passWindow(_ arguments: Arguments, _ sizes: LayerDefinition.Sizes, defaultStride: Extent?) {
        guard let stride = arguments.extent("stride") else { return passPadding(arguments, sizes) }
        pass("stride", .size(stride), default: defaultStride.map { .size($0) })
        passPadding(arguments, sizes)
    }

    private mutating func passPadding(_ arguments: Arguments, _ sizes: LayerDefinition.Sizes) {
        let (height, width) = Window.axes(of: arguments)
        guard sizes.input.isFeatureMap else { return }
        let vertical = height.padding(forInput: sizes.input.axes[0])
        let horizontal = width.padding(forInput: sizes.input.axes[1])
        pass(
            "padding",
            .padding(
                top: vertical.before, bottom: vertical.after, left: horizontal.before, right: horizontal.after),
            default: .padding(top: 0, bottom: 0, left: 0, right: 0))
    }

    /// Adds the activation that a layer applies to its output, if any.
    mutating func passActivation(_ arguments: Arguments) {
        pass("activation", arguments.word("activation").map { .member(Activation.member($0)) })
    }
}

extension Window {
    /// The pixels in front of an input of a size, and behind it. `same` puts the odd one behind.
    public func padding(forInput input: Int) -> (before: Int, after: Int) {
        switch padding {
        case .total(let total):
            return (total / 2, total - total / 2)
        case .same:
            let output = input / stride + (input % stride == 0 ? 0 : 1)
            let (covered, overflowed) = (output - 1).multipliedReportingOverflow(by: stride)
            guard let reach, !overflowed else { return (0, 0) }
            let (needed, overflowedAgain) = covered.addingReportingOverflow(reach)
            let total = overflowedAgain ? 0 : max(0, needed - input)
            return (total / 2, total - total / 2)
        }
    }
}
