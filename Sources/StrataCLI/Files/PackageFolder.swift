import OperatingSystem
import SpecCompiler
import SpecRuns

/// The folder of a generated package, in which a person may have worked too.
struct PackageFolder {
    let path: String

    /// Whether nothing stands there yet.
    func isFree() throws -> Bool {
        switch File.kind(path) {
        case nil: true
        case .folder: try Failure.reading(path) { () throws(FileProblem) in try Folder.names(in: path).isEmpty }
        default: false
        }
    }

    /// - Throws: where a file that follows the spec was edited, or was never Strata's.
    func refuseToLoseEdits(of files: [GeneratedFile]) throws {
        for file in files where file.owner == .strata {
            guard let old = text(of: file.path) else { continue }
            switch Signature.state(of: old) {
            case .intact: continue
            case .edited:
                throw Failure.work(
                    """
                    \(path)/\(file.path) was edited since Strata wrote it, and would be written over; move the edit to \
                    main.swift or a file of its own, or --force
                    """)
            case .missing:
                throw Failure.work(
                    """
                    \(path)/\(file.path) is not Strata's, and would be written over; choose another folder, or --force
                    """)
            }
        }
    }

    /// Writes the files, and removes those that a model of another name has left.
    func write(_ files: [GeneratedFile], force: Bool) throws -> [WrittenFile] {
        var changes: [WrittenFile] = []
        for file in files {
            let place = "\(path)/\(file.path)"
            if file.owner == .person, !force, File.kind(place) != nil {
                changes.append(WrittenFile(text(of: file.path) == file.text ? "unchanged" : "kept", place))
                continue
            }
            changes.append(try WrittenFile(writing: file.text, to: place))
        }
        return changes + removeLeftovers(except: Set(files.map(\.path)))
    }

    /// Files that Strata wrote for another model and nobody edited, and the main that only started it.
    private func removeLeftovers(except current: Set<String>) -> [WrittenFile] {
        var changes: [WrittenFile] = []
        for module in (try? Folder.names(in: "\(path)/Sources")) ?? [] {
            let folder = "Sources/\(module)"
            let (owned, main) = PackageSource.paths(ofModule: module)
            let leftovers = owned.filter { file in
                !current.contains(file) && text(of: file).map { Signature.state(of: $0) == .intact } == true
            }
            guard leftovers == owned else { continue }
            let isPlain = text(of: main).map(PackageSource.isUntouchedMain) ?? false
            for file in leftovers + (isPlain ? [main] : []) where File.remove("\(path)/\(file)") {
                changes.append(WrittenFile("removed", "\(path)/\(file)"))
            }
            Folder.removeEmpty("\(path)/\(folder)")
        }
        return changes
    }

    /// Of a file below the folder; nil where there is none.
    private func text(of file: String) -> String? { File.text("\(path)/\(file)") }
}
