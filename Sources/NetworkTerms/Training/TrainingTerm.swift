/// What the catalog knows of something that a training section chooses: an optimizer, a loss, a schedule, a source of data.
/// Each has one file in the folder of its kind.
public protocol TrainingTerm: AnyObject, Sendable {
    var syntax: Syntax { get }
    /// How it is computed, for people, in one or more lines; nil where nothing is.
    var formula: String? { get }
    /// Where it was published.
    var source: String? { get }
    /// The function that makes a call of it in Swift.
    var method: BuilderMethod { get }
    /// What other frameworks call it.
    var calls: [FrameworkCall] { get }

    /// What is wrong with values that are each valid by themselves.
    func mistake(_ call: Call) -> String?

    /// A call in a few words. Checkpoints hold it: those of a call may not change.
    func summary(_ call: Call) -> String
}

extension TrainingTerm {
    public var calls: [FrameworkCall] { [] }

    public func mistake(_ call: Call) -> String? { nil }

    public func summary(_ call: Call) -> String { call.summary }
}

/// What a training section chooses of one kind, with the values for its parameters.
///
/// The functions that make one, such as `Optimizer.adamW(rate:)`, are generated from the definitions, so that every default is
/// stated once.
public protocol TrainingChoice: Hashable, Sendable, CustomStringConvertible {
    associatedtype Definition: TrainingTerm

    /// What the kind is called in a sentence: `optimizer`.
    static var noun: String { get }
    /// Those of the catalog.
    static var definitions: [Definition] { get }

    var definition: Definition { get }
    var call: Call { get set }

    init(definition: Definition, call: Call)
}

extension TrainingChoice {
    /// What is not given has its default.
    public init(_ definition: Definition, _ values: KeyValuePairs<String, (any ParameterConvertible)?> = [:]) {
        var call = Call(definition.syntax)
        for (name, value) in values { call.values[name] = value?.parameterValue }
        self.init(definition: definition, call: call)
    }

    /// Checks the values of the parameters.
    public func check() throws(CallProblem) {
        try call.check()
        if let mistake = definition.mistake(call) { throw .mistake(mistake) }
    }

    /// In a few words: `cross entropy, smoothing 0.1`.
    public var description: String { definition.summary(call) }

    public static func == (one: Self, other: Self) -> Bool { one.call == other.call }

    public func hash(into hasher: inout Hasher) { hasher.combine(call) }
}

extension Call {
    /// The key, and the values that are not the defaults: `cross entropy, smoothing 0.1`.
    var summary: String {
        let values = syntax.parameters.filter { differsFromDefault($0.name) }.compactMap { words($0.name) }
        return ([syntax.key] + values).joined(separator: ", ")
    }

    /// A parameter with its value: `rate 0.1`; its name alone where that is true, and nil where it is false or has no value.
    func words(_ name: String) -> String? {
        switch self[name] {
        case .boolean(let value): value ? name : nil
        case let value: value.map { "\(name) \($0.text)" }
        }
    }

    /// The same, and nil where the value is 0.
    func words(unlessZero name: String) -> String? { decimal(name) == 0 ? nil : words(name) }
}

/// Values of a parameter that are usual.
public struct UsualValues: Hashable, Sendable {
    /// Values outside are unusual.
    public let range: ClosedRange<Double>
    /// In words. The range is a little wider.
    public let words: String

    public init(_ range: ClosedRange<Double>, words: String) {
        (self.range, self.words) = (range, words)
    }
}
