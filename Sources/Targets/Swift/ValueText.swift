import NetworkTerms

/// Writes the values of calls as the arguments of a builder method.
enum ValueText {
    /// - Parameter channels: the channels of the layer's input, for one group per channel.
    static func literal(_ value: ParameterValue, _ type: BuilderMethod.SwiftType, channels: Int) -> String {
        switch (value, type) {
        case (.integer(let integer), _): "\(integer)"
        case (.decimal(let decimal), _): SwiftText.literal(decimal)
        case (.boolean(let boolean), _): "\(boolean)"
        case (.extent(let extent), _): literal(extent)
        case (.padding(.same), _): ".same"
        case (.padding(.valid), _): "0"
        case (.padding(.explicit(let margin)), _): literal(margin, "Padding")
        case (.margin(let margin), _): literal(margin, "Margin")
        case (.size(let shape), _): literal(shape)
        case (.channels, _): "\(channels)"
        case (.relative(let expression), _): "\((try? expression.count(ofChannels: channels)) ?? channels)"
        case (.activation(let activation), _): literal(activation)
        case (.word(let word), .activation): Activation(word: word).map(literal) ?? SwiftText.literal(word)
        case (.word(let word), .pooling): Pooling(rawValue: word).map { ".\($0)" } ?? SwiftText.literal(word)
        case (.word(let word), .text): SwiftText.literal(word)
        case (.word(let word), _): ".\(word.camelCased)"
        case (.widths(let widths), _): "\(widths)"
        case (.names(let names), _): "[\(names.map(SwiftText.literal).joined(separator: ", "))]"
        }
    }

    static func literal(_ extent: Extent) -> String {
        extent.isUniform ? "\(extent[0])" : "Extent(\(extent.distinct.map(String.init).joined(separator: ", ")))"
    }

    static func literal(_ shape: TensorShape) -> String {
        switch shape.spatialAxes {
        case 0: "TensorShape(units: \(shape.channels))"
        case 2:
            "TensorShape(height: \(shape.spatial(0)), width: \(shape.spatial(1)), channels: \(shape.channels))"
        default: "TensorShape(spatial: \(shape.spatial), channels: \(shape.channels))"
        }
    }

    private static func literal(_ margin: Margin, _ type: String) -> String {
        margin.isUniform
            ? "\(margin.before[0])"
            : """
            \(type)(top: \(margin.before[0]), bottom: \(margin.after[0]), left: \(margin.before[1]), \
            right: \(margin.after[1]))
            """
    }

    static func literal(_ activation: Activation) -> String {
        guard case .leakyRelu(let slope) = activation else { return ".\(activation.name)" }
        return activation == .leakyRelu() ? ".leakyRelu()" : ".leakyRelu(slope: \(SwiftText.literal(slope)))"
    }
}
