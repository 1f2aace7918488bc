import Basics
import SpecCompiler

/// One line per finding, in the format of compilers, for editors and `grep`.
enum ConciseReport {
    static func line(of finding: Diagnostic, in spec: CheckedSpec) -> String {
        "\(spec.sources.start(of: finding.span)) \(finding.severity.rawValue): \(finding.message.shown) [\(finding.rule)]"
    }
}
