import Basics

/// Replaces a file as a whole or not at all, whatever happens meanwhile: a full disk, `kill -9`, a power cut.
///
/// The new contents go to `.NAME.partial` in the same folder, reach the disk (fsync), take the old file's place (rename), and
/// the folder's entry reaches the disk as well. Until the rename the old file is untouched. A `.partial` that a killed
/// process left is overwritten by the next save.
package final class AtomicFile {
    /// Why a file was not saved, or not for certain.
    package struct Problem: Error, Hashable {
        package let reason: String
        /// Whether the new contents took the old one's place, though a power cut could undo it.
        package var isSaved = false
        /// Whether a file was there before, which is then as it was.
        package var leavesOld = false
    }

    /// The file to replace, links resolved.
    private let path: String
    private let partialPath: String
    private let descriptor: Int32
    private var isDone = false

    /// Writes a whole file.
    ///
    /// - Parameters:
    ///   - permissions: of the new file; if nil, what the process gives to new files.
    ///   - isLasting: whether it is to survive a power cut; a file that nobody would miss need not.
    /// - Throws: `Problem`, or what `contents` throws; the old file is then as it was.
    package static func write(
        _ path: String, permissions: mode_t? = nil, isLasting: Bool = true, contents: (AtomicFile) throws -> Void
    ) throws {
        let file = try AtomicFile(path)
        // The process's mask does not apply to permissions that a file has already.
        if let permissions, fchmod(file.descriptor, permissions) != 0 { throw file.failure() }
        try contents(file)
        try file.commit(isLasting: isLasting)
    }

    /// - Throws: if a save to `path` would fail for a reason that is known before: no such folder, no permission, not a file.
    package static func checkWritable(_ path: String) throws(Problem) { _ = try AtomicFile(path) }

    private init(_ given: String) throws(Problem) {
        let path = File.absolutePath(given) ?? given
        switch File.kind(path) {
        case .folder: throw Problem(reason: "it is a folder")
        case .other: throw Problem(reason: FileProblem.notRegular.description)
        case .file, nil: break
        }
        let name = path.hasSuffix("/") ? "" : Path.fileName(of: path)
        guard !name.isEmpty else { throw Problem(reason: "it does not name a file") }
        self.path = path
        partialPath = Path.join(Path.folder(of: path), ".\(name).partial")
        descriptor = try Self.openLocked(partialPath)
        guard retried({ ftruncate(descriptor, 0) }) == 0 else { throw failure() }
    }

    /// Opens the partial file for this process alone. Two processes that save to one place take turns.
    private static func openLocked(_ partialPath: String) throws(Problem) -> Int32 {
        while true {
            let descriptor = retried { open(partialPath, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666) }
            guard descriptor >= 0 else { throw Problem(reason: "\(SystemError())") }
            // Some network file systems have no locks; saving matters more there.
            _ = retried { flock(descriptor, LOCK_EX) }
            // While we waited, the other process may have renamed this very file to its final name.
            var opened = stat()
            var named = stat()
            let isKnown = fstat(descriptor, &opened) == 0 && lstat(partialPath, &named) == 0
            if isKnown, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev { return descriptor }
            let error = SystemError()
            close(descriptor)
            guard isKnown || error.code == ENOENT else { throw Problem(reason: "\(error)") }
        }
    }

    deinit {
        if !isDone { unlink(partialPath) }
        close(descriptor)
    }

    /// Appends bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        do throws(SystemError) {
            try Descriptor.write(bytes, to: descriptor)
        } catch {
            throw failure(error)
        }
    }

    private func commit(isLasting: Bool) throws(Problem) {
        guard isLasting else {
            guard retried({ rename(partialPath, path) }) == 0 else { throw failure() }
            isDone = true
            return
        }
        guard retried({ fsync(descriptor) }) == 0 else { throw failure() }
        // Before the rename, so that what stops us here leaves the old file. A folder may be writable and not readable.
        let place = Path.folder(of: path)
        let folder = retried { open(place.isEmpty ? "." : place, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 || errno == EACCES else { throw failure() }
        defer { if folder >= 0 { close(folder) } }
        guard retried({ rename(partialPath, path) }) == 0 else { throw failure() }
        isDone = true
        // Some file systems cannot sync a folder.
        guard folder < 0 || retried({ fsync(folder) }) == 0 || [EINVAL, ENOTSUP, ENOSYS].contains(errno) else {
            throw Problem(reason: "\(SystemError())", isSaved: true)
        }
    }

    private func failure(_ error: SystemError = SystemError()) -> Problem {
        Problem(reason: "\(error)", leavesOld: access(path, F_OK) == 0)
    }
}
