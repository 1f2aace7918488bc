import Foundation
import TestSupport
import Testing

@testable import StrataRuntime

@Suite("The path of data beside a source file")
struct DataPathTests {
    @Test("a path of data begins at the source file, and follows its links")
    func besideSource() throws {
        let folder = try TemporaryFolder()
        let real = try #require(realpath(folder.path, nil).map { String(cString: $0) })
        try FileManager.default.createDirectory(atPath: folder.file("build/a"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "build/a")

        #expect(DataSource.path("t.csv", from: folder.file("net.swift")) == "\(real)/t.csv")
        #expect(DataSource.path("../data/t.csv", from: folder.file("build/net.swift")) == "\(real)/data/t.csv")
        #expect(DataSource.path("../../t.csv", from: folder.file("link/net.swift")) == "\(real)/t.csv")
        #expect(DataSource.path("/t.csv", from: folder.file("net.swift")) == "/t.csv")
    }

    @Test("a path of data stays as it is where the source is not there")
    func withoutSource() {
        #expect(DataSource.path("../t.csv", from: "/no/such/net.swift") == "/no/such/../t.csv")
        #expect(DataSource.path("t.csv", from: "net.swift") == "t.csv")
    }
}
