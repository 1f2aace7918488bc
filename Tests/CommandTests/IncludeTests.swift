import Foundation
import TestSupport
import Testing

/// An include can't leave the folder of the spec, neither by its path nor through a link.
@Suite("An include")
struct IncludeTests {
    let folder: TemporaryFolder
    let spec: String

    init() throws {
        folder = try TemporaryFolder()
        spec = try folder.write(
            """
            model: A
            input: 8x8x3
            include: parts/blocks.strata.yaml
            body:
              - twice, channels 4
            """, to: "root/a.strata.yaml")
    }

    private let blocks = """
        define:
          twice:
            given: [channels]
            layers:
              - 3x3 conv, $channels
              - 3x3 conv, $channels
        """

    @Test("an include provides another spec's blocks")
    func bringsBlocks() throws {
        try folder.write(blocks, to: "root/parts/blocks.strata.yaml")
        let outcome = try Strata.run("check", spec)
        #expect(outcome.code == 0, "\(outcome.output)")
    }

    @Test("an included file is checked as a file of blocks")
    func isChecked() throws {
        let path = try folder.write(blocks, to: "root/parts/blocks.strata.yaml")
        #expect(try Strata.run("check", path).errors == "no findings in 1 spec\n")
        let outcome = try Strata.run("shapes", path)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("only defines blocks"))
    }

    @Test("a missing include is a finding at its path")
    func missing() throws {
        let outcome = try Strata.run("check", spec)
        #expect(outcome.code == 1)
        #expect(
            outcome.output.contains("a.strata.yaml:3:10: error: `parts/blocks.strata.yaml` can't be found [include]"))
    }

    @Test("an include through a link out of the folder is rejected")
    func link() throws {
        let outside = try folder.write(blocks, to: "outside/blocks.strata.yaml")
        let parts = folder.url.appendingPathComponent("root/parts")
        try FileManager.default.createDirectory(at: parts, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: parts.appendingPathComponent("blocks.strata.yaml").path, withDestinationPath: outside)
        let outcome = try Strata.run("check", spec)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("leads out of the spec's folder"))
    }

    @Test("a mistake in an included file is shown in that file")
    func mistakeInside() throws {
        try folder.write(
            blocks.replacingOccurrences(of: "- 3x3 conv", with: "- 3x3 cnv"), to: "root/parts/blocks.strata.yaml")
        let outcome = try Strata.run("check", spec)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("parts/blocks.strata.yaml:5:"))
    }
}
