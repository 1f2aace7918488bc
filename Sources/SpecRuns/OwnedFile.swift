import OperatingSystem

/// A file that Strata generates, at a path where there may be somebody else's.
package enum OwnedFile {
    /// The text of what is at the path; nil if there is nothing.
    ///
    /// - Throws: `Failure` if it can't be read, because nobody knows then whose it is.
    package static func text(_ path: String) throws(Failure) -> String? {
        do throws(FileProblem) {
            return try File.textIfTaken(path)
        } catch {
            throw .work(
                "\(path) can't be read (\(error)), so it may not be Strata's; remove it, or use --force to overwrite it"
            )
        }
    }
}
