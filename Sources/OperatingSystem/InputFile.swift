/// A regular file that is open for reading at any position.
package final class InputFile {
    /// The size in bytes when the file was opened.
    package let size: Int
    private let descriptor: Int32
    private var isOpen = true

    package init(_ path: String) throws(FileProblem) {
        // Nonblocking, because opening a named pipe would wait for a writer, possibly forever.
        descriptor = retried { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .opening(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let problem = FileProblem.last
            close(descriptor)
            throw problem
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notRegular
        }
        size = Int(status.st_size)
    }

    deinit { if isOpen { close(descriptor) } }

    /// Returns the descriptor for a library that will close it.
    package func takeDescriptor() -> Int32 {
        isOpen = false
        return descriptor
    }

    /// Fills a buffer with the bytes starting at `offset`.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileProblem) {
        guard try readWhatIsThere(into: buffer, at: offset) == buffer.count else {
            throw FileProblem("it was truncated while it was being read")
        }
    }

    /// Returns the file's bytes from its start, at most `limit`.
    package func bytes(atMost limit: Int = .max) throws(FileProblem) -> [UInt8] {
        var problem: FileProblem?
        let bytes = [UInt8](unsafeUninitializedCapacity: min(size, limit)) { buffer, count in
            do throws(FileProblem) {
                count = try readWhatIsThere(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
        return bytes
    }

    /// - Returns: the number of bytes read; fewer than requested only at the end of the file.
    private func readWhatIsThere(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(FileProblem) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...].prefix(Descriptor.mostAtOnce))
            let got = retried { pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done)) }
            guard got >= 0 else { throw .last }
            if got == 0 { break }
            done += got
        }
        return done
    }
}
