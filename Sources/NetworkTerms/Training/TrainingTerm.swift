/// The catalog's definition of something that a training section chooses: an optimizer, a loss, a schedule, or a data
/// source. Each has one file in the folder of its kind.
public protocol TrainingTerm: AnyObject, Sendable {
    var syntax: Syntax { get }
    /// The formula, for people, in one or more lines; nil if nothing is computed.
    var formula: String? { get }
    /// Where it was published.
    var source: String? { get }
    /// The Swift function that creates it.
    var method: BuilderMethod { get }
    /// The equivalent calls in other frameworks.
    var calls: [FrameworkCall] { get }

    /// Returns what is wrong with a combination of values that are each valid.
    func mistake(_ call: Call) -> CallMistake?

    /// Returns a call in a few words. Checkpoints contain them, so they must not change.
    func summary(_ call: Call) -> String
}

extension TrainingTerm {
    public var calls: [FrameworkCall] { [] }

    public func mistake(_ call: Call) -> CallMistake? { nil }

    public func summary(_ call: Call) -> String { call.summary }
}

/// A training section's choice of one kind, with the values of its parameters.
///
/// The functions that create one, such as `Optimizer.adamW(rate:)`, are generated from the definitions, so every
/// default is defined once.
public protocol TrainingChoice: Hashable, Sendable, CustomStringConvertible {
    associatedtype Definition: TrainingTerm

    /// The noun for the kind in a sentence: `optimizer`.
    static var noun: String { get }
    /// The definitions in the catalog.
    static var definitions: [Definition] { get }

    var definition: Definition { get }
    var call: Call { get set }

    init(definition: Definition, call: Call)
}

extension TrainingChoice {
    /// Creates a choice in which each value that isn't given has its default.
    public init(_ definition: Definition, _ values: KeyValuePairs<String, (any ParameterConvertible)?> = [:]) {
        var call = Call(definition.syntax)
        for (name, value) in values { call.values[name] = value?.parameterValue }
        self.init(definition: definition, call: call)
    }

    /// Checks the values of the parameters.
    public func check() throws(CallProblem) {
        try call.check()
        if let mistake = definition.mistake(call) { throw .mistake(mistake.message) }
    }

    /// In a few words: `cross entropy, smoothing 0.1`.
    public var description: String { definition.summary(call) }

    public static func == (one: Self, other: Self) -> Bool { one.call == other.call }

    public func hash(into hasher: inout Hasher) { hasher.combine(call) }
}

extension Call {
    /// The key and the values that differ from the defaults: `cross entropy, smoothing 0.1`.
    var summary: String {
        let values = syntax.parameters.filter { differsFromDefault($0.name) }.compactMap { words($0.name) }
        return ([syntax.key] + values).joined(separator: ", ")
    }

    /// Returns a parameter with its value: `rate 0.1`; only its name if the value is true, and nil if it is false or
    /// missing.
    func words(_ name: String) -> String? {
        switch self[name] {
        case .boolean(let value): value ? name : nil
        // Not as in messages: a training resumes only if this text is the same as when it was saved.
        case .decimal(let value): "\(name) \(value)"
        case let value: value.map { "\(name) \($0.text)" }
        }
    }

    /// Returns the same, but nil if the value is 0.
    func words(unlessZero name: String) -> String? { decimal(name) == 0 ? nil : words(name) }
}

/// Typical values of a parameter.
public struct UsualValues: Hashable, Sendable {
    /// Values outside of it are unusual.
    public let range: ClosedRange<Double>
    /// The values in words. The range is a little wider.
    public let words: String

    public init(_ range: ClosedRange<Double>, words: String) {
        (self.range, self.words) = (range, words)
    }
}
