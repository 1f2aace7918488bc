import Foundation
import OperatingSystem
import TestSupport
import Testing

/// A file is replaced as a whole, or stays as it was.
@Suite struct AtomicFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.file(name) }
    private func names() throws -> [String] { try Folder.names(in: folder.url.path) }
    private func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    private func save(_ text: String, to name: String) throws {
        try AtomicFile.write(path(name)) { file in try Array(text.utf8).withUnsafeBytes { try file.write($0) } }
    }

    @Test func aFileIsReplacedAsAWholeAndNothingElseIsLeft() throws {
        for text in ["first, and long", "second"] {
            try save(text, to: "weights")
            #expect(try self.text("weights") == text)
        }
        #expect(try names() == ["weights"])
    }

    @Test func aFailureHalfwayLeavesTheOldFileAsItWas() throws {
        struct Fault: Error {}
        try save("old", to: "weights")
        #expect(throws: Fault.self) {
            try AtomicFile.write(path("weights")) { file in
                try Array("half of the n".utf8).withUnsafeBytes { try file.write($0) }
                throw Fault()
            }
        }
        #expect(try text("weights") == "old")
        #expect(try names() == ["weights"])
    }

    @Test func whatAKilledProcessLeftIsOverwritten() throws {
        try folder.write("a much longer leftover", to: ".weights.partial")
        try save("new", to: "weights")
        #expect(try text("weights") == "new")
        #expect(try names() == ["weights"])
    }

    @Test func throughALinkItsTargetIsReplaced() throws {
        try save("old", to: "target")
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("target"))
        try save("new", to: "link")
        #expect(try text("target") == "new")
        #expect(try names() == ["link", "target"])
    }

    @Test func manyThreadsAtOnceNeverMixTheirContents() async throws {
        let path = path("weights")
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let bytes = Array(repeating: UInt8(writer), count: 50_000)
                    for _ in 0..<10 {
                        try? AtomicFile.write(path) { file in try bytes.withUnsafeBytes { try file.write($0) } }
                    }
                }
            }
        }
        let bytes = try File.read(path, atMost: .max)
        #expect(bytes.count == 50_000 && Set(bytes).count == 1)
        #expect(try names() == ["weights"])
    }

    @Test func aPlaceThatIsNoFileIsRefusedBeforeAnyWork() throws {
        func reason(_ path: String) -> String? {
            do throws(AtomicFile.Problem) {
                try AtomicFile.checkWritable(path)
                return nil
            } catch {
                return error.reason
            }
        }
        #expect(reason(folder.url.path) == "it's a folder")
        #expect(reason("/dev/null") == "it isn't a regular file")
        #expect(reason(path("none/weights")) == "No such file or directory")
        #expect(reason("") == "it doesn't name a file")
        #expect(reason(path("weights")) == nil)
        #expect(try names().isEmpty)
    }
}
