/// The reason a system call failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
    /// A value of `errno`.
    package let code: Int32

    /// Creates an error from a code, by default the last call's.
    package init(code: Int32 = errno) { self.code = code }

    /// The system's own message: `No space left on device`.
    package var description: String { String(cString: strerror(code)) }
}
