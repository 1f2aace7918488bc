import Foundation
import TestSupport
import Testing

extension BuildSteps {
    /// What stands in `Examples`, and what `strata new` writes, builds and runs.
    @Suite("An example", .serialized) struct ExampleTests {
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            try SmallData.write(to: folder)
        }

        private func run(_ program: String, _ arguments: String...) throws -> Shell.Outcome {
            try Shell.run(NestedPackage.products.appendingPathComponent(program).path, arguments, in: folder.url)
        }

        @Test("the examples build, train and answer")
        func examples() throws {
            // A copy: the build must leave nothing in the source tree.
            let copy = folder.url.appendingPathComponent("Examples")
            try FileManager.default.copyItem(at: Repository.root.appendingPathComponent("Examples"), to: copy)
            let manifest = copy.appendingPathComponent("Package.swift")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            #expect(text.contains("path: \"..\""))
            try text.replacing("path: \"..\"", with: "path: \"\(Repository.root.path)\"")
                .write(to: manifest, atomically: true, encoding: .utf8)
            _ = try NestedPackage(at: copy.path).build()

            let app = try run("App", "--data", ".", "--epochs", "1", "--batch", "32")
            #expect(app.code == 0, "\(app.errors)")
            #expect(app.output.contains("epoch 1 of 1: test accuracy"))
            #expect(app.output.contains("image 4: "))

            let loop = try run("CustomLoop", "--data", ".", "--steps", "20", "--output", "clothes.safetensors")
            #expect(loop.code == 0, "\(loop.errors)")
            #expect(loop.output.contains("gradient of stem"))

            try (Data("P5\n28 28\n255\n".utf8) + Data(repeating: 90, count: 784)).write(
                to: folder.url.appendingPathComponent("picture.pgm"))
            let answer = try run("Classify", "clothes.safetensors", "picture.pgm", "picture.pgm")
            #expect(answer.code == 0, "\(answer.errors)")
            let lines = answer.output.split(separator: "\n")
            #expect(lines.count == 2 && lines.first == lines.last)
            #expect(lines.first?.contains("\"probability\": 0.") == true)
            #expect(try run("Classify", "clothes.safetensors", "nothing.pgm").code == 2)
        }

        @Test("a package written by `strata new` builds, passes its tests and trains")
        func new() throws {
            let strata = Shell.buildFolder.appendingPathComponent("strata").path
            let made = try Shell.run(
                strata, ["new", "my-fashion", "--strata-path", Repository.root.path], in: folder.url)
            #expect(made.code == 0, "\(made.errors)")
            let package = try NestedPackage(at: folder.url.appendingPathComponent("my-fashion").path)
            let tested = try package.swift("test")
            #expect(tested.code == 0, "\(tested.output.suffix(4000))\(tested.errors)")
            #expect(tested.output.contains("Test run with 2 tests"))
            let trained = try run("train", "--data", ".", "--epochs", "1", "--quiet")
            #expect(trained.code == 0, "\(trained.errors)")
            #expect(
                FileManager.default.fileExists(
                    atPath: folder.url.appendingPathComponent("MyFashionNet.safetensors").path))

            // STRATA_PATH goes before what is written; and what is there is not written over.
            let elsewhere = try Shell.run(
                strata, ["new", "away", "--strata-url", "https://example.org/strata.git"], in: folder.url)
            #expect(elsewhere.code == 0)
            let resolved = try NestedPackage(at: folder.url.appendingPathComponent("away").path)
                .swift("package", "describe", environment: ["STRATA_PATH": Repository.root.path])
            #expect(resolved.code == 0, "\(resolved.errors)")
            #expect(try Shell.run(strata, ["new", "away"], in: folder.url).code == 2)
            #expect(try Shell.run(strata, ["new", "2fast"], in: folder.url).code == 2)
        }
    }
}
