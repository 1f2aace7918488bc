#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import SpecCompiler

/// The folder of a generated package, in which a person may have worked too.
struct PackageFolder {
    let path: String

    /// What became of a file.
    struct Change {
        var word: String
        var path: String
    }

    /// Whether nothing stands there yet.
    func isFree() throws -> Bool {
        switch ByteFile.kind(path) {
        case nil: true
        case .folder: try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
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
    func write(_ files: [GeneratedFile], force: Bool) throws -> [Change] {
        var changes: [Change] = []
        for file in files {
            let place = "\(path)/\(file.path)"
            if file.owner == .person, !force, ByteFile.kind(place) != nil {
                changes.append(Change(word: text(of: file.path) == file.text ? "unchanged" : "kept", path: place))
                continue
            }
            do {
                try ByteFile.makeFolder(of: place)
                let isNew = try ByteFile.write(file.text, to: place)
                changes.append(Change(word: isNew ? "wrote" : "unchanged", path: place))
            } catch let problem as ByteFile.Problem {
                throw Failure.work("\(place): \(problem.reason)")
            }
        }
        return changes + removeLeftovers(except: Set(files.map(\.path)))
    }

    /// Files that Strata wrote for another model and nobody edited, and the main that only started it.
    private func removeLeftovers(except current: Set<String>) -> [Change] {
        var changes: [Change] = []
        let modules = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/Sources")) ?? []
        for module in modules.sorted() {
            let folder = "Sources/\(module)"
            let owned = ["\(folder)/\(module)Network.swift", "\(folder)/\(module)Training.swift"]
            let leftovers = owned.filter { file in
                !current.contains(file) && text(of: file).map { Signature.state(of: $0) == .intact } == true
            }
            guard leftovers == owned else { continue }
            let main = "\(folder)/main.swift"
            let isPlain = text(of: main).map(PackageSource.isUntouchedMain) ?? false
            for file in leftovers + (isPlain ? [main] : []) {
                if (try? FileManager.default.removeItem(atPath: "\(path)/\(file)")) != nil {
                    changes.append(Change(word: "removed", path: "\(path)/\(file)"))
                }
            }
            if (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)"))?.isEmpty == true {
                try? FileManager.default.removeItem(atPath: "\(path)/\(folder)")
            }
        }
        return changes
    }

    /// Of a file below the folder; nil where there is none.
    private func text(of file: String) -> String? {
        (try? ByteFile.read("\(path)/\(file)", atMost: 1 << 28)).map { String(decoding: $0, as: UTF8.self) }
    }
}
