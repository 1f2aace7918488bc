import Basics

/// Reads and writes whole files.
package enum File {
    package enum Kind { case file, folder, other }

    /// What is at a path, links followed; nil for nothing.
    package static func kind(_ path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// What is known of a file without reading it: its size in bytes, and when it was last changed, in nanoseconds of the
    /// system's clock. Nil where nothing is there.
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

    // MARK: Paths

    /// The path from the root, without links; nil where nothing is there.
    package static func absolutePath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
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

    /// The running program's own file.
    package static var thisProgram: String? {
        absolutePath("/proc/self/exe") ?? CommandLine.arguments.first.flatMap(absolutePath)
    }

    // MARK: Reading

    /// A regular file's bytes from its start, at most `limit`.
    package static func read(_ path: String, atMost limit: Int) throws(FileProblem) -> [UInt8] {
        try InputFile(path).bytes(atMost: limit)
    }

    /// A file's text; nil where it can't be read.
    package static func text(_ path: String) -> String? {
        (try? read(path, atMost: 1 << 28)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What a program is given on its standard input.
    package static func readInput(atMost limit: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < limit {
            let piece: [UInt8]
            do throws(SystemError) {
                piece = try Descriptor.read(STDIN_FILENO, atMost: min(limit - bytes.count, 1 << 16))
            } catch {
                throw FileProblem("\(error)")
            }
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    // MARK: Writing

    /// Writes a file whole or not at all; one that has this text already stays untouched.
    /// - Returns: whether the file was written.
    @discardableResult
    package static func write(_ text: String, to path: String) throws(FileProblem) -> Bool {
        let bytes = Array(text.utf8)
        if let old = try? read(path, atMost: bytes.count + 1), old == bytes { return false }
        try write(bytes, to: path)
        return true
    }

    /// Writes a file that nobody would miss: readers see it whole or not at all, but a power cut may leave it empty.
    package static func writeDispensable(_ bytes: [UInt8], to path: String) throws(FileProblem) {
        try write(bytes, to: path, isLasting: false)
    }

    /// Writes a file that is there anew, whole or not at all. Its permissions stay, and so does a link that leads to it.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
        var status = stat()
        guard stat(path, &status) == 0, access(path, W_OK) == 0 else { throw .last }
        try write(bytes, to: path, permissions: status.st_mode & 0o777)
    }

    private static func write(
        _ bytes: [UInt8], to path: String, permissions: mode_t? = nil, isLasting: Bool = true
    ) throws(FileProblem) {
        do {
            try AtomicFile.write(path, permissions: permissions, isLasting: isLasting) { file in
                try bytes.withUnsafeBytes { try file.write($0) }
            }
        } catch {
            throw FileProblem((error as? AtomicFile.Problem)?.reason ?? "\(error)")
        }
    }

    /// Removes a file.
    /// - Returns: whether it was there and is gone.
    @discardableResult
    package static func remove(_ path: String) -> Bool { unlink(path) == 0 }
}
