import Basics

/// Lists, creates, and removes folders.
package enum Folder {
    /// Returns the names of everything in a folder, sorted.
    package static func names(in path: String) throws(FileProblem) -> [String] {
        guard let stream = opendir(path) else { throw .last }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream), let place = MemoryLayout<dirent>.offset(of: \.d_name) {
            // An entry may be shorter than `dirent`: it has only as many bytes as its name needs.
            let name = String(cString: (UnsafeRawPointer(entry) + place).assumingMemoryBound(to: CChar.self))
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .last }
        return names.sorted()
    }

    /// Returns the paths of all files below a folder, relative to it and sorted. Links to folders are not followed.
    ///
    /// - Parameter isEntered: returns whether to include the files of a folder, given its relative path.
    package static func files(below path: String, where isEntered: (String) -> Bool) throws(FileProblem) -> [String] {
        var files: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let names: [String]
            do throws(FileProblem) {
                names = try self.names(in: Path.join(path, folder))
            } catch {
                // Subfolders that can't be read are skipped.
                if folder.isEmpty { throw error }
                continue
            }
            for name in names {
                let place = Path.join(folder, name)
                var status = stat()
                guard lstat(Path.join(path, place), &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    if isEntered(place) { folders.append(place) }
                } else {
                    files.append(place)
                }
            }
        }
        return files.sorted()
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
