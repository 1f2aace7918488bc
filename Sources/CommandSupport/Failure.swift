/// Why a command ended early.
package enum Failure: Error {
    /// The spec has errors, which have been shown.
    case findings
    /// The command could not do its work.
    case work(String)
    /// A file that the command goes by has a mistake, at a place such as `a.yaml:3:1`.
    case mistake(at: String, String)
    /// The command could not do its work, which has been said.
    case told

    package var code: Int32 {
        switch self {
        case .findings: 1
        case .work, .mistake, .told: 2
        }
    }

    package func report() {
        let error = Terminal.errors.red("error:")
        switch self {
        case .work(let message): Terminal.errors.tell("\(error) \(message)\n")
        case .mistake(let place, let message): Terminal.errors.tell("\(place): \(error) \(message)\n")
        case .findings, .told: break
        }
    }
}
