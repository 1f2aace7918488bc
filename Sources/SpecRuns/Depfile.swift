import Basics
import OperatingSystem

/// The rule of a depfile for make and ninja: `output: input input`.
enum Depfile {
    /// Each input is a target without a recipe, too, so that one which is removed later doesn't stop make.
    ///
    /// - Throws: `Failure` if a path can't be in such a rule.
    static func text(output: String, inputs: [String]) throws(Failure) -> String {
        var paths: [String] = []
        for path in [output] + inputs { paths.append(try escaped(path)) }
        return "\(paths[0]): \(paths.dropFirst().joined(separator: " \\\n  "))\n"
            + paths.dropFirst(2).map { "\n\($0):\n" }.joined()
    }

    /// Characters that have a meaning in a rule, or are globs, and that make and ninja don't agree how to escape: `;` starts
    /// a command, `=` makes the line an assignment, and `%` a pattern.
    private static let special: Set<Unicode.Scalar> = [
        ";", "=", "%", "*", "?", "[", "]", "|", "\\", "<", ">", "^", "`",
    ]

    private static func escaped(_ path: String) throws(Failure) -> String {
        var result = ""
        // By scalars: a space with a mark on it is still a space to make.
        for scalar in path.unicodeScalars {
            switch scalar {
            case " ", "#", ":": result += "\\\(scalar)"
            case "$": result += "$$"
            case _ where special.contains(scalar): throw inexpressible(path, "`\(scalar)`")
            case _ where scalar.properties.generalCategory == .control: throw inexpressible(path, "a control character")
            default: result.unicodeScalars.append(scalar)
            }
        }
        guard !path.hasPrefix("~") else { throw inexpressible(path, "`~` at the start") }
        // In make, `a(b)` is a member of an archive, and `a&` the start of a group.
        guard !path.hasSuffix(")"), !path.hasSuffix("&") else {
            throw inexpressible(path, "`\(path.suffix(1))` at the end")
        }
        return result
    }

    private static func inexpressible(_ path: String, _ what: String) -> Failure {
        .work("\(path): a depfile can't contain a path with \(what); rename it, or leave out --depfile")
    }
}
