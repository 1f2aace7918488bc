/// The reason a file or folder can't be read or written.
package struct FileProblem: Error, Hashable, CustomStringConvertible {
    /// The system's own message, or what the file is instead: `No such file or directory`, `it isn't a regular file`.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// The reason the last system call failed.
    static var last: FileProblem { FileProblem("\(SystemError())") }

    /// The reason a file can't be opened. A name that isn't UTF-8 can't be passed on unchanged, and isn't found.
    static func opening(_ path: String) -> FileProblem {
        errno == ENOENT && path.unicodeScalars.contains("\u{FFFD}") ? notUTF8 : last
    }

    package static let notUTF8 = FileProblem("its name isn't valid UTF-8; rename it")

    static let notRegular = FileProblem("it isn't a regular file")
}
