/// One finding: what is wrong, where, and how to mend it.
public struct Diagnostic: Hashable, Codable, Sendable {
    /// A second place that belongs to the finding, such as the line that it clashes with.
    public struct Note: Hashable, Codable, Sendable {
        public var message: String
        public var span: Span

        public init(_ message: String, at span: Span) {
            self.message = message
            self.span = span
        }
    }

    /// A change of the source that mends the finding.
    public struct Fix: Hashable, Codable, Sendable {
        /// What the change does, as a command: `write "conv"`.
        public var title: String
        public var edits: [Edit]

        public init(_ title: String, edits: [Edit]) {
            self.title = title
            self.edits = edits
        }

        public init(_ title: String, replacing span: Span, with text: String) {
            self.init(title, edits: [Edit(span: span, replacement: text)])
        }
    }

    public struct Edit: Hashable, Codable, Sendable {
        public var span: Span
        public var replacement: String

        public init(span: Span, replacement: String) {
            self.span = span
            self.replacement = replacement
        }
    }

    /// What it is an instance of.
    public let rule: Rule
    /// One sentence without a full stop: what is wrong, the offender named.
    public var message: String
    public var span: Span
    public var notes: [Note]
    /// How to mend it, or what is allowed.
    public var help: String?
    public var fixes: [Fix]
    /// Changes that are likely to mend it, to be tried before they are offered: several ways to write each, of which the
    /// first that mends is taken.
    public var proposals: [[Fix]] = []

    public init(
        _ rule: Rule, _ message: String, at span: Span, notes: [Note] = [], help: String? = nil, fixes: [Fix] = []
    ) {
        self.rule = rule
        self.message = message.abbreviated
        self.span = span
        self.notes = notes
        self.help = help?.abbreviated
        self.fixes = fixes
    }

    public var severity: Severity { rule.severity }

    /// Few findings of a rule share a place: the rest need not be read to tell most apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(span)
        hasher.combine(rule)
    }
}

extension Collection<Diagnostic> {
    public var hasErrors: Bool { contains { $0.severity == .error } }

    /// Each finding once: what is wrong behind an anchor is found again at every alias of it.
    public func unique() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }
    }

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
