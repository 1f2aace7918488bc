/// Why a call of the system failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
    /// One of the numbers of `errno`.
    package let code: Int32

    /// The reason for the last call's failure, unless another is given.
    package init(code: Int32 = errno) { self.code = code }

    /// In the system's words: `No space left on device`.
    package var description: String { String(cString: strerror(code)) }
}
