/// The source of the training samples.
public struct DataSource: TrainingChoice {
    /// The noun for such a choice in a sentence.
    public static let noun = "data set"
    /// The definitions in the catalog.
    public static var definitions: [DataSourceDefinition] { Catalog.dataSources }

    /// Its definition in the catalog.
    public let definition: DataSourceDefinition
    /// The values of its parameters.
    public var call: Call

    /// Creates a choice from the catalog with its values.
    public init(definition: DataSourceDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// The data set, if its facts are known.
    public var dataSet: DataSetDefinition? { definition.dataSet }

    /// The number of classes, if it is known before the data is read.
    public var classes: Int? { dataSet?.classes ?? call.integer("classes") }

    /// The file or folder to read; nil for data that is installed with the system.
    public var path: String? { pathParameters.first.flatMap { call.word($0.name) } }

    /// Returns the same data with each of its paths changed.
    public func mappingPaths(_ change: (String) -> String) -> DataSource {
        var result = self
        for parameter in pathParameters {
            if let path = call.word(parameter.name) { result.call.values[parameter.name] = .word(change(path)) }
        }
        return result
    }

    private var pathParameters: [ParameterDefinition] { definition.syntax.parameters.filter { $0.type == .path } }
}

/// Everything Strata knows about one kind of data. Each has a file in `DataSources/`; the code that reads it is in the
/// runtime.
public final class DataSourceDefinition: TrainingTerm {
    /// The kinds of samples.
    public enum Samples: Hashable, Sendable {
        /// Images with one class each, or a class for each pixel if `hasLabelMaps`.
        case images(hasLabelMaps: Bool)
        /// Rows of a table: standardized numbers, and a column of classes or numbers as their target.
        case rows
    }

    /// The syntax in a spec.
    public let syntax: Syntax
    /// The formula, for people.
    public let formula: String? = nil
    /// Where it was published.
    public let source: String?
    /// The Swift function that creates it.
    public let method: BuilderMethod
    /// The kind of its samples.
    public let samples: Samples
    /// The facts about the samples that are known before reading; nil if they depend on the files.
    public let dataSet: DataSetDefinition?
    /// The data that `--data` accepts in its place, for a help text.
    public let place: String
    private let mistake: @Sendable (Call) -> CallMistake?

    /// - Parameters:
    ///   - name: the name of the Swift function; by default, the key in camel case.
    ///   - unlabeled: the parameter that is passed without a label.
    ///   - labels: the labels of the arguments that differ from the parameters' names.
    init(
        _ syntax: Syntax, source: String? = nil, samples: Samples, dataSet: DataSetDefinition? = nil, place: String,
        name: String? = nil, unlabeled: String? = nil, labels: [String: String] = [:],
        mistake: @escaping @Sendable (Call) -> CallMistake? = { _ in nil }
    ) {
        (self.syntax, self.source, self.samples) = (syntax, source, samples)
        (self.dataSet, self.place, self.mistake) = (dataSet, place, mistake)
        method = BuilderMethod(syntax, name: name, unlabeled: unlabeled, labels: labels)
    }

    public func mistake(_ call: Call) -> CallMistake? { mistake(call) }

    /// Whether samples can have a class for each pixel.
    public var hasLabelMaps: Bool { samples == .images(hasLabelMaps: true) }
}

/// The facts about a data set that are known before its files are read.
public struct DataSetDefinition: Hashable, Sendable {
    /// The name, with its authors.
    public let title: String
    /// The shape of a sample.
    public let input: TensorShape
    /// The number of training samples.
    public let trainingSamples: Int
    /// The classes' names in the order of their labels.
    public let classNames: [String]

    /// The number of classes.
    public var classes: Int { classNames.count }
}

extension ParameterDefinition {
    static let classes = ParameterDefinition(
        "classes", .integer(minimum: 2),
        "The number of classes, to report a head that doesn't match before the data is read.",
        notation: .keyword("classes"))
}
