/// Where a training's samples come from.
public struct DataSource: TrainingChoice {
    /// What such a choice is called in a sentence.
    public static let noun = "data set"
    /// Those of the catalog.
    public static var definitions: [DataSourceDefinition] { Catalogue.dataSources }

    /// What the catalog knows of it.
    public let definition: DataSourceDefinition
    /// The values of its parameters.
    public var call: Call

    /// A choice of the catalog with its values.
    public init(definition: DataSourceDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// The data set, if its facts are known.
    public var dataSet: DataSetDefinition? { definition.dataSet }

    /// How many classes there are, where that is known before the data is read.
    public var classes: Int? { dataSet?.classes ?? call.integer("classes") }

    /// The file or folder that is read; nil of data that is installed with the system.
    public var path: String? { pathParameter.flatMap { call.word($0.name) } }

    /// The same data with another path, where it has one.
    public func mappingPath(_ change: (String) -> String) -> DataSource {
        guard let path, let pathParameter else { return self }
        var result = self
        result.call.values[pathParameter.name] = .word(change(path))
        return result
    }

    private var pathParameter: ParameterDefinition? { definition.syntax.parameters.first { $0.type == .path } }
}

/// Everything Strata knows of one kind of data. One file in `DataSources/` each; how it is read is a file of the runtime.
public final class DataSourceDefinition: TrainingTerm {
    /// What samples are.
    public enum Samples: Hashable, Sendable {
        /// Images with a class each, or a class for each pixel where `hasLabelMaps`.
        case images(hasLabelMaps: Bool)
        /// Rows of a table: standardized numbers, and a column of classes or numbers as their target.
        case rows
    }

    /// How it is written.
    public let syntax: Syntax
    /// How it is computed, for people.
    public let formula: String? = nil
    /// Where it was published.
    public let source: String?
    /// The function that makes a call of it in Swift.
    public let method: BuilderMethod
    /// What a sample is.
    public let samples: Samples
    /// What is known of the samples before they are read; nil where that is up to the files.
    public let dataSet: DataSetDefinition?
    /// What `--data` takes in place of it, in a help text.
    public let place: String

    /// - Parameters:
    ///   - name: of the Swift function; the key in camel case unless given.
    ///   - unlabeled: the parameter that is passed without a label.
    ///   - labels: of the arguments that are not called by the parameters' names.
    init(
        _ syntax: Syntax, source: String? = nil, samples: Samples, dataSet: DataSetDefinition? = nil, place: String,
        name: String? = nil, unlabeled: String? = nil, labels: [String: String] = [:]
    ) {
        (self.syntax, self.source, self.samples) = (syntax, source, samples)
        (self.dataSet, self.place) = (dataSet, place)
        method = BuilderMethod(syntax, name: name, unlabeled: unlabeled, labels: labels)
    }

    /// Whether samples can have a class for each pixel.
    public var hasLabelMaps: Bool { samples == .images(hasLabelMaps: true) }
}

/// What is known of a data set before its files are read.
public struct DataSetDefinition: Hashable, Sendable {
    /// What it is called, with its authors.
    public let title: String
    /// The shape of a sample.
    public let input: TensorShape
    /// How many samples there are to learn from.
    public let trainingSamples: Int
    /// The classes' names in the order of their labels.
    public let classNames: [String]

    /// How many classes there are.
    public var classes: Int { classNames.count }
}

extension ParameterDefinition {
    static let classes = ParameterDefinition(
        "classes", .integer(minimum: 2),
        "How many classes there are, so that a head that does not fit is found at once.",
        notation: .keyword("classes"))
}
