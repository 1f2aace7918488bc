import Foundation
import TestSupport
import Testing

@testable import StrataRuntime

@Suite("Data paths")
struct DataPathTests {
    @Test("a data path starts at the source file and follows its links")
    func aDataPathStartsAtTheSourceFile() throws {
        let folder = try TemporaryFolder()
        let real = try #require(realpath(folder.path, nil).map { String(cString: $0) })
        try FileManager.default.createDirectory(atPath: folder.file("build/a"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "build/a")

        #expect(DataSource.path("t.csv", from: folder.file("net.swift")) == "\(real)/t.csv")
        #expect(DataSource.path("../data/t.csv", from: folder.file("build/net.swift")) == "\(real)/data/t.csv")
        #expect(DataSource.path("../../t.csv", from: folder.file("link/net.swift")) == "\(real)/t.csv")
        #expect(DataSource.path("/t.csv", from: folder.file("net.swift")) == "/t.csv")
    }

    @Test("a data path is left unchanged if the source file doesn't exist")
    func aDataPathIsUnchangedWithoutTheSource() {
        #expect(DataSource.path("../t.csv", from: "/no/such/net.swift") == "/no/such/../t.csv")
        #expect(DataSource.path("t.csv", from: "net.swift") == "t.csv")
    }
}
