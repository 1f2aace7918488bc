import Basics

/// Reads and writes whole files.
package enum File {
    package enum Kind { case file, folder, other }

    /// Returns the kind of file at a path, following links; nil if there is none.
    package static func kind(_ path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Returns whether there is anything at a path, even a link that leads nowhere, or something that can't be asked for.
    package static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 || ![ENOENT, ENOTDIR].contains(errno)
    }

    /// Returns a file's size in bytes and its modification time in nanoseconds of the system's clock; nil if there is
    /// no file.
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

    /// Returns the absolute path without links; nil if nothing exists there.
    package static func absolutePath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Returns the absolute path of a file's folder. The part of it that exists has its links resolved.
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

    /// Returns whether a path leads to the root folder, even through folders that don't exist yet.
    package static func isRoot(_ path: String) -> Bool {
        var parts: [Substring] = []
        for part in absoluteFolder(of: Path.join(path, "file")).split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.isEmpty
    }

    /// The path of the running program.
    package static var thisProgram: String? {
        absolutePath("/proc/self/exe") ?? CommandLine.arguments.first.flatMap(absolutePath)
    }

    // MARK: Reading

    /// Returns a regular file's bytes from its start, at most `limit`.
    package static func read(_ path: String, atMost limit: Int) throws(FileProblem) -> [UInt8] {
        try InputFile(path).bytes(atMost: limit)
    }

    private static let longestText = 1 << 28

    /// Returns a file's text; nil if it can't be read.
    package static func text(_ path: String) -> String? {
        (try? read(path, atMost: longestText)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns a file's text; nil if there is nothing at the path.
    ///
    /// - Throws: why what is there can't be read.
    package static func textIfTaken(_ path: String) throws(FileProblem) -> String? {
        guard isTaken(path) else { return nil }
        return String(decoding: try read(path, atMost: longestText), as: UTF8.self)
    }

    /// Reads the program's standard input.
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

    /// Writes a file atomically, unless it has this text already.
    /// - Returns: whether the file was written.
    @discardableResult
    package static func write(_ text: String, to path: String) throws(FileProblem) -> Bool {
        let bytes = Array(text.utf8)
        if let old = try? read(path, atMost: bytes.count + 1), old == bytes { return false }
        try write(bytes, to: path)
        return true
    }

    /// Writes a dispensable file: readers always see a whole file, but a power cut may leave it empty.
    package static func writeDispensable(_ bytes: [UInt8], to path: String) throws(FileProblem) {
        try write(bytes, to: path, isLasting: false)
    }

    /// Replaces the contents of an existing file atomically, keeping its permissions and any link that leads to it.
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

    /// Keeps a file's contents under a second name, replacing any file there, before the first name is replaced.
    package static func keep(_ path: String, as newPath: String) throws(SystemError) {
        unlink(newPath)
        if link(path, newPath) == 0 { return }
        // Some file systems have no links. Then there is no file at the first name until it's replaced.
        guard rename(path, newPath) == 0 else { throw SystemError() }
    }

    /// Removes a file.
    /// - Returns: whether there was a file that was removed.
    @discardableResult
    package static func remove(_ path: String) -> Bool { unlink(path) == 0 }
}
