import Foundation

/// What the product says, in full, kept in a file beside the tests for a reviewer to read.
public struct Snapshot: Sendable {
    /// From the repository's root.
    public let path: String

    public init(_ path: String) { self.path = path }

    /// Where the text isn't what was kept, and what it was; nil where the two are the same. With `STRATA_UPDATE=1` the text is
    /// kept from now on.
    public func difference(from text: String) -> String? {
        let file = Repository.root.appendingPathComponent(path)
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard kept != text else { return nil }
        if ProcessInfo.processInfo.environment["STRATA_UPDATE"] == "1" {
            do {
                try text.write(to: file, atomically: true, encoding: .utf8)
                return nil
            } catch {
                return "\(path) can't be written: \(error)"
            }
        }
        let (old, new) = (
            kept.split(separator: "\n", omittingEmptySubsequences: false),
            text.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let same = zip(old, new).prefix { $0 == $1 }.count
        func shown(_ lines: [Substring]) -> String { lines.dropFirst(same).prefix(12).joined(separator: "\n") }
        return """
            \(path), line \(same + 1): it was
            \(shown(old))
            and is now
            \(shown(new))
            If this is meant: STRATA_UPDATE=1 swift test --filter '^MessageTests|RuntimeMessage'
            """
    }
}
