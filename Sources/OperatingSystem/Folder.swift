import Basics

/// Lists, creates, and removes folders.
package enum Folder {
    /// Returns the names of everything in a folder, sorted.
    package static func names(in path: String) throws(FileProblem) -> [String] {
        try entries(in: path).map(\.name).sorted()
    }

    private struct Entry {
        var name: String
        /// If not, a part of the name is replaced, and nothing can be found by it.
        var isUTF8: Bool
        /// Whether the entry says that it is a folder. On some file systems it doesn't say.
        var isFolder: Bool
    }

    private static func entries(in path: String) throws(FileProblem) -> [Entry] {
        guard let stream = opendir(path) else { throw .opening(path) }
        defer { closedir(stream) }
        var entries: [Entry] = []
        errno = 0
        while let entry = readdir(stream), let place = MemoryLayout<dirent>.offset(of: \.d_name) {
            // An entry may be shorter than `dirent`: it has only as many bytes as its name needs.
            let bytes = (UnsafeRawPointer(entry) + place).assumingMemoryBound(to: CChar.self)
            let name = String(cString: bytes)
            if name != ".", name != ".." {
                entries.append(
                    Entry(
                        name: name, isUTF8: String(validatingCString: bytes) != nil,
                        isFolder: Int32(entry.pointee.d_type) == Int32(DT_DIR)))
            }
            errno = 0
        }
        guard errno == 0 else { throw .last }
        return entries
    }

    /// The files below a folder.
    package struct Contents: Equatable {
        /// The paths of all files, relative to the folder and sorted.
        package var files: [String] = []
        /// What is below the folder and can't be read, in the order of the paths.
        package var problems: [Problem] = []

        package struct Problem: Equatable {
            package var path: String
            package var isFolder: Bool
            package var reason: FileProblem
        }
    }

    /// Finds all files below a folder. Links to folders are not followed.
    ///
    /// - Parameter isEntered: returns whether to include the files of a folder, given its relative path.
    /// - Throws: why the folder itself can't be read.
    package static func contents(below path: String, where isEntered: (String) -> Bool) throws(FileProblem) -> Contents
    {
        var contents = Contents()
        var folders = [""]
        while let folder = folders.popLast() {
            let entries: [Entry]
            do throws(FileProblem) {
                entries = try self.entries(in: Path.join(path, folder))
            } catch {
                if folder.isEmpty { throw error }
                contents.problems.append(.init(path: folder, isFolder: true, reason: error))
                continue
            }
            for entry in entries {
                let place = Path.join(folder, entry.name)
                func note(_ reason: FileProblem) {
                    contents.problems.append(.init(path: place, isFolder: entry.isFolder, reason: reason))
                }
                var status = stat()
                if !entry.isUTF8 {
                    note(.notUTF8)
                } else if lstat(Path.join(path, place), &status) != 0 {
                    // It may have been removed meanwhile.
                    if errno != ENOENT { note(.last) }
                } else if status.st_mode & S_IFMT == S_IFDIR {
                    if isEntered(place) { folders.append(place) }
                } else {
                    contents.files.append(place)
                }
            }
        }
        contents.files.sort()
        contents.problems.sort { $0.path < $1.path }
        return contents
    }

    /// Creates the missing folders above a file.
    package static func make(above path: String) throws(FileProblem) {
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/").dropLast() {
            folder = Path.join(folder, part)
            if mkdir(folder, 0o777) == 0 || errno == EEXIST && File.kind(folder) == .folder { continue }
            let problem = FileProblem.last
            guard File.kind(folder) != .file else { throw FileProblem("\(folder) is a file, not a folder") }
            throw FileProblem("can't create the folder \(folder): \(problem)")
        }
    }

    /// Removes a folder if it's empty.
    package static func removeEmpty(_ path: String) { rmdir(path) }
}
