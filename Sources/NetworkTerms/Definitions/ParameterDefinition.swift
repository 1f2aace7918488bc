/// The type of a parameter's value.
public enum ParameterType: Hashable, Sendable {
    /// A size of two axes, each at least 1: `3`, `3x5`.
    case extent
    /// `1`, `1x2`, `same` or `valid`.
    case padding
    /// Pixels at each side: `1`, `1x2`, `0-1`, `0-1-2-3`.
    case margin
    /// A size by which an axis is multiplied: `2`, `2x`, `2x3`.
    case factor
    /// The size of a tensor, all of it known: `7x7x64`, `100`.
    case size
    /// A whole number, at least `minimum`.
    case integer(minimum: Int)
    /// A number of channels, units, or groups: a whole number of at least 1, or arithmetic on the input's channels.
    case count
    /// A count of groups. `channels` alone makes a layer depthwise.
    case groups
    /// A number within bounds.
    case decimal(Bounds)
    case boolean
    /// One of some words.
    case word([String])
    /// Whole numbers joined by `-`: `120-84`.
    case widths
    /// A string of one word, such as the name of a column.
    case text
    /// A file or folder, relative to the spec's folder.
    case path
    /// Several strings, such as columns.
    case names
    /// Any value of a block's parameter: a number, a size, a word, `true`, or `false`.
    case any

    /// The bounds of a decimal, in addition to what every one is bounded by: networks compute with `Float`, in which it
    /// must be neither infinite, nor 0 unless it is 0, nor 1 unless 1 is allowed.
    public enum Bounds: Hashable, Sendable {
        case positive
        case notNegative
        /// At least 0 and less than 1.
        case fraction
    }
}

extension ParameterType {
    /// Whether a value can be arithmetic on the channels of the input.
    public var canBeRelative: Bool { self == .count || self == .groups }

    /// Whether a value is arbitrary text, including text that has a meaning in the notation.
    package var isText: Bool { self == .text || self == .path }

    /// All words that can be the value on their own.
    package var words: [String] {
        switch self {
        case .word(let words): words
        case .padding: ["same", "valid"]
        default: []
        }
    }
}

/// The place of a parameter in the notation. Parameters without one are only available in longhand.
public enum NotationPlace: Hashable, Sendable {
    /// Before the words: the `3x3` of `3x3 conv`.
    case leading
    /// After the words: the `10` of `fc 10`.
    case trailing
    /// Alone between commas: the `64` of `3x3 conv, 64`.
    case alone
    /// After a slash: `/2`.
    case slash
    /// After a word: `pad 1`.
    case keyword(String)
    /// Words that set a value: `no bias`.
    case flag(String, ParameterValue)
    /// One of the type's words on its own: `relu`.
    case itself

    /// Returns the words for a parameter of a type, after a comma.
    package func optionWords(of type: ParameterType) -> [String] {
        switch self {
        case .keyword(let word), .flag(let word, _): [word]
        case .itself: type.words
        case .leading, .trailing, .alone, .slash: []
        }
    }
}

/// A parameter of a layer, an optimizer or a schedule: its key, type, default and documentation.
public final class ParameterDefinition: Sendable {
    /// The key in longhand.
    public let name: String
    public let type: ParameterType
    /// The default; nil if the parameter is required, or the layer computes it.
    public let fallback: ParameterValue?
    /// The parameter whose value is the default, for one without a default of its own.
    public let fallbackParameter: String?
    public let isRequired: Bool
    /// The value that makes a parameter without a default optional; nil if it's always required.
    public let requiredUnless: Exception?
    /// The unit of a number: `pixels`, `epochs`.
    public let unit: String?
    /// One line.
    public let documentation: String
    public let places: [NotationPlace]
    /// The numbers to try if it is left open with `?`; nil if it can't be left open.
    public let openRole: OpenRole?

    /// Another parameter, and its value that makes this one unnecessary.
    public struct Exception: Sendable {
        public let parameter: String
        public let value: ParameterValue

        public init(_ parameter: String, is value: ParameterValue) {
            (self.parameter, self.value) = (parameter, value)
        }
    }

    public init(
        _ name: String, _ type: ParameterType, default fallback: ParameterValue? = nil, defaultsTo other: String? = nil,
        isRequired: Bool = false,
        requiredUnless exception: Exception? = nil, unit: String? = nil, open openRole: OpenRole? = nil,
        _ documentation: String, notation places: NotationPlace...
    ) {
        self.name = name
        self.type = type
        self.fallback = fallback
        fallbackParameter = other
        self.isRequired = isRequired
        requiredUnless = exception
        self.unit = unit
        self.documentation = documentation
        self.places = places
        self.openRole = openRole
    }

    /// Whether it is a number or a margin of pixels, which the size of the output may depend on.
    package var isOfSize: Bool {
        switch type {
        case .extent, .padding, .margin, .factor, .size: true
        default: openRole != nil
        }
    }

    /// Whether it is required for some arguments.
    public var mayBeRequired: Bool { isRequired || requiredUnless != nil }

    /// Whether it is required for these arguments.
    public func isRequired(beside call: Call) -> Bool {
        isRequired || requiredUnless.map { call[$0.parameter] != $0.value } ?? false
    }
}

/// The role of the number in place of a `?`, which decides the numbers to try for it.
public enum OpenRole: Hashable, Sendable {
    case kernel
    case stride
    case padding
    case outputPadding
    case dilation
    /// The channels of a map, or the units of a vector.
    case channels

    /// The smallest number.
    public var least: Int { self == .padding || self == .outputPadding ? 0 : 1 }
}
