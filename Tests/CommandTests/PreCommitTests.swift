import Foundation
import SpecCompiler
import TestSupport
import Testing

/// The hooks for pre-commit, run the way it runs them: with the names of a commit's files.
@Suite("Pre-commit hooks")
struct PreCommitTests {
    struct Hook {
        var id, entry, files: String
    }

    static let hooks: [Hook] = {
        let source = SourceFile(path: "hooks", text: Repository.text(of: ".pre-commit-hooks.yaml"))
        guard case .sequence(let items) = YAMLParser.parse(source).0.root?.content else { return [] }
        return items.compactMap { item in
            guard case .mapping(let pairs) = item.content else { return nil }
            func value(_ key: String) -> String { pairs.first { $0.key.scalar?.text == key }?.value.scalar?.text ?? "" }
            return Hook(id: value("id"), entry: value("entry"), files: value("files"))
        }
    }()

    /// Runs a hook on the files of a folder that it selects.
    private static func run(_ id: String, in folder: TemporaryFolder) throws -> Shell.Outcome {
        let hook = try #require(hooks.first { $0.id == id })
        let words = hook.entry.split(separator: " ").map(String.init)
        #expect(words.first == "strata")
        let expression = try Regex(hook.files)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
            .filter { $0.firstMatch(of: expression) != nil }.sorted()
        return try Shell.run(Strata.path, words.dropFirst() + files, in: folder.url)
    }

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["notes.yaml", "strata.yaml", "a.strata.yaml.bak"] { try folder.write("a:   1\n", to: name) }
        try folder.write(Strata.clean, to: "Specs/a.strata.yaml")
    }

    @Test("a commit of clean specs passes, and other files aren't checked")
    func passes() throws {
        for hook in Self.hooks { #expect(try Self.run(hook.id, in: folder).code == 0, "\(hook.id)") }
        #expect(try String(contentsOf: folder.url.appendingPathComponent("notes.yaml"), encoding: .utf8) == "a:   1\n")
    }

    @Test("a mistake stops a commit, and a line shows its place")
    func stops() throws {
        try folder.write(Strata.mistaken, to: "Specs/b.strata.yaml")
        let outcome = try Self.run("strata-check", in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix("Specs/b.strata.yaml:4:9: error: "))
    }

    /// pre-commit treats a hook that changes files as failed.
    @Test("a spec that isn't formatted is formatted")
    func formats() throws {
        let path = try folder.write(Strata.clean.replacing("model: ", with: "model:   "), to: "Specs/b.strata.yaml")
        #expect(try Self.run("strata-format", in: folder).code == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Strata.clean)
    }
}
