import Basics
import SpecCompiler

/// The files that a check read, and its findings: a line of JSON, followed by the bytes of the files.
struct CheckCacheEntry: Equatable {
    /// A file as it was read.
    struct File: Equatable {
        var path: String
        var bytes: [UInt8]

        init(_ source: SourceFile) { (path, bytes) = (source.path, source.bytes) }

        init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
    }

    struct Include: Equatable {
        enum Content: Equatable {
            case file(File)
            /// Why it could not be read.
            case problem(String)
        }

        var name: String
        var content: Content

        init(_ name: String, _ include: SpecCompiler.Include) {
            self.name = name
            switch include {
            case .file(let source): content = .file(File(source))
            case .problem(let problem): content = .problem(problem)
            }
        }

        init(name: String, content: Content) { (self.name, self.content) = (name, content) }
    }

    /// The start of a table as it was read.
    struct Table: Equatable {
        var name: String
        /// Nil if there was none.
        var fingerprint: String?

        init(_ name: String, _ table: SpecCompiler.Include) {
            self.name = name
            if case .file(let start) = table { fingerprint = Fingerprint.text(of: start.bytes) }
        }

        fileprivate init(name: String, fingerprint: String?) { (self.name, self.fingerprint) = (name, fingerprint) }
    }

    var spec: File
    var includes: [Include]
    /// The names of the includes that follow the spec among its sources, in their order.
    var sources: [String]
    /// The configuration file, if it has a budget. It follows the includes.
    var project: File?
    var tables: [Table] = []
    var findings: [Diagnostic]
}

extension CheckCacheEntry {
    var bytes: [UInt8] {
        var contents: [UInt8] = []
        func json(_ file: File) -> JSON {
            contents += file.bytes
            return ["path": .string(file.path), "bytes": .integer(file.bytes.count)]
        }
        let entry = JSON.fields([
            "spec": json(spec),
            "includes": .array(
                includes.map { include in
                    switch include.content {
                    case .file(let file): ["name": .string(include.name), "file": json(file)]
                    case .problem(let problem): ["name": .string(include.name), "problem": .string(problem)]
                    }
                }),
            "sources": .strings(sources),
            "project": project.map(json),
            "tables": .array(
                tables.map { ["name": .string($0.name), "fingerprint": $0.fingerprint.map { .string($0) } ?? .null] }),
            "findings": .array(findings.map(\.json)),
        ])
        return entry.bytes + [UInt8(ascii: "\n")] + contents
    }

    /// Nil if the bytes aren't an entry.
    init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let entry = try? JSON(reading: Array(bytes[..<end]))
        else { return nil }
        var rest = bytes[(end + 1)...]
        func file(_ json: JSON?) -> File? {
            guard let path = json?["path"]?.string, let count = json?["bytes"]?.integer, count >= 0,
                count <= rest.count
            else { return nil }
            defer { rest = rest.dropFirst(count) }
            return File(path: path, bytes: Array(rest.prefix(count)))
        }
        guard let spec = file(entry["spec"]), let includes = entry["includes"]?.array,
            let sources = entry["sources"]?.array?.compactMap(\.string), let tables = entry["tables"]?.array,
            let findings = entry["findings"]?.array
        else { return nil }
        self.spec = spec
        self.sources = sources
        self.includes = []
        for include in includes {
            guard let name = include["name"]?.string,
                let content = file(include["file"]).map(Include.Content.file)
                    ?? include["problem"]?.string.map(Include.Content.problem)
            else { return nil }
            self.includes.append(Include(name: name, content: content))
        }
        if entry["project"] != nil {
            guard let project = file(entry["project"]) else { return nil }
            self.project = project
        }
        for table in tables {
            guard let name = table["name"]?.string else { return nil }
            self.tables.append(Table(name: name, fingerprint: table["fingerprint"]?.string))
        }
        self.findings = findings.compactMap(Diagnostic.init(json:))
        guard rest.isEmpty, self.findings.count == findings.count else { return nil }
    }
}
