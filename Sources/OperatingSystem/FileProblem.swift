/// A file or folder is not what it has to be, or the system refuses to read or write it.
package struct FileProblem: Error, Hashable, CustomStringConvertible {
    /// In the system's words, or what is there instead: `No such file or directory`, `it is not a regular file`.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// Why the last call of the system failed.
    static var last: FileProblem { FileProblem("\(SystemError())") }

    static let notRegular = FileProblem("it is not a regular file")
}
