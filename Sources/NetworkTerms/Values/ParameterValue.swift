import Basics

/// The value of a parameter, as written or by default.
///
/// The larger ones lie apart: a layer holds several values, and most are single numbers.
public enum ParameterValue: Hashable, Sendable {
    case extent(Extent)
    indirect case padding(Padding)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case word(String)
    /// A function whose parameter isn't the default.
    case activation(Activation)
    case widths([Int])
    indirect case margin(Margin)
    indirect case size(TensorShape)
    case names([String])
    /// As many groups as the input has channels: a depthwise convolution.
    case channels
    /// Arithmetic on the channels of the input: half of them, `channels/2`.
    case relative(Expression)
}

extension ParameterValue {
    /// As a spec writes it.
    public var text: String {
        switch self {
        case .extent(let extent): extent.description
        case .padding(.same): "same"
        case .padding(.valid): "valid"
        case .padding(.explicit(let margin)), .margin(let margin): margin.text
        case .size(let size): size.description
        case .integer(let integer): String(integer)
        case .decimal(let decimal): decimal.concise
        case .boolean(let boolean): String(boolean)
        case .activation(let activation): activation.text
        case .word(let word): word
        case .widths(let widths): widths.map(String.init).joined(separator: "-")
        case .names(let names): names.joined(separator: " ")
        case .channels: Expression.channelsWord
        case .relative(let expression): expression.notation
        }
    }
}
