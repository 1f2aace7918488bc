import Foundation
import TestSupport
import Testing

/// The results that `strata check` keeps for the next run.
@Suite struct CheckCacheTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var caches: URL { folder.url.appendingPathComponent("caches/strata/check") }

    private func check(_ options: String..., cache: String = "caches") throws -> Shell.Outcome {
        try Shell.run(
            Strata.path, ["check", "--format", "concise"] + options + ["a.strata.yaml"], in: folder.url,
            environment: ["XDG_CACHE_HOME": folder.url.appendingPathComponent(cache).path])
    }

    /// The kept entries; empty if there is no folder for them yet.
    private func entries() throws -> [URL] {
        guard FileManager.default.fileExists(atPath: caches.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: caches, includingPropertiesForKeys: nil)
    }

    /// Changes the kept entries, so that an answer shows where it comes from.
    private func mark() throws {
        for entry in try entries() {
            // The findings are on the first line, and the files that they were found in after it.
            let text = try String(contentsOf: entry, encoding: .utf8)
            let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            try Data("\(lines[0].replacing("cnv", with: "kept"))\n\(lines[1])".utf8).write(to: entry)
        }
    }

    private static let include = """
        define:
          wide:
            - 3x3 conv, 8, pad 1

        """
    private static let includes = """
        model: A
        input: 8x8x1
        include: [blocks.strata.yaml]
        body:
          - wide
          - 3x3 cnv, 2

        """

    @Test func aChangedTableIsComparedAgain() throws {
        try folder.write(
            "model: A\ninput: 1\nhead: [fc 1]\ntrain:\n  data: csv t.csv, target b\n  loss: mean squared error\n",
            to: "a.strata.yaml")
        #expect(try check().code == 0)
        try folder.write("a,c\n1,2\n", to: "t.csv")
        #expect(try check().output.contains("t.csv has no column `b`"))
        try folder.write("a,b\n1,2\n", to: "t.csv")
        #expect(try check().code == 0)
    }

    @Test func anUnchangedSpecIsNotCheckedAgain() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        let first = try check()
        #expect(first.output.contains("cnv"))
        #expect(try entries().count == 1)
        #expect(try check().output == first.output)
        try mark()
        let second = try check()
        #expect(second.output == first.output.replacing("cnv", with: "kept"))
        #expect(second.code == 1)
    }

    @Test func aChangedSpecIsCheckedAgain() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        _ = try check()
        try mark()
        try folder.write(Strata.mistaken + "# changed\n", to: "a.strata.yaml")
        #expect(try check().output.contains("cnv"))
        #expect(try entries().count == 1)
    }

    @Test func aSpecIsCheckedAgainWhenAnIncludeChangesAppearsOrDisappears() throws {
        try folder.write(Self.includes, to: "a.strata.yaml")
        let without = try check().output
        #expect(without.contains("blocks.strata.yaml"))
        try folder.write(Self.include, to: "blocks.strata.yaml")
        let with = try check().output
        #expect(with.contains("cnv"))
        #expect(!with.contains("[include]"))
        try folder.write(Self.include.replacing("conv, 8", with: "cnv, 8"), to: "blocks.strata.yaml")
        #expect(try check().output.contains("blocks.strata.yaml:3:11: error"))
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("blocks.strata.yaml"))
        #expect(try check().output == without)
    }

    @Test func findingsAreFilteredAfterTheCache() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        #expect(try check("--select", "repeated-activation").output.isEmpty)
        #expect(try entries().count == 1)
        let all = try check("--no-cache")
        #expect(try check().output == all.output)
    }

    @Test func withoutTheCacheNothingIsReadOrKept() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        _ = try check("--no-cache")
        #expect(try entries().isEmpty)
        _ = try check()
        try mark()
        #expect(try check("--no-cache").output.contains("cnv"))
    }

    @Test(arguments: ["", "{", "[]", "{\"path\": \"a.strata.yaml\"}", "\u{0}\u{1}"])
    func anInvalidEntryIsIgnored(text: String) throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        let first = try check()
        #expect(try entries().count == 1)
        for entry in try entries() { try Data(text.utf8).write(to: entry) }
        let second = try check()
        #expect(second.output == first.output)
        #expect(second.errors == first.errors)
    }

    @Test func aReadOnlyFolderIsIgnored() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        try folder.write("", to: "file")
        let outcome = try check(cache: "file")
        #expect(outcome.output.contains("cnv"))
        #expect(outcome.code == 1)
        #expect(try outcome.errors == check("--no-cache").errors)
    }

    @Test func theOldestEntriesAreRemovedWhenThereAreTooMany() throws {
        try folder.write(Strata.mistaken, to: "a.strata.yaml")
        try FileManager.default.createDirectory(at: caches, withIntermediateDirectories: true)
        for index in 0..<4100 {
            let entry = caches.appendingPathComponent("\(index).json")
            let file = open(entry.path, O_WRONLY | O_CREAT, 0o644)
            try #require(file >= 0 && write(file, "{}", 2) == 2)
            // The first ones date from 1970, each a second older than the next.
            let times = [timeval](repeating: timeval(tv_sec: index, tv_usec: 0), count: 2)
            try #require(index >= 1500 || futimes(file, times) == 0)
            close(file)
        }
        _ = try check()
        let left = Set(try entries().map(\.lastPathComponent))
        #expect(left.count == 3072)
        #expect(!left.contains("0.json"))
        #expect(left.contains("4099.json"))
    }
}
