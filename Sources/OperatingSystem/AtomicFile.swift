import Basics

/// Replaces a file atomically, whatever happens meanwhile: a full disk, `kill -9`, a power cut.
///
/// The new contents are written to `.NAME.partial` in the same folder and to disk (fsync), replace the old file
/// (rename), and the folder's entry is written to disk as well. Until the rename, the old file is untouched. A
/// `.partial` file left behind by a killed process is overwritten by the next save.
package final class AtomicFile {
    /// The reason a file was not saved, or not with certainty.
    package struct Problem: Error, Hashable {
        package let reason: String
        /// Whether the new contents replaced the old ones, although a power cut could undo it.
        package var isSaved = false
        /// Whether a previous file exists, which is unchanged.
        package var leavesOld = false
    }

    /// The file to replace, with links resolved.
    private let path: String
    private let partialPath: String
    private let descriptor: Int32
    private var isDone = false

    /// Writes a whole file.
    ///
    /// - Parameters:
    ///   - permissions: the new file's permissions; if nil, the process's default for new files.
    ///   - isLasting: whether the file must survive a power cut.
    ///   - contents: writes the contents.
    /// - Throws: `Problem`, or the error that `contents` throws; the old file is then unchanged.
    package static func write(
        _ path: String, permissions: mode_t? = nil, isLasting: Bool = true, contents: (AtomicFile) throws -> Void
    ) throws {
        let file = try AtomicFile(path)
        // Unlike in `open`, the process's mask doesn't apply here.
        if let permissions, fchmod(file.descriptor, permissions) != 0 { throw file.failure() }
        try contents(file)
        try file.commit(isLasting: isLasting)
    }

    /// Checks that a file could be saved, as far as that is known in advance.
    ///
    /// - Throws: `Problem` if the folder doesn't exist, there is no permission, or the path isn't a file's.
    package static func checkWritable(_ path: String) throws(Problem) { _ = try AtomicFile(path) }

    private init(_ given: String) throws(Problem) {
        let path = File.absolutePath(given) ?? given
        switch File.kind(path) {
        case .folder: throw Problem(reason: "it's a folder")
        case .other: throw Problem(reason: FileProblem.notRegular.description)
        case .file, nil: break
        }
        let name = path.hasSuffix("/") ? "" : Path.fileName(of: path)
        guard !name.isEmpty else { throw Problem(reason: "it doesn't name a file") }
        self.path = path
        partialPath = Path.join(Path.folder(of: path), ".\(name).partial")
        descriptor = try Self.openLocked(partialPath)
        guard retried({ ftruncate(descriptor, 0) }) == 0 else { throw failure() }
    }

    /// Opens the partial file exclusively. Two processes that save to the same path take turns.
    private static func openLocked(_ partialPath: String) throws(Problem) -> Int32 {
        while true {
            let descriptor = retried { open(partialPath, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666) }
            guard descriptor >= 0 else { throw Problem(reason: "\(SystemError())") }
            // Some network file systems don't have locks; saving matters more than taking turns.
            _ = retried { flock(descriptor, LOCK_EX) }
            // In the meantime, the other process may have renamed this very file to its final name.
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
        // The folder is opened before the rename, so that an error leaves the old file in place. A folder can be
        // writable but not readable.
        let place = Path.folder(of: path)
        let folder = retried { open(place.isEmpty ? "." : place, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 || errno == EACCES else { throw failure() }
        defer { if folder >= 0 { close(folder) } }
        guard retried({ rename(partialPath, path) }) == 0 else { throw failure() }
        isDone = true
        // Some file systems can't sync a folder.
        guard folder < 0 || retried({ fsync(folder) }) == 0 || [EINVAL, ENOTSUP, ENOSYS].contains(errno) else {
            throw Problem(reason: "\(SystemError())", isSaved: true)
        }
    }

    private func failure(_ error: SystemError = SystemError()) -> Problem {
        Problem(reason: "\(error)", leavesOld: access(path, F_OK) == 0)
    }
}
