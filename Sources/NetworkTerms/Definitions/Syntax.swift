/// The syntax of a term in the catalog: its words in the notation, its key in longhand, and its parameters.
///
/// There is one instance per term, and every layer refers to it. It is a class to make these references cheap.
public final class Syntax: Sendable {
    /// One way to name it in the notation: `max pool` is the key `pool` with `kind: max`.
    public final class Form: Sendable {
        public let words: String
        public let presets: [String: ParameterValue]
        /// The words one by one.
        package let parts: [String]

        public init(_ words: String, presets: [String: ParameterValue] = [:]) {
            self.words = words
            self.presets = presets
            parts = words.split(separator: " ").map(String.init)
        }
    }

    /// The key of the longhand, and the kind in reports.
    public let key: String
    /// The name in a sentence: `convolution`.
    public let title: String
    /// A description in a sentence or two.
    public let summary: String
    public let forms: [Form]
    public let parameters: [ParameterDefinition]
    /// The same thing in both forms.
    public let example: Example
    /// The meaning of the words after a comma.
    package let options: [String: Option]
    /// The words that may follow a comma, in the order of the parameters.
    package let optionWords: [String]
    /// The largest number of words of an option.
    package let longestOption: Int
    private let leading, trailing, alone, slash: ParameterDefinition?
    /// Those of the parameters.
    private let names: [String]
    /// A number for each name, which few others have.
    private let nameHashes: [Int]

    package struct Option: Sendable {
        package var parameter: ParameterDefinition
        package var place: NotationPlace
    }

    public struct Example: Sendable {
        public let notation: String
        public let longhand: String

        public init(notation: String, longhand: String) {
            self.notation = notation
            self.longhand = longhand
        }
    }

    public init(
        key: String, title: String, summary: String, forms: [Form], parameters: [ParameterDefinition],
        example: Example
    ) {
        self.key = key
        self.title = title
        self.summary = summary
        self.forms = forms
        self.parameters = parameters
        names = parameters.map(\.name)
        nameHashes = names.map(Self.hash)
        self.example = example
        var options: [String: Option] = [:]
        for parameter in parameters {
            for place in parameter.places {
                for words in place.optionWords(of: parameter.type) where options[words] == nil {
                    options[words] = Option(parameter: parameter, place: place)
                }
            }
        }
        self.options = options
        optionWords = parameters.flatMap { parameter in
            parameter.places.flatMap { $0.optionWords(of: parameter.type) }
        }
        longestOption = options.keys.map { $0.split(separator: " ").count }.max() ?? 0
        leading = parameters.first { $0.places.contains(.leading) }
        trailing = parameters.first { $0.places.contains(.trailing) }
        alone = parameters.first { $0.places.contains(.alone) }
        slash = parameters.first { $0.places.contains(.slash) }
    }

    public func parameter(named name: String) -> ParameterDefinition? {
        index(of: name).map { parameters[$0] }
    }

    /// The number of a parameter.
    func index(of name: String) -> Int? {
        let hash = Self.hash(name)
        for index in names.indices where nameHashes[index] == hash && names[index] == name { return index }
        return nil
    }

    /// Length and first byte tell most names apart, and are compared without a call.
    private static func hash(_ name: String) -> Int { name.utf8.count << 8 | Int(name.utf8.first ?? 0) }

    public func parameter(at place: NotationPlace) -> ParameterDefinition? {
        switch place {
        case .leading: leading
        case .trailing: trailing
        case .alone: alone
        case .slash: slash
        case .keyword, .flag, .itself: parameters.first { $0.places.contains(place) }
        }
    }
}
