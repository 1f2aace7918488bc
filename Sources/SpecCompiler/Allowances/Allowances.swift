/// The `allow` comments of a spec and its includes. Errors are never suppressed, because the spec is certainly wrong.
struct Allowances {
    private let all: [Allowance]

    init(_ files: some Sequence<(SourceFile, YAMLDocument)>) {
        all = files.enumerated().flatMap { file, pair in Allowance.all(in: pair.0, file: file, pair.1) }
    }

    /// The findings that aren't suppressed, and one for each name that suppresses nothing.
    ///
    /// - Parameter isComplete: whether all rules could check the network; if not, no name is certainly unused.
    func filter(_ findings: [Diagnostic], isComplete: Bool) -> [Diagnostic] {
        guard !all.isEmpty else { return findings }
        var used: Set<Span> = []
        var errors: Set<Span> = []
        var result = findings.filter { finding in
            var isAllowed = false
            for allowance in all where allowance.scope.file == finding.span.file {
                guard allowance.scope.start <= finding.span.start, finding.span.start < allowance.scope.end else {
                    continue
                }
                for name in allowance.names where name.rule == finding.rule {
                    if finding.severity == .error {
                        errors.insert(name.written.span)
                    } else {
                        used.insert(name.written.span)
                        isAllowed = true
                    }
                }
            }
            return !isAllowed
        }
        for allowance in all {
            if allowance.names.isEmpty { result.append(AllowanceMessage.nothingNamed(allowance.span)) }
            for name in allowance.names where !used.contains(name.written.span) {
                if name.rule == nil {
                    result.append(AllowanceMessage.unknown(name.written))
                } else if errors.contains(name.written.span) {
                    result.append(AllowanceMessage.error(name.written))
                } else if isComplete {
                    result.append(AllowanceMessage.unused(name.written))
                }
            }
        }
        return result
    }
}
