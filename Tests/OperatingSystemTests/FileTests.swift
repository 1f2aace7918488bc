import Foundation
import OperatingSystem
import TestSupport
import Testing

@Suite struct FileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.file(name) }

    @Test func aFileThatHasTheTextAlreadyIsNotTouched() throws {
        #expect(try File.write("text", to: path("a")))
        let facts = try #require(File.facts(path("a")))
        #expect(try !File.write("text", to: path("a")))
        #expect(try #require(File.facts(path("a"))) == facts)
        #expect(try File.write("tex", to: path("a")))
        #expect(File.text(path("a")) == "tex")
    }

    @Test func noMoreIsReadThanTheLimitSays() throws {
        let file = try folder.write("0123456789", to: "a")
        #expect(try File.read(file, atMost: 4) == Array("0123".utf8))
        #expect(try File.read(file, atMost: 100).count == 10)
    }

    @Test func onlyRegularFilesAreRead() throws {
        for path in [folder.url.path, "/dev/zero"] {
            #expect(throws: FileProblem("it isn't a regular file")) { try File.read(path, atMost: 10) }
        }
        #expect(mkfifo(path("pipe"), 0o600) == 0)
        #expect(throws: FileProblem("it isn't a regular file")) { try File.read(path("pipe"), atMost: 10) }
        #expect(throws: FileProblem("No such file or directory")) { try File.read(path("none"), atMost: 10) }
    }

    @Test func aFileCanBeReadAtAnyPlaceButNotBeyondItsEnd() throws {
        let file = try InputFile(try folder.write("0123456789", to: "a"))
        var bytes = [UInt8](repeating: 0, count: 4)
        try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 6) }
        #expect(bytes == Array("6789".utf8))
        #expect(throws: FileProblem.self) { try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 7) } }
    }

    @Test func whatReplacesAFileHasItsPermissions() throws {
        let file = try folder.write("old", to: "a")
        for permissions in [0o600, 0o664, 0o755] {
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
            try File.replace(file, with: Array("new \(permissions)".utf8))
            #expect(File.text(file) == "new \(permissions)")
            #expect(
                try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == permissions)
        }
        #expect(throws: FileProblem.self) { try File.replace(path("none"), with: []) }
    }

    @Test func filesAreFoundAtAnyDepthInOrder() throws {
        for name in ["b", "a/c", "a/b/c", ".build/x", "z/.build/y"] { try folder.write("", to: name) }
        try FileManager.default.createSymbolicLink(atPath: path("loop"), withDestinationPath: folder.url.path)
        let found = try Folder.contents(below: folder.url.path) { $0 != ".build" }
        #expect(found.files == ["a/b/c", "a/c", "b", "loop", "z/.build/y"])
        #expect(found.problems.isEmpty)
        #expect(throws: FileProblem.self) { try Folder.contents(below: path("none")) { _ in true } }
    }

    @Test func aLinkThatLeadsNowhereTakesItsPlace() throws {
        try FileManager.default.createSymbolicLink(atPath: path("loose"), withDestinationPath: "nowhere")
        #expect(File.isTaken(path("loose")) && !File.isTaken(path("none")) && !File.isTaken(path("none/a")))
        #expect(try File.textIfTaken(path("none")) == nil)
        #expect(throws: FileProblem.self) { try File.textIfTaken(path("loose")) }
    }

    @Test func theRootIsRecognizedUnderAnyName() {
        for root in ["/", "//", "/.", "/tmp/..", "/no/such/../..", "/../.."] { #expect(File.isRoot(root), "\(root)") }
        for other in [".", "a", "/tmp", "/no/such", ""] { #expect(!File.isRoot(other), "\(other)") }
    }

    @Test func foldersAreMadeWhereTheyAreMissing() throws {
        try Folder.make(above: path("a/b/c"))
        try Folder.make(above: path("a/b/c"))
        #expect(File.kind(path("a/b")) == .folder && File.kind(path("a/b/c")) == nil)
        try folder.write("", to: "file")
        #expect(throws: FileProblem("\(path("file")) is a file, not a folder")) {
            try Folder.make(above: path("file/a"))
        }
    }

    @Test func aPathIsMadeAbsoluteAlsoWhereItIsNotThereYet() throws {
        let root = try #require(File.absolutePath(folder.url.path))
        #expect(File.absolutePath(path("none")) == nil)
        #expect(File.absoluteFolder(of: path("none/deep/file")) == "\(root)/none/deep")
        #expect(File.absoluteFolder(of: "/file") == "")
    }

    @Test func anOutputThatCannotTakeTheTextIsNoticed() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let terminal = Terminal(descriptor: full, isInteractive: false, showsColor: true, showsUnicode: false)
        #expect(throws: Terminal.LostOutput.self) { try terminal.write("text") }
        #expect(terminal.red("text") == "\u{1B}[1;31mtext\u{1B}[0m")
        #expect(Terminal.plain.red("text") == "text")
    }
}
