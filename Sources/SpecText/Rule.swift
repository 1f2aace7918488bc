/// How much a finding weighs. An error is reported only where the spec is certainly wrong.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    case advice
    case warning
    case error

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .advice: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// What a finding is an instance of. Every finding takes its severity, its group and its documentation from its rule.
///
/// A rule is declared once, as a static member, in the module that reports it.
public struct Rule: Sendable {
    /// What rules are listed, selected and ignored by. The raw value is the name that a person writes.
    public enum Group: String, Sendable, CaseIterable {
        case structure
        case sizes
        case training
        case cost
        case advice

        /// The heading over the group's rules.
        public var title: String {
            switch self {
            case .structure: "syntax and structure"
            case .sizes: "sizes"
            case .training: "training mistakes"
            case .cost: "cost"
            case .advice: "advice"
            }
        }
    }

    /// Words joined by hyphens. No two rules have the same name.
    public let name: String
    public let group: Group
    public let severity: Severity
    /// Whether what it points at has no effect, so that editors gray it out.
    public let marksUnused: Bool

    public init(_ name: String, _ group: Group, _ severity: Severity, marksUnused: Bool = false) {
        self.name = name
        self.group = group
        self.severity = severity
        self.marksUnused = marksUnused
    }
}

extension Rule: Hashable, Comparable, CustomStringConvertible {
    /// Names are literals, so that a comparison of equal rules is most often one of addresses.
    public static func == (left: Rule, right: Rule) -> Bool { left.name == right.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// In the order of their names.
    public static func < (left: Rule, right: Rule) -> Bool { left.name < right.name }

    public var description: String { name }
}
