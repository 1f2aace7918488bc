import Basics

/// The `allow` comments of a spec and its includes. Errors are never suppressed, because the spec is certainly wrong.
struct Allowances {
    /// A range in which comments suppress findings. Several comments can have the same one.
    private struct Scope {
        var span: Span
        /// The scope before it that hasn't ended where it starts, if there is one.
        var outer: Int?
        /// The rules that its comments name.
        var rules: Set<Rule> = []
        /// The rules of the findings in it that are suppressed, and of the errors, which aren't.
        var used: Set<Rule> = []
        var errors: Set<Rule> = []
    }

    private let all: [Allowance]
    /// In the order of the text; of those that start at the same place, the largest first.
    private let scopes: [Scope]

    init(_ files: some Sequence<(SourceFile, YAMLDocument)>) {
        all = files.enumerated().flatMap { file, pair in Allowance.all(in: pair.0, file: file, pair.1) }
        var rules: [Span: Set<Rule>] = [:]
        for allowance in all { rules[allowance.scope, default: []].formUnion(allowance.names.compactMap(\.rule)) }
        var scopes = rules.map { Scope(span: $0.key, rules: $0.value) }.sorted { $0.span.isBefore($1.span) }
        var open: [Int] = []
        for index in scopes.indices {
            let span = scopes[index].span
            while let last = open.last, !scopes[last].span.reaches(span.file, span.start) { open.removeLast() }
            scopes[index].outer = open.last
            open.append(index)
        }
        self.scopes = scopes
    }

    /// The findings that aren't suppressed, and one for each name that suppresses nothing.
    ///
    /// - Parameter isComplete: whether all rules could check the network; if not, no name is certainly unused.
    func filter(_ findings: [Diagnostic], isComplete: Bool) -> [Diagnostic] {
        guard !all.isEmpty else { return findings }
        var scopes = scopes
        var result = findings.filter { finding in
            let (file, start) = (finding.span.file, finding.span.start)
            var isAllowed = false
            // Every scope around the finding is among those that haven't ended where the last one before it starts.
            var next = scopes.partitioningIndex { ($0.span.file, $0.span.start) > (file, start) } - 1
            while next >= 0 {
                if scopes[next].span.reaches(file, start), scopes[next].rules.contains(finding.rule) {
                    if finding.severity == .error {
                        scopes[next].errors.insert(finding.rule)
                    } else {
                        scopes[next].used.insert(finding.rule)
                        isAllowed = true
                    }
                }
                next = scopes[next].outer ?? -1
            }
            return !isAllowed
        }
        let numbers = Dictionary(uniqueKeysWithValues: scopes.enumerated().map { ($1.span, $0) })
        for allowance in all {
            if allowance.names.isEmpty { result.append(AllowanceMessage.nothingNamed(allowance.span)) }
            guard let number = numbers[allowance.scope] else { continue }
            for name in allowance.names {
                guard let rule = name.rule else {
                    result.append(AllowanceMessage.unknown(name.written))
                    continue
                }
                guard !scopes[number].used.contains(rule) else { continue }
                if scopes[number].errors.contains(rule) {
                    result.append(AllowanceMessage.error(name.written))
                } else if isComplete {
                    result.append(AllowanceMessage.unused(name.written))
                }
            }
        }
        return result
    }
}

extension Span {
    /// Whether it comes before another one: it starts first, or at the same place and is larger.
    fileprivate func isBefore(_ other: Span) -> Bool { (file, start, -end) < (other.file, other.start, -other.end) }

    /// Whether a place is before its end.
    fileprivate func reaches(_ otherFile: Int, _ offset: Int) -> Bool { file == otherFile && offset < end }
}
