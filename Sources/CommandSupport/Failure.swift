/// Why a command ended early.
package enum Failure: Error {
    /// The spec has errors, which have been shown.
    case findings
    /// The command could not do its work.
    case work(String)
    /// The command could not do its work, which has been said.
    case told

    package var code: Int32 {
        switch self {
        case .findings: 1
        case .work, .told: 2
        }
    }

    package func report() {
        if case .work(let message) = self { Terminal.errors.tell("\(Terminal.errors.red("error:")) \(message)\n") }
    }
}
