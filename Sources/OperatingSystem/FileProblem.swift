/// The reason a file or folder can't be read or written.
package struct FileProblem: Error, Hashable, CustomStringConvertible {
    /// The system's own message, or what the file is instead: `No such file or directory`, `it isn't a regular file`.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// The reason the last system call failed.
    static var last: FileProblem { FileProblem("\(SystemError())") }

    static let notRegular = FileProblem("it isn't a regular file")
}
