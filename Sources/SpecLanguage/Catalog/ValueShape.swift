import NetworkTerms
import Basics

/// A form that the value of a structure word can have. Some words accept several of these.
public enum ValueShape: Sendable, Equatable {
    /// A name that the author chooses.
    case name
    /// The size of a tensor, with `?` for open numbers.
    case size
    /// A number of repetitions, which can also be arithmetic on a block's parameters, or `?`.
    case count
    /// One term of the notation.
    case term(ParameterType)
    /// An upper limit, with a unit if it is large.
    case limit(Budget.Item)
    /// The path of a spec, or a list of paths.
    case paths
    /// The name of a layer.
    case layerName
    /// Names of layers: one name, or a list.
    case layerNames
    /// What an output learns: a word, or the name of a column.
    case target
    /// The parameters of a block, with their defaults.
    case parameters
    case layers
    /// Lists of layers that run on the same input.
    case branches
    /// A mapping with the keys of a place.
    case keys(StructurePlace)
    /// A mapping from names that the author chooses to lists of layers, or to mappings with the keys of a place.
    case named(StructurePlace)
    /// One of these, in the notation or in longhand.
    case choice([Syntax])

    public static func == (left: ValueShape, right: ValueShape) -> Bool {
        switch (left, right) {
        case (.name, .name), (.size, .size), (.count, .count), (.paths, .paths), (.layerName, .layerName),
            (.layerNames, .layerNames), (.target, .target), (.parameters, .parameters), (.layers, .layers),
            (.branches, .branches):
            true
        case (.term(let left), .term(let right)): left == right
        case (.limit(let left), .limit(let right)): left == right
        case (.keys(let left), .keys(let right)), (.named(let left), .named(let right)): left == right
        case (.choice(let left), .choice(let right)): left.map(\.key) == right.map(\.key)
        default: false
        }
    }

    /// A description of such a value, for messages and documentation.
    public var expectation: String {
        switch self {
        case .name: "a name"
        case .size: "a size such as 28x28x1 or 784; `?` leaves a number open"
        case .count: "a whole number, at least 1, or `?`"
        case .term(let type): type.expectation
        case .limit(let item):
            item.isMemory ? "a number of bytes such as 512MB or 512MiB" : "a number such as 61706, 100k, 1.5M, or 2G"
        case .paths: "a path, or a list of paths"
        case .layerName: "the name of a layer"
        case .layerNames: "names of layers, or a list of them"
        case .target: "`label`, `input`, or the name of a column"
        case .parameters: "names with their defaults, or a list of names"
        case .layers: "a list of layers"
        case .branches: "a list of lists of layers"
        case .keys(let place): "a mapping of \(Self.list(place.keys))"
        case .named(let place): "names, each with a list of layers or a mapping of \(Self.list(place.keys))"
        case .choice(let choices): Suggestion.list(choices.map { "`\($0.forms[0].words)`" })
        }
    }

    private static func list(_ keys: [String]) -> String {
        Suggestion.list(keys.map { "`\($0)`" }, conjunction: "and")
    }
}
