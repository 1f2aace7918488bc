import OperatingSystem

/// Reads and writes whole files.
package enum ByteFile {
    package struct Problem: Error {
        package var reason: String

        /// The system's reason for the last call's failure.
        static func system(_ what: String) -> Problem {
            Problem(reason: "\(what): \(String(cString: strerror(errno)))")
        }
    }

    package enum Kind { case file, folder, other }

    /// What stands at a path, links followed; nil for nothing.
    package static func kind(_ path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// The path from the root, without links; nil where nothing stands there.
    package static func absolutePath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The running program's own file.
    package static var thisProgram: String? {
        absolutePath("/proc/self/exe") ?? CommandLine.arguments.first.flatMap(absolutePath)
    }

    /// What is known of a file without reading it: its size in bytes, and when it was last changed, in nanoseconds of the
    /// system's clock. Nil where nothing stands there.
    package static func facts(_ path: String) -> (size: Int, changed: Int)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let changed = status.st_mtimespec
        #else
            let changed = status.st_mtim
        #endif
        return (Int(status.st_size), Int(changed.tv_sec) &* 1_000_000_000 &+ Int(changed.tv_nsec))
    }

    /// The folder of a file from the root of the file system, links followed as far as there are any yet.
    package static func absoluteFolder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        for count in stride(from: parts.count, through: 0, by: -1) {
            let known = parts.prefix(count).joined(separator: "/")
            guard let absolute = absolutePath(known.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : known) else {
                continue
            }
            return
                ([absolute == "/" ? "" : absolute]
                + parts.dropFirst(count).filter { !$0.isEmpty && $0 != "." }.map(String.init))
                .joined(separator: "/")
        }
        return path
    }

    package static func read(_ path: String, atMost limit: Int) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK)
        guard descriptor >= 0 else { throw Problem.system("it can't be opened") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(reason: "this is not a regular file")
        }
        return try read(descriptor, upTo: min(Int(status.st_size), limit))
    }

    /// What a program is given on its standard input.
    package static func readInput(atMost limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < limit {
            let piece = try read(0, upTo: min(limit - bytes.count, 1 << 16))
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// Reads until so many bytes are there, or there are no more.
    private static func read(_ descriptor: Int32, upTo size: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                systemRead(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw Problem.system("it can't be read")
            }
            if got == 0 { break }
            count += got
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Makes the folders above a file where they are missing.
    package static func makeFolder(of path: String) throws {
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/").dropLast() {
            folder += part + "/"
            if mkdir(folder, 0o777) == 0 || errno == EEXIST && kind(folder) == .folder { continue }
            guard kind(folder) != .file, kind(String(folder.dropLast())) != .file else {
                throw Problem(reason: "\(folder.dropLast()) is a file, not a folder")
            }
            throw Problem.system("the folder \(folder.dropLast()) can't be made")
        }
    }

    /// Writes a file whole or not at all; one that has this text already stays untouched.
    /// - Returns: whether the file was written.
    @discardableResult
    package static func write(_ text: String, to path: String) throws -> Bool { try write(Array(text.utf8), to: path) }

    /// Writes a file whole or not at all; one that has these bytes already stays untouched.
    /// - Returns: whether the file was written.
    @discardableResult
    package static func write(_ bytes: [UInt8], to path: String) throws -> Bool {
        if let old = try? read(path, atMost: bytes.count + 1), old == bytes { return false }
        try write(bytes, to: path, mode: nil)
        return true
    }

    /// Writes a file that nobody misses: readers see it whole or not at all, but a machine that stops may leave it empty.
    package static func writeDispensable(_ bytes: [UInt8], to path: String) throws {
        try write(bytes, to: path, mode: nil, lasting: false)
    }

    /// Writes a file that is there anew, whole or not at all. Its permissions stay, and so does a link that leads to it.
    package static func replace(_ path: String, with bytes: [UInt8]) throws {
        var status = stat()
        guard let place = absolutePath(path), stat(place, &status) == 0 else {
            throw Problem.system("it can't be written")
        }
        guard access(place, W_OK) == 0 else { throw Problem.system("it can't be written") }
        try write(bytes, to: place, mode: status.st_mode & 0o777)
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t?, lasting: Bool = true) throws {
        let temporary = "\(path).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode ?? 0o644)
        guard descriptor >= 0 else { throw Problem.system("it can't be written") }
        // What the process masks of new files is not masked of one that is there.
        if let mode { fchmod(descriptor, mode) }
        guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) else {
            let problem = Problem.system("it can't be written")
            close(descriptor)
            unlink(temporary)
            throw problem
        }
        guard !lasting || fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
            let problem = Problem.system("it can't be written")
            unlink(temporary)
            throw problem
        }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// - Returns: whether all could be written; if not, `errno` says why.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
        let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count >= 0 { written += count } else if errno != EINTR { return false }
    }
    return true
}
