import Foundation
import TestSupport
import Testing

extension BuildSteps {
    /// The build plugin in a package outside of this one.
    @Suite("The build plugin", .serialized) struct PluginTests {
        let folder: TemporaryFolder
        let package: NestedPackage

        init() throws {
            folder = try TemporaryFolder()
            package = try NestedPackage(
                folder, name: "Outside",
                files: [
                    "Sources/Outside/one.strata.yaml": """
                    model: One
                    input: 8x8x1
                    include: parts/blocks.strata.yaml
                    body:
                      - twice, channels 4
                    head:
                      - fc 3
                    """,
                    "Sources/Outside/two.strata.yaml": """
                    model: Two
                    input: 28x28x1
                    body:
                      - 3x3 conv, 2, relu
                    head:
                      - fc 10
                    train:
                      data: fashion-mnist
                    """,
                    "Sources/Outside/three.strata.yaml": """
                    model: Three
                    input: 2
                    head:
                      - fc 3
                    train:
                      data: csv ../../tables/leaves.csv, target kind, test 0.5
                    """,
                    "tables/leaves.csv": "length,width,kind\n1,2,a\n2,3,b\n5,1,c\n1,1,a\n2,4,b\n5,2,c\n",
                    "Sources/Outside/parts/blocks.strata.yaml": """
                    define:
                      twice:
                        given: [channels]
                        layers:
                          - 3x3 conv, $channels
                          - 3x3 conv, $channels
                    """,
                    "Sources/Outside/main.swift": """
                    import StrataRuntime

                    let (one, two) = (try NetworkGraph(One()), try NetworkGraph(Two()))
                    print(one.parameterCount, one.output, two.output == Two.Output.shape, Two.training.epochs)
                    print(Two.Class.allCases.count, two[Two.Layers.conv1]?.output ?? "none")
                    print(try Three.training.data.load().classNames ?? [])
                    """,
                ])
        }

        private func edit(_ file: String, _ old: String, _ new: String) throws {
            let path = "Sources/Outside/\(file)"
            let text = try String(contentsOf: folder.url.appendingPathComponent(path), encoding: .utf8)
            #expect(text.contains(old))
            try folder.write(text.replacing(old, with: new), to: path)
        }

        @Test("the build plugin makes types from specs, runs again only what changed, and shows mistakes at their line")
        func wholeWay() throws {
            #expect(
                try package.build().generated == ["one.strata.swift", "three.strata.swift", "two.strata.swift"])
            // In another folder than the table's.
            let ran = try Shell.run(NestedPackage.products.appendingPathComponent("Outside").path, [])
            #expect(ran.output == "383 3 true 10\n10 26x26x2\n[\"a\", \"b\", \"c\"]\n", "\(ran.errors)")

            // SwiftPM plans a second time, and links the tool again as it does; no network is compiled again.
            #expect(try !package.build().contains { $0.contains("Outside") })
            #expect(try package.build() == [], "what is up to date runs nothing")

            try edit("two.strata.yaml", "conv, 2", "conv, 3")
            #expect(try package.build().generated == ["two.strata.swift"])

            try edit("parts/blocks.strata.yaml", "- 3x3 conv, $channels\n", "- 1x1 conv, $channels\n")
            #expect(
                try package.build().generated == ["one.strata.swift"], "an include belongs to the spec that names it")

            // The spec changes, and the network does not: the step runs, and nothing is compiled.
            try edit("two.strata.yaml", "model: Two", "model: Two     # of two")
            #expect(try package.build() == ["Generating two.strata.swift"])

            try edit("two.strata.yaml", "3x3 conv, 3", "3x3 cnv, 3")
            let failed = try package.swift("build")
            #expect(failed.code != 0)
            let place = folder.url.resolvingSymlinksInPath().path + "/Sources/Outside/two.strata.yaml:4:9"
            #expect(
                (failed.output + failed.errors).contains("\(place): error: unknown layer `cnv`"),
                "\(failed.output)\(failed.errors)")
            try edit("two.strata.yaml", "3x3 cnv, 3", "3x3 conv, 3")

            // A mistake in an include is shown in the include.
            try edit("parts/blocks.strata.yaml", "1x1 conv", "1x1 cnv")
            let inside = try package.swift("build")
            #expect((inside.output + inside.errors).contains("/parts/blocks.strata.yaml:5:"), "\(inside.output)")
            try edit("parts/blocks.strata.yaml", "1x1 cnv", "1x1 conv")

            // The project's file is one, too; a package is planned again when its manifest changes.
            try folder.write("budget: {parameters: 10}\n", to: ".strata.yml")
            let manifest = folder.url.appendingPathComponent("Package.swift")
            try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: manifest.path)
            let costly = try package.swift("build")
            #expect(
                (costly.output + costly.errors).contains("the project's budget of 10 [budget]"), "\(costly.output)")
            try folder.write("budget: {parameters: 10}\nignore: budget\n", to: ".strata.yml")
            #expect(
                try package.build().generated == ["one.strata.swift", "three.strata.swift", "two.strata.swift"])
            #expect(try package.build() == [], "what is up to date runs nothing")

            // The configuration is an input of every step; a mistake in it has a place, too.
            try folder.write("acess: public\n", to: "Sources/Outside/strata-generate.yaml")
            let misconfigured = try package.swift("build")
            #expect(
                (misconfigured.output + misconfigured.errors).contains(
                    "strata-generate.yaml:1:1: error: unknown key `acess`"),
                "\(misconfigured.output)")
            try folder.write("names: {two: Second}\nemit: []\n", to: "Sources/Outside/strata-generate.yaml")
            try folder.write("print(One().name, Second().name)\n", to: "Sources/Outside/main.swift")
            #expect(
                try package.build().generated == ["one.strata.swift", "three.strata.swift", "two.strata.swift"])

            // Two files of one name would be written to one place.
            try folder.write("model: A\ninput: 4\nhead:\n  - fc 2\n", to: "Sources/Outside/more/two.strata.yaml")
            let twice = try package.swift("build")
            #expect(twice.code != 0)
            #expect((twice.output + twice.errors).contains("duplicate spec name"), "\(twice.output)")
        }
    }

    /// The command plugins, for those who commit the generated Swift.
    @Suite("The command plugins") struct CommandPluginTests {
        @Test("the command plugins write the Swift beside the spec, and notice when it is out of date")
        func commit() throws {
            let folder = try TemporaryFolder()
            try folder.write(
                "model: Committed\ninput: 8\nhead:\n  - fc 3\n", to: "Sources/Committed/net.strata.yaml")
            try folder.write("// Something to compile.\n", to: "Sources/Committed/Empty.swift")
            try folder.write(
                """
                // swift-tools-version: 6.2
                import PackageDescription

                let package = Package(
                    name: "Committed",
                    dependencies: [.package(name: "strata", path: "\(Repository.root.path)")],
                    targets: [.target(name: "Committed", exclude: [])]
                )
                """, to: "Package.swift")
            let package = try NestedPackage(at: folder.url.path)
            let generated = folder.url.appendingPathComponent("Sources/Committed/net.strata.swift")
            func strata(_ arguments: String...) throws -> (code: Int32, text: String) {
                let swift = try #require(Shell.find("swift"))
                // What a plugin's tool says on its error output comes on either of SwiftPM's.
                let outcome = try Shell.run(
                    swift,
                    [
                        "package", "--package-path", package.path, "--scratch-path", NestedPackage.scratch.path,
                        "--allow-writing-to-package-directory",
                    ] + arguments, within: .seconds(1800))
                return (outcome.code, outcome.output + outcome.errors)
            }

            let checked = try strata("strata", "check")
            #expect(checked.code == 0 && checked.text.contains("no findings in 1 spec"), "\(checked.text)")
            let missing = try strata("strata", "generate", "--check")
            #expect(missing.code == 1)
            #expect(missing.text.contains("net.strata.yaml:1:1: error: "))
            #expect(!FileManager.default.fileExists(atPath: generated.path))

            #expect(try strata("strata", "generate").code == 0)
            let text = try String(contentsOf: generated, encoding: .utf8)
            #expect(text.contains("struct Committed: TypedNetwork"))
            #expect(try strata("strata-check").code == 0)

            try text.replacing("units: 3", with: "units: 4").write(to: generated, atomically: true, encoding: .utf8)
            let edited = try strata("strata-check")
            #expect(edited.code == 1)
            #expect(edited.text.contains("net.strata.swift:1:1: error: this file was edited by hand"))
            let refused = try strata("strata", "generate")
            #expect(refused.code == 1 && refused.text.contains("--force"))
            #expect(try strata("strata", "generate", "--force").code == 0)
            #expect(try String(contentsOf: generated, encoding: .utf8) == text)
        }
    }
}
