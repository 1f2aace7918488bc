/// Reads from and writes to open files, pipes, and terminals. Calls interrupted by signals are repeated.
package enum Descriptor {
    /// The maximum number of bytes per call; some systems accept no more than 2 GiB.
    static let mostAtOnce = 1 << 30

    /// Reads the bytes that are available, waiting for the first one.
    /// - Returns: at most `limit` bytes; none at the end.
    package static func read(_ descriptor: Int32, atMost limit: Int) throws(SystemError) -> [UInt8] {
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            got = retried { readBytes(descriptor, UnsafeMutableRawBufferPointer(buffer)) }
            count = max(0, got)
        }
        guard got >= 0 else { throw SystemError() }
        return bytes
    }

    /// Writes all bytes.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var problem: SystemError?
        bytes.withUnsafeBytes { buffer in
            do throws(SystemError) { try write(buffer, to: descriptor) } catch { problem = error }
        }
        if let problem { throw problem }
    }

    /// Writes all bytes.
    package static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(mostAtOnce))
            let written = retried { writeBytes(piece, descriptor) }
            guard written > 0 else { throw SystemError() }
            rest = rest.dropFirst(written)
        }
    }
}

/// Repeats a system call for as long as signals interrupt it.
func retried<Result: BinaryInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

// Methods named `read` and `write` can't call the system's functions of the same name directly.

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func writeBytes(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
