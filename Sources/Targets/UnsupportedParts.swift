import Basics
import SpecText

/// Everything about a network that a target can't express, so that one run shows all of it.
public struct UnsupportedParts: Error, Hashable, Sendable, CustomStringConvertible {
    /// One layer, join or setting.
    public struct Part: Hashable, Sendable {
        /// What it is: `pool2`, or `schedule`.
        public var name: String
        /// Why it can't be expressed: "has no counterpart of `ceil`".
        public var reason: String
        /// Where the spec has it.
        public var span: Span

        public init(_ name: String, _ reason: String, at span: Span) {
            (self.name, self.reason, self.span) = (name, reason, span)
        }
    }

    /// The target's name.
    public var target: String
    /// In the order of the spec.
    public var parts: [Part]

    /// Nil if there is nothing that the target can't express.
    public init?(_ target: String, _ parts: [Part]) {
        guard !parts.isEmpty else { return nil }
        (self.target, self.parts) = (
            target, parts.sorted { ($0.span.file, $0.span.start) < ($1.span.file, $1.span.start) }
        )
    }

    public var description: String {
        "\(target) can't express \(counted(parts.count, "part")) of this network: "
            + parts.map { "\($0.name) \($0.reason)" }.joined(separator: "; ")
    }
}
