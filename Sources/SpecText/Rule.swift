/// The severity of a finding. An error is reported only if the spec is certainly wrong.
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

/// A kind of finding. Every finding gets its severity, its group, and its documentation from its rule.
///
/// A rule is declared once, as a static member, in the module that reports it.
public struct Rule: Sendable {
    /// A group by which rules are listed, selected, and ignored. The raw value is the name that a person writes.
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
    /// Whether the text that it points to has no effect, so that editors gray it out.
    public let marksUnused: Bool

    public init(_ name: String, _ group: Group, _ severity: Severity, marksUnused: Bool = false) {
        self.name = name
        self.group = group
        self.severity = severity
        self.marksUnused = marksUnused
    }
}

extension Rule: Hashable, Comparable, CustomStringConvertible {
    /// Names are literals, so comparing equal rules usually compares addresses.
    public static func == (left: Rule, right: Rule) -> Bool { left.name == right.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Orders rules by name.
    public static func < (left: Rule, right: Rule) -> Bool { left.name < right.name }

    public var description: String { name }
}
