import Basics
import SpecCompiler

/// One line a finding, as compilers write them: what editors and `grep` read.
enum ConciseReport {
    static func line(of finding: Diagnostic, in spec: CheckedSpec) -> String {
        "\(spec.sources.start(of: finding.span)) \(finding.severity.rawValue): \(finding.message.shown) [\(finding.rule)]"
    }
}
