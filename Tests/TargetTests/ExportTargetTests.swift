import Foundation
import SpecCompiler
import TestSupport
import Testing

/// What every target has in common.
@Suite struct ExportTargetTests {
    /// Writes one layer per line, and can't express dropout.
    private struct Outline: ExportTarget {
        static let name = "outline"
        static let suffixes = [".outline"]
        static let commentMarker = "#"

        func files(for export: Export) throws(UnsupportedParts) -> [GeneratedFile] {
            let layers = export.network.layers
            let unsupported = layers.filter { $0.layer.definition === LayerDefinition.dropout }.map {
                UnsupportedParts.Part($0.name, "has no counterpart", at: $0.layer.span)
            }
            if let parts = UnsupportedParts(Self.name, unsupported) { throw parts }
            let text = layers.map { "\($0.name)\n" }.joined()
            return [GeneratedFile(path: "net.outline", text: text, owner: .strata, commentMarker: Self.commentMarker)]
        }
    }

    private func export(_ body: String) throws -> Export {
        let source = SourceFile(path: "test", text: "model: Net\ninput: 8\nbody:\n\(body)")
        return Export(try #require(SpecCompiler.compile(source).accepted), specPath: "net.strata.yaml")
    }

    @Test func everyFolderIsATarget() throws {
        let folder = Repository.root.appendingPathComponent("Sources/Targets")
        let folders = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.isDirectoryKey]
        ).filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
        #expect(
            folders.map { $0.lastPathComponent.lowercased() }.sorted() == ExportTargets.all.map { $0.name }.sorted())
    }

    @Test func aFileIsOfTheTargetWithItsSuffix() {
        #expect(ExportTargets.target(ofFile: "build/net.swift")?.name == "swift")
        #expect(ExportTargets.target(ofFile: "build/net") == nil)
    }

    @Test func noTwoTargetsShareASuffix() {
        let suffixes = ExportTargets.all.flatMap { $0.suffixes }
        #expect(Set(suffixes).count == suffixes.count)
    }

    @Test func oneErrorListsEverythingThatATargetCannotExpress() throws {
        let export = try export("  - fc 4, relu\n  - dropout 0.5\n  - fc 4, relu\n  - dropout 0.2\n")
        let error = #expect(throws: UnsupportedParts.self) { try Outline().files(for: export) }
        #expect(
            error?.description
                == "outline can't express 2 parts of this network: dropout1 has no counterpart; dropout2 has no counterpart"
        )
    }

    @Test func aSignatureIsACommentOfItsTarget() throws {
        let file = try #require(try Outline().files(for: try export("  - fc 4, relu\n")).first)
        #expect(file.text.split(separator: "\n").last?.hasPrefix("# Strata's signature") == true)
        #expect(Signature.state(of: file.text) == .intact)
        #expect(Signature.state(of: file.text.replacing("fc1", with: "fc2")) == .edited)
        #expect(Signature.state(of: "fc1\n") == .missing)
    }

    @Test func aPackageAndASourceAreFormsOfOneTarget() throws {
        let export = try export("  - fc 4, relu\n")
        let source = try SwiftTarget(.source(SourceOptions(), isSigned: false)).files(for: export)
        #expect(source.map(\.path) == ["Net.swift"])
        let package = try SwiftTarget(.package(.checkout(path: "/strata"))).files(for: export)
        #expect(package.map(\.path).contains("Sources/Net/NetNetwork.swift"))
    }
}
