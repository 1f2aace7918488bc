import OperatingSystem

/// Replaces a file as a whole or not at all, whatever happens meanwhile: a full disk, `kill -9`, a power cut.
///
/// The new contents go to `.NAME.partial` in the same folder, reach the disk (fsync), take the old file's place (rename), and
/// the folder's entry reaches the disk as well. Until the rename the old file is untouched. A `.partial` that a killed
/// process left behind is overwritten by the next save.
final class AtomicFile {
    /// The file to replace, links resolved.
    let path: String
    private let partialPath: String
    private let descriptor: Int32
    private var isDone = false

    /// Writes a whole file.
    ///
    /// - Throws: `RuntimeError` naming the file, or what `contents` throws; the old file is then as it was.
    static func write(_ path: String, contents: (AtomicFile) throws -> Void) throws {
        let file = try AtomicFile(path)
        try contents(file)
        try file.commit()
    }

    /// - Throws: if a save to `path` would fail for a reason that is known before: no such folder, no permission, not a file.
    static func checkWritable(_ path: String) throws {
        _ = try AtomicFile(path)
    }

    private init(_ given: String) throws {
        let path = Self.resolved(given)
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is not a regular file"
            throw RuntimeError("\(given): cannot be saved: \(kind)")
        }
        let (folder, name) = Self.split(path)
        guard !name.isEmpty else { throw RuntimeError("'\(given)': cannot be saved: it does not name a file") }
        self.path = path
        partialPath = "\(folder)/.\(name).partial"
        descriptor = try Self.openLocked(partialPath, for: given)
        guard retried({ ftruncate(descriptor, 0) }) == 0 else { throw failure() }
    }

    /// Opens the partial file for this process alone. Two processes that save to one place take turns.
    private static func openLocked(_ partialPath: String, for given: String) throws -> Int32 {
        while true {
            let descriptor = retried { open(partialPath, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666) }
            guard descriptor >= 0 else { throw RuntimeError("\(given): cannot be saved: \(SystemError())") }
            // Some network file systems have no locks; saving matters more there.
            _ = retried { flock(descriptor, LOCK_EX) }
            // While we waited, the other process may have renamed this very file to its final name.
            var opened = stat()
            var named = stat()
            let isKnown = fstat(descriptor, &opened) == 0 && lstat(partialPath, &named) == 0
            if isKnown, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev { return descriptor }
            let code = errno
            close(descriptor)
            guard isKnown || code == ENOENT else {
                throw RuntimeError("\(given): cannot be saved: \(SystemError(code: code))")
            }
        }
    }

    deinit {
        if !isDone { unlink(partialPath) }
        close(descriptor)
    }

    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, piece.baseAddress, piece.count)
            #elseif canImport(Musl)
                let written = Musl.write(descriptor, piece.baseAddress, piece.count)
            #else
                let written = Darwin.write(descriptor, piece.baseAddress, piece.count)
            #endif
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written == 0 || errno != EINTR {
                throw failure()
            }
        }
    }

    private func commit() throws {
        guard retried({ fsync(descriptor) }) == 0 else { throw failure() }
        // Before the rename, so that what stops us here leaves the old file. A folder may be writable and not readable.
        let folder = retried { open(Self.split(path).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 || errno == EACCES else { throw failure() }
        defer { if folder >= 0 { close(folder) } }
        guard retried({ rename(partialPath, path) }) == 0 else { throw failure() }
        isDone = true
        // Some file systems cannot sync a folder.
        guard folder < 0 || retried({ fsync(folder) }) == 0 || [EINVAL, ENOTSUP, ENOSYS].contains(errno) else {
            throw RuntimeError("\(path): was saved, but a power cut could undo it: \(SystemError())")
        }
    }

    private func failure() -> RuntimeError {
        let reason = SystemError()
        let kept = access(path, F_OK) == 0 ? "; the file there before is unchanged" : ""
        return RuntimeError("\(path): cannot be saved: \(reason)\(kept)")
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    /// A link's target, so that saving replaces the file and not the link.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}

/// Makes a system call again for as long as signals break it off, as some network file systems allow.
private func retried(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
