import Basics

/// One finding: what is wrong, where, and how to fix it.
///
/// A finding is complete when it is created. Later stages only add notes, fixes, and proposals. They identify findings
/// by rule, place, and subject, because messages are for people.
public struct Diagnostic: Hashable, Sendable {
    /// A second place that belongs to the finding, such as the line that it conflicts with.
    public struct Note: Hashable, Sendable {
        public var message: String
        public var span: Span

        public init(_ message: String, at span: Span) {
            self.message = message
            self.span = span
        }
    }

    /// A change of the source that fixes the finding.
    public struct Fix: Hashable, Sendable {
        /// What the change does, in the imperative: "change to `conv`".
        public var title: String
        public var edits: [Edit]
        /// The result of trying it; nil if it was certain without that.
        public var trial: Trial?

        public init(_ title: String, edits: [Edit]) {
            self.title = title
            self.edits = edits
        }

        public init(_ title: String, replacing span: Span, with text: String) {
            self.init(title, edits: [Edit(span: span, replacement: text)])
        }
    }

    /// The effect of applying a fix.
    public struct Trial: Hashable, Sendable {
        /// The rules of errors that the finding hid and that the fix reveals.
        public var revealed: [Rule]

        public init(revealed: [Rule]) { self.revealed = revealed }
    }

    public struct Edit: Hashable, Sendable {
        public var span: Span
        public var replacement: String

        public init(span: Span, replacement: String) {
            self.span = span
            self.replacement = replacement
        }
    }

    /// What a finding is about, in addition to its place: several findings of a rule can have the same place.
    public enum Subject: Hashable, Sendable {
        /// The text at the place.
        case place
        /// A key, parameter or section that isn't written there.
        case missing(String)
        /// One of several names at the place.
        case name(String)
        /// A value as written, of something.
        case value(String, of: String)
        /// Conflicting sizes at an item of the network, which is written here.
        case clash(Span)
    }

    /// The rule that it is an instance of.
    public let rule: Rule
    /// One sentence without a period that says what is wrong, and where the problem is in the text.
    public let message: String
    public let span: Span
    public let subject: Subject
    public var notes: [Note]
    /// How to fix it, or what is allowed instead.
    public let help: String?
    public var fixes: [Fix]
    /// Whether a person must choose the fix, even if there is only one.
    public package(set) var leavesChoice: Bool
    /// Changes that probably fix it, to be tried before they are offered. Each can have several variants, of which the
    /// first that works is used.
    public var proposals: [[Fix]]

    public init(
        _ rule: Rule, _ message: String, at span: Span, about subject: Subject = .place, notes: [Note] = [],
        help: String? = nil, fixes: [Fix] = [], leavesChoice: Bool = false, proposals: [[Fix]] = []
    ) {
        self.rule = rule
        self.message = message.abbreviated
        self.span = span
        self.subject = subject
        self.notes = notes
        self.help = help?.abbreviated
        self.fixes = fixes
        self.leavesChoice = leavesChoice
        self.proposals = proposals
    }

    public var severity: Severity { rule.severity }

    /// The line below a finding: the fixes that were tried and work, if there are any, otherwise its help.
    public var guidance: String? {
        let tried = fixes.filter { $0.trial != nil }
        guard !tried.isEmpty, severity == .error || help == nil else { return help }
        let titles = tried.map { "`\($0.title)`" } + fixes.filter { $0.trial == nil }.map(\.title)
        let revealed = Set(tried.flatMap { $0.trial?.revealed ?? [] }).sorted()
        let fixes = "possible \(titles.count == 1 ? "fix" : "fixes"): \(Suggestion.list(titles))"
        guard !revealed.isEmpty else { return fixes }
        let others = revealed.count == 1 ? "another error" : "other errors"
        return fixes + "; this reveals \(others) [\(revealed.map(\.name).joined(separator: ", "))]"
    }

    /// Few findings of a rule share a place and a subject, so the rest isn't needed to distinguish most of them.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(span)
        hasher.combine(rule)
        hasher.combine(subject)
    }
}

extension Diagnostic {
    /// What distinguishes a finding from others in the same text. Notes don't, because they may depend on how it was
    /// found.
    public struct Identity: Hashable, Sendable {
        public var rule: Rule
        public var span: Span
        public var subject: Subject
    }

    public var identity: Identity { Identity(rule: rule, span: span, subject: subject) }
}

extension Collection<Diagnostic> {
    public var hasErrors: Bool { contains { $0.severity == .error } }

    /// Each finding once: a mistake in an anchored value is found again at every alias.
    public func unique() -> [Diagnostic] { unique(by: \.self) }

    /// The findings in the order of the text; those at the same place stay in the order in which they were created.
    public func inSourceOrder() -> [Diagnostic] {
        let findings = Array(self)
        // Sorts numbers, because findings are large.
        return findings.indices
            .sorted {
                (findings[$0].span.file, findings[$0].span.start, $0)
                    < (findings[$1].span.file, findings[$1].span.start, $1)
            }
            .map { findings[$0] }
    }
}

extension String {
    /// Quoted text is shown up to this many characters.
    private static let longestQuote = 120

    /// The message with long quotes in backticks shortened to their start.
    fileprivate var abbreviated: String {
        guard utf8.count > 4 * Self.longestQuote else { return self }
        return split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            index % 2 == 1 && part.utf8.count > 4 * Self.longestQuote
                ? String(part.prefix(Self.longestQuote)) + "…" : String(part)
        }.joined(separator: "`")
    }
}
