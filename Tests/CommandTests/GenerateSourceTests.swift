import Foundation
import TestSupport
import Testing

/// `strata generate` to one Swift file, for builds other than SwiftPM's.
@Suite("strata generate to a file") struct GenerateSourceTests {
    let folder: TemporaryFolder
    let spec: String
    let output: String

    init() throws {
        folder = try TemporaryFolder()
        spec = try folder.write(Strata.clean, to: "a spec.strata.yaml")
        output = folder.url.appendingPathComponent("out/Clean.swift").path
    }

    @Test("generating to a Swift file writes the network's source alone")
    func source() throws {
        let outcome = try Strata.run("generate", spec, "--output", output, "--access", "package")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output == "wrote     \(output)\n")
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(text.contains("\npackage struct Clean: TypedNetwork {"))
        #expect(
            try Strata.run("generate", spec, "--output", output, "--access", "package").output.hasPrefix("unchanged"))
    }

    @Test("a depfile lists the files that the source was generated from")
    func depfile() throws {
        try folder.write("define:\n  one:\n    layers:\n      - relu\n", to: "b#1.yaml")
        try folder.write(
            Strata.clean.replacing("body:\n", with: "include: b#1.yaml\nbody:\n  - one\n"), to: "a spec.strata.yaml")
        let configuration = try folder.write("emit: []\n", to: "c.yaml")
        let outcome = try Strata.run(
            "generate", spec, "--output", output, "--depfile", output + ".d", "--config", configuration)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let path = folder.url.path
        #expect(
            try String(contentsOfFile: output + ".d", encoding: .utf8) == """
                \(path)/out/Clean.swift: \(path)/a\\ spec.strata.yaml \\
                  \(path)/b\\#1.yaml \\
                  \(path)/c.yaml

                \(path)/b\\#1.yaml:

                \(path)/c.yaml:

                """)
    }

    @Test("`--check` compares and writes nothing")
    func check() throws {
        let missing = try Strata.run("generate", spec, "--output", output, "--check")
        #expect(missing.code == 1)
        #expect(missing.errors.contains("\(output) is missing"))
        #expect(!FileManager.default.fileExists(atPath: output))
        _ = try Strata.run("generate", spec, "--output", output)
        #expect(try Strata.run("generate", spec, "--output", output, "--check").code == 0)
        try folder.write(Strata.clean.replacing("fc 3", with: "fc 4"), to: "a spec.strata.yaml")
        let stale = try Strata.run("generate", spec, "--output", output, "--check")
        #expect(stale.code == 1)
        #expect(stale.errors.hasPrefix("\(output):1:1: error: this file doesn't match a spec.strata.yaml"))
    }

    @Test(
        "mistakes in the configuration are shown with their place",
        arguments: [
            ("access: open", "1:9: error: `access` can't be `open`"),
            ("emit: [trainin]", "1:8: error: `emit` can't be `trainin`"),
            ("names: {a: class}", "1:12: error: `class` can't be the name"),
            ("- a", "1:1: error: the configuration can't be a list"),
            ("access: public\naccess: public", "2:1: error: duplicate key `access`"),
        ])
    func configuration(_ text: String, _ finding: String) throws {
        let path = try folder.write(text + "\n", to: "c.yaml")
        let outcome = try Strata.run("generate", spec, "--output", output, "--config", path)
        #expect(outcome.code == 1)
        #expect(outcome.errors.hasPrefix("\(path):\(finding)"), "\(outcome.errors)")
    }

    /// The recipe of docs/build-steps.md, run by make.
    @Test("make rebuilds only what changed", .enabled(if: Shell.find("make") != nil))
    func make() throws {
        try folder.write(
            """
            STRATA = \(Strata.path)
            all: net.swift
            %.swift: %.strata.yaml
            \t$(STRATA) generate $< --output $@ --depfile $@.d
            \ttouch $@
            -include $(wildcard *.swift.d)
            """, to: "make/Makefile")
        try folder.write(
            Strata.clean.replacing("body:\n", with: "include: b.yaml\nbody:\n  - one\n"), to: "make/net.strata.yaml")
        try folder.write("define:\n  one:\n    layers:\n      - relu\n", to: "make/b.yaml")
        let make = try #require(Shell.find("make"))
        func run() throws -> String {
            let outcome = try Shell.run(make, ["all"], in: folder.url.appendingPathComponent("make"))
            #expect(outcome.code == 0, "\(outcome.errors)")
            return outcome.output
        }
        #expect(try run().contains("wrote     net.swift"))
        #expect(try run().contains("Nothing to be done"))
        Thread.sleep(forTimeInterval: 0.02)
        try folder.write("define:\n  one:\n    layers:\n      - tanh\n", to: "make/b.yaml")
        #expect(try run().contains("wrote     net.swift"))
        #expect(try run().contains("Nothing to be done"))
    }
}
