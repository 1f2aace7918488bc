import Basics
import SpecCompiler

/// One line a finding, as compilers write them: what editors and `grep` read.
enum ConciseReport {
    static func line(of finding: Diagnostic, in spec: CheckedSpec) -> String {
        let place = spec.place(of: finding.span)
        return
            "\(place.path):\(place.line):\(place.column): \(finding.severity.rawValue): \(finding.message.shown) [\(finding.rule)]"
    }
}
