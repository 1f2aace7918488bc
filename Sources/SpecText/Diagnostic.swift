import Basics

/// One finding: what is wrong, where, and how to fix it.
///
/// A finding is complete when it is created. Later stages add notes, fixes and proposals, and change nothing else; they tell
/// findings apart by rule, place and subject, for the sentences are for people.
public struct Diagnostic: Hashable, Sendable {
    /// A second place that belongs to the finding, such as the line that it clashes with.
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
        /// What the change does, as a command: `write "conv"`.
        public var title: String
        public var edits: [Edit]
        /// What became of it when it was tried; nil where it was certain without that.
        public var trial: Trial?

        public init(_ title: String, edits: [Edit]) {
            self.title = title
            self.edits = edits
        }

        public init(_ title: String, replacing span: Span, with text: String) {
            self.init(title, edits: [Edit(span: span, replacement: text)])
        }
    }

    /// What the text says once a fix has been applied.
    public struct Trial: Hashable, Sendable {
        /// The rules of errors that the finding hid, and that show then.
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

    /// What a finding is about, beside its place: several findings of a rule may have one place.
    public enum Subject: Hashable, Sendable {
        /// What is written at the place.
        case place
        /// A key, parameter or section that isn't written there.
        case missing(String)
        /// A name, of several at the place.
        case name(String)
        /// A value that something was given, as the text has it.
        case value(String, of: String)
        /// Sizes that can't be true together at an item of the network, which is written here.
        case clash(Span)
    }

    /// What it is an instance of.
    public let rule: Rule
    /// One sentence without a period: what is wrong, the offender named.
    public let message: String
    public let span: Span
    public let subject: Subject
    public var notes: [Note]
    /// How to fix it, or what is allowed.
    public let help: String?
    public var fixes: [Fix]
    /// Whether a person has to choose a fix, though there be one only.
    public let leavesChoice: Bool
    /// Changes that are likely to fix it, to be tried before they are offered: several ways to write each, of which the
    /// first that works is taken.
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

    /// What is said below a finding: which changes fix it, where some were tried and did, or its help.
    public var guidance: String? {
        let tried = fixes.filter { $0.trial != nil }
        guard !tried.isEmpty, severity == .error || help == nil else { return help }
        let titles = tried.map { "`\($0.title)`" } + fixes.filter { $0.trial == nil }.map(\.title)
        let revealed = Set(tried.flatMap { $0.trial?.revealed ?? [] }).sorted()
        return "this mends it: \(Suggestion.list(titles))"
            + (revealed.isEmpty
                ? "" : "; then it shows what else is wrong [\(revealed.map(\.name).joined(separator: ", "))]")
    }

    /// Few findings of a rule share a place: the rest need not be read to tell most apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(span)
        hasher.combine(rule)
    }
}

extension Diagnostic {
    /// What tells a finding from others of the same text. Notes don't: they may say how one came to be found.
    public struct Identity: Hashable, Sendable {
        public var rule: Rule
        public var span: Span
        public var subject: Subject
    }

    public var identity: Identity { Identity(rule: rule, span: span, subject: subject) }
}

extension Collection<Diagnostic> {
    public var hasErrors: Bool { contains { $0.severity == .error } }

    /// Each finding once: what is wrong after an anchor is found again at every alias of it.
    public func unique() -> [Diagnostic] { unique(by: \.self) }

    /// In the order of the text; findings at one place keep the order in which they were made.
    public func inSourceOrder() -> [Diagnostic] {
        let findings = Array(self)
        // Numbers are moved, not findings.
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

    /// The message with long texts between backticks cut: a person wants the beginning of what is wrong, not all of it.
    fileprivate var abbreviated: String {
        guard utf8.count > 4 * Self.longestQuote else { return self }
        return split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            index % 2 == 1 && part.utf8.count > 4 * Self.longestQuote
                ? String(part.prefix(Self.longestQuote)) + "…" : String(part)
        }.joined(separator: "`")
    }
}
