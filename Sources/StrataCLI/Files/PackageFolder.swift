import OperatingSystem
import SpecCompiler
import SpecRuns

/// The folder of a generated package, which may also contain files that a person wrote or edited.
struct PackageFolder {
    let path: String

    /// Whether the folder is missing or empty.
    func isFree() throws -> Bool {
        switch File.kind(path) {
        case nil: !File.isTaken(path)
        case .folder: try Failure.reading(path) { () throws(FileProblem) in try Folder.names(in: path).isEmpty }
        default: false
        }
    }

    /// - Throws: `Failure` if a generated file was edited, or wasn't written by Strata.
    func refuseToLoseEdits(of files: [GeneratedFile]) throws {
        for file in files where file.owner == .strata {
            guard let old = try OwnedFile.text("\(path)/\(file.path)") else { continue }
            switch Signature.state(of: old) {
            case .intact: continue
            case .edited:
                throw Failure.work(
                    """
                    \(path)/\(file.path) was edited since Strata wrote it; move the edit to main.swift or to a \
                    separate file, or use --force to overwrite it
                    """)
            case .missing:
                throw Failure.work(
                    """
                    \(path)/\(file.path) wasn't written by Strata; choose another folder, or use --force to \
                    overwrite it
                    """)
            }
        }
    }

    /// Writes the files, and removes those of a model with another name.
    func write(_ files: [GeneratedFile], force: Bool) throws -> [WrittenFile] {
        var changes: [WrittenFile] = []
        for file in files {
            let place = "\(path)/\(file.path)"
            if file.owner == .person, !force, File.isTaken(place) {
                changes.append(WrittenFile(text(of: file.path) == file.text ? "unchanged" : "kept", place))
                continue
            }
            changes.append(try WrittenFile(writing: file.text, to: place))
        }
        return changes + removeLeftovers(except: Set(files.map(\.path)))
    }

    /// Removes unedited files that Strata wrote for another model, and the unedited main that starts it.
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

    /// The text of a file in the folder; nil if there is none.
    private func text(of file: String) -> String? { File.text("\(path)/\(file)") }
}
