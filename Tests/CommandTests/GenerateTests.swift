import Foundation
import TestSupport
import Testing

@Suite struct GenerateTests {
    let folder: TemporaryFolder
    let spec: String
    let output: URL

    init() throws {
        folder = try TemporaryFolder()
        spec = try folder.write(Strata.clean, to: "clean.strata.yaml")
        output = folder.url.appendingPathComponent("out")
    }

    @Test func aPackageIsWritten() throws {
        let outcome = try Strata.run("generate", spec, "--output", output.path)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(
            try files(in: output) == [
                ".gitignore", "Package.swift", "Sources/Clean/CleanNetwork.swift",
                "Sources/Clean/CleanTraining.swift", "Sources/Clean/main.swift",
            ])
        #expect(outcome.output.contains("wrote"))
    }

    @Test func anUnchangedFileStaysUntouched() throws {
        _ = try Strata.run("generate", spec, "--output", output.path)
        let before = try dates()
        Thread.sleep(forTimeInterval: 0.05)
        let outcome = try Strata.run("generate", spec, "--output", output.path)
        #expect(outcome.code == 0)
        #expect(try dates() == before)
        #expect(!outcome.output.contains("wrote"))
    }

    @Test func onlyChangedFilesAreWritten() throws {
        _ = try Strata.run("generate", spec, "--output", output.path)
        try folder.write(Strata.clean.replacing("fc 3", with: "fc 4"), to: "clean.strata.yaml")
        let lines = try Strata.run("generate", spec, "--output", output.path).output.split(separator: "\n").filter {
            $0.hasPrefix("wrote")
        }
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix("CleanNetwork.swift") == true)
    }

    @Test func aForeignPackageIsRejectedUnlessForced() throws {
        let foreign = try folder.write("// swift-tools-version: 6.0\n// mine\n", to: "out/Package.swift")
        let refused = try Strata.run("generate", spec, "--output", output.path)
        #expect(refused.code == 2)
        #expect(refused.errors.contains("--force"))
        #expect(try String(contentsOfFile: foreign, encoding: .utf8).contains("mine"))
        #expect(try files(in: output) == ["Package.swift"])
        #expect(try Strata.run("generate", spec, "--output", output.path, "--force").code == 0)
    }

    @Test func anEditedMainIsKept() throws {
        _ = try Strata.run("generate", spec, "--output", output.path)
        let main = try folder.write("print(\"mine\")\n", to: "out/Sources/Clean/main.swift")
        let outcome = try Strata.run("generate", spec, "--output", output.path)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("kept      \(main)"))
        #expect(try String(contentsOfFile: main, encoding: .utf8).contains("mine"))
    }

    @Test func anEditedNetworkIsNotOverwrittenUnlessForced() throws {
        _ = try Strata.run("generate", spec, "--output", output.path)
        let network = output.appendingPathComponent("Sources/Clean/CleanNetwork.swift")
        let text = try String(contentsOf: network, encoding: .utf8)
        try text.replacing("public struct", with: "struct").write(to: network, atomically: true, encoding: .utf8)
        let refused = try Strata.run("generate", spec, "--output", output.path)
        #expect(refused.code == 2)
        #expect(refused.errors.contains("was edited"))
        #expect(try Strata.run("generate", spec, "--output", output.path, "--force").code == 0)
        #expect(try String(contentsOf: network, encoding: .utf8) == text)
    }

    @Test func aFormattedFileDoesNotCountAsEdited() throws {
        _ = try Strata.run("generate", spec, "--output", output.path)
        let network = output.appendingPathComponent("Sources/Clean/CleanNetwork.swift")
        let text = try String(contentsOf: network, encoding: .utf8)
        try text.replacing("    ", with: "\t").write(to: network, atomically: true, encoding: .utf8)
        #expect(try Strata.run("generate", spec, "--output", output.path).code == 0)
    }

    @Test func renamingAModelRemovesAllButEditedFiles() throws {
        _ = try Strata.run("generate", spec, "--output", output.path)
        let renamed = try folder.write(
            Strata.clean.replacing("model: Clean", with: "model: Other"), to: "other.strata.yaml")
        #expect(try Strata.run("generate", renamed, "--output", output.path).code == 0)
        #expect(try files(in: output).filter { $0.contains("Clean") } == [])

        try folder.write("print(1)\n", to: "out/Sources/Other/main.swift")
        _ = try Strata.run("generate", spec, "--output", output.path)
        #expect(try files(in: output).filter { $0.contains("Other") } == ["Sources/Other/main.swift"])
    }

    @Test func aFileInPlaceOfTheFolderIsReported() throws {
        let file = try folder.write("", to: "file")
        let outcome = try Strata.run("generate", spec, "--output", file)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasSuffix("file is a file, not a folder\n"), "\(outcome.errors)")
    }

    @Test func aMistakenSpecWritesNothing() throws {
        let mistaken = try folder.write(Strata.mistaken, to: "mistaken.strata.yaml")
        #expect(try Strata.run("generate", mistaken, "--output", output.path).code == 1)
        #expect(!FileManager.default.fileExists(atPath: output.path))
    }

    @Test func anUnwritablePlaceIsReported() throws {
        let file = try folder.write("", to: "file")
        let outcome = try Strata.run("generate", spec, "--output", file + "/inside")
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(!outcome.errors.contains("Error Domain"))
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func aRuntimeThatIsNotACheckoutIsRejected() throws {
        let outcome = try Strata.run("generate", spec, "--output", output.path, "--runtime", folder.url.path)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("isn't a checkout of Strata"))
    }

    private func files(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(
                atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    private func dates() throws -> [String: Date] {
        var dates: [String: Date] = [:]
        for file in try files(in: output) {
            let attributes = try FileManager.default.attributesOfItem(atPath: output.appendingPathComponent(file).path)
            dates[file] = attributes[.modificationDate] as? Date
        }
        return dates
    }
}
